import { describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate, openWritable } from '../../../../src-main/database/index.ts';
import { KNOWN_ORDERS_SQL } from '../../../../src-main/sync/pull/apply-orders.ts';

describe('looking up the orders of a page', () => {
  it('costs the page, not all that the shop has', () => {
    const db = openWritable(':memory:');
    migrate(db, MIGRATIONS);
    const plan = db.prepare(`EXPLAIN QUERY PLAN ${KNOWN_ORDERS_SQL}`).all('[]', 1) as { detail: string }[];
    expect(plan.map(({ detail }) => detail)).toContain('SEARCH r USING PRIMARY KEY (shop_id=? AND number=?)');
    db.close();
  });
});
