import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analyticsBounds, breakdown, breakdownKey, overview } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { databaseFiles, MIGRATIONS, migrate, openWritable } from '../../../src-main/database/index.ts';
import { createEngine, type Engine } from '../../../src-main/engine/index.ts';
import { type SampleOrder, writeChain } from '../../unit/analytics/sample-orders.ts';

const orders: SampleOrder[] = ['2026-03-09', '2026-03-10', '2026-03-10'].map((date, i) => ({
  storeId: 1 + (i % 2),
  channelId: 1 + i,
  currencyId: 1,
  date,
  minute: 60 * i,
  lines: [{ productId: 1 + i, quantity: 1_000, grossSales: 10_000 * (i + 1), refunds: i, cost: 4_000 }],
}));

describe('the analytics, orders and stores areas of a running engine', () => {
  let directory: string;
  let engine: Engine;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mendian-analytics-api-'));
    const db = openWritable(databaseFiles(directory).database);
    migrate(db, MIGRATIONS);
    writeChain(db, { zones: ['Asia/Shanghai', 'Asia/Shanghai'], orders });
    db.close();
    engine = createEngine({
      dataDirectory: directory,
      mode: 'hub',
      version: 'test',
      now: () => Date.UTC(2026, 2, 10, 15, 30),
    });
    await engine.start();
  });

  afterAll(async () => {
    await engine.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it('answer from the reading threads with the clock of the engine', async () => {
    const answer = await engine.api.analytics.overview({ stores: 'all', from: '2026-03-10', to: '2026-03-10' });
    expect(answer.totals.current).toMatchObject({ orders: 2, grossSales: 50_000, refunds: 3, netSales: 49_997 });
    expect(answer.totals.previous).toMatchObject({ orders: 1, netSales: 10_000 });
    expect(answer.comparedUntil).toBe('23:30');
    expect(answer.freshness.computedAt).toBe('2026-03-10T15:30:00.000Z');
    const table = await engine.api.analytics.breakdown({
      stores: 'all',
      from: '2026-03-01',
      to: '2026-03-31',
      by: 'store',
    });
    expect(table.rows.map(({ key, netSales }) => [key, netSales])).toEqual([
      ['S1', 39_998],
      ['S2', 19_999],
    ]);
  });

  // Nothing holds them against the contract while the app runs: what is more or other than agreed shows here.
  it('give neither more nor other fields than agreed, computed or from the cache', async () => {
    const asked = { stores: 'all', from: '2026-03-01', to: '2026-03-31' } as const;
    for (let time = 0; time < 2; time++) {
      const board = await engine.api.analytics.overview(asked);
      expect(overview.parse(board)).toEqual(board);
      for (const by of breakdownKey.options) {
        const table = await engine.api.analytics.breakdown({ ...asked, by });
        expect(breakdown.parse(table)).toEqual(table);
      }
      const bounds = await engine.api.analytics.bounds({ stores: 'all' });
      expect(analyticsBounds.parse(bounds)).toEqual(bounds);
    }
  });

  it('tell a caller what is wrong by its code', async () => {
    const asked = engine.api.analytics.overview({ stores: [99 as StoreId], from: '2026-03-10', to: '2026-03-10' });
    await expect(asked).rejects.toMatchObject({ data: { code: 'STORE_UNKNOWN' } });
  });

  it('show a new name of a store as soon as it is saved', async () => {
    await engine.api.stores.update({ id: 2, name: '人民广场店' });
    const { stores } = await engine.api.stores.list();
    expect(stores.map(({ name }) => name)).toContain('人民广场店');
    const { orders: found } = await engine.api.orders.list({
      stores: [2 as StoreId],
      from: '2026-03-01',
      to: '2026-03-31',
    });
    expect(found.map(({ storeName, number }) => [storeName, number])).toEqual([['人民广场店', 'N2']]);
  });
});
