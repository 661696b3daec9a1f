import { expect, it } from 'vitest';
import type { Reader, Writer } from '../../../../src-main/database/index.ts';
import { createLog, createTrace } from '../../../../src-main/logging/index.ts';
import { PLATFORMS } from '../../../../src-main/sync/platforms/index.ts';
import { createShops } from '../../../../src-main/sync/shops/index.ts';
import type { ShopReadTasks, ShopRow, ShopWriteTasks } from '../../../../src-main/sync/shops/tasks.ts';

const ROW: ShopRow = {
  id: 1,
  platform: 'taobao',
  remoteShopId: 'T-1',
  title: '网店',
  storeId: 1,
  baseUrl: 'https://gw.api.taobao.com',
  state: 'active',
  paused: false,
  connectedAt: 0,
  lastSuccess: null,
  problem: null,
  clockOffset: 0,
  stockFence: null,
  officeStockFence: null,
};

const uncalled = () => Promise.reject(new Error('nobody is called'));

it('keeps what was written of a shop while its rows were being read', async () => {
  let stored = ROW;
  const readings: (() => void)[] = [];
  const reader = {
    async read() {
      const rows = [stored];
      if (stored !== ROW || readings.length > 0) return rows;
      await new Promise<void>((resolve) => void readings.push(resolve));
      return rows;
    },
  } as unknown as Reader<ShopReadTasks>;
  const writer = {
    async write(_task: string, change: Partial<ShopRow>) {
      stored = { ...stored, ...change };
      return stored;
    },
  } as unknown as Writer<ShopWriteTasks>;
  const shops = createShops({
    reader,
    writer,
    platforms: PLATFORMS,
    vault: { read: async () => ({ appKey: '1' }), write: async () => undefined, forget: async () => undefined },
    calls: { run: uncalled, networkReturned: () => undefined },
    transport: uncalled,
    defaultTimeZone: () => 'Asia/Shanghai',
    now: () => 0,
    log: createLog({ destinations: [], level: 'error', trace: createTrace(), now: () => 0 }),
  });
  const opening = shops.open();
  readings[0]!();
  await opening;
  readings.length = 0;

  const reloading = shops.reload();
  await shops.change({ id: 1, paused: true });
  readings[0]!();
  await reloading;
  expect(shops.get(1).row.paused).toBe(true);
});
