import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, migrate, openWritable, type WritableDb } from '../../../../src-main/database/index.ts';
import { lossesOf, wouldEmpty } from '../../../../src-main/sync/conflicts/fail-safe.ts';
import { createStatementCache } from '../../../../src-main/sync/outbox/statement-cache.ts';

describe('the fail-safe of a pull', () => {
  let db: WritableDb;
  beforeEach(() => {
    db = openWritable(':memory:');
    migrate(db, MIGRATIONS);
    const insert =
      db.prepare(`INSERT INTO listing (shop_id, listing_id, product_id, title, price, currency_id, quantity,
      version, updated_at, said_at, on_sale) VALUES (1, ?, 1, '', 1, 1, ?, '', 0, 0, ?)`);
    for (let i = 1; i <= 12; i++) insert.run(`L${i}`, i <= 10 ? 5_000 : 0, i <= 11 ? 1 : 0);
  });
  afterEach(() => void db.close());

  const said = (ids: number, quantity: number | null, onSale = true) =>
    Array.from({ length: ids }, (_, i) => ({ listingId: `L${i + 1}`, quantity, onSale }));

  it('counts what would be gone, taken off, or at zero, of what is for sale now', () => {
    const sql = createStatementCache(db);
    expect(lossesOf(sql, 1, said(3, 0))).toEqual({ known: 10, lost: 3 });
    expect(lossesOf(sql, 1, said(3, 0), ['L4', 'L11', 'L12'])).toEqual({ known: 10, lost: 4 });
    expect(lossesOf(sql, 1, said(12, 1_000, false))).toEqual({ known: 10, lost: 10 });
    expect(lossesOf(sql, 1, said(12, null))).toEqual({ known: 10, lost: 0 });
  });

  it.each([
    [10, 6, true],
    [10, 5, false],
    [1_000, 501, true],
    [0, 0, false],
    // One of one: a small shop sells out.
    [1, 1, false],
    [4, 4, false],
    [5, 5, true],
  ])('of %i stops %i: %s', (known, lost, stops) => {
    expect(wouldEmpty({ known, lost })).toBe(stops);
  });
});
