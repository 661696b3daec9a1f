import { describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import type { Office, PullPage, PullQuestion } from '../../../../src-main/sync/head-office/office.ts';
import { freePort } from '../../../redis/index.ts';
import { contextOn, createBatchMaker, importBatches } from '../../ingest/write/batches.ts';
import { addressOf, type OfficePc } from './office-pc.ts';
import { officeWorld, paidOrders } from './office-world.ts';

const world = officeWorld();

describe('a push to the head office', () => {
  it('that is repeated changes nothing', async () => {
    const office = await world.newOffice();
    const pc = world.pcOf({ name: 'a' });
    await pc.join(office);
    pc.store('S1');
    pc.sell('S1', paidOrders(30));
    pc.moveStock('S1', 'tea', 9_000);
    const writer = { origin: 'a.a', mayChange: false };
    const first = await pc.reader.read('office.takeMoves', { kind: 'first', limit: 10 });
    const orders = await pc.reader.read('office.takeOrders', { limit: 100, withContacts: false });
    const all = async () => [
      await office.pushStock('first', first.payload, writer),
      await office.pushOrders(orders.payload, writer),
      await world.query('SELECT * FROM mendian.orders ORDER BY number'),
      await world.query('SELECT * FROM mendian.stock_level'),
    ];
    const once = await all();
    expect(await all()).toEqual(once);
    await pc.round(office);
    pc.moveStock('S1', 'tea', -2_000);
    const moves = await pc.reader.read('office.takeMoves', { kind: 'move', limit: 10 });
    for (let i = 0; i < 3; i++) {
      expect(await office.pushStock('move', moves.payload, writer)).toMatchObject([{ quantity: 7_000 }]);
    }
  });

  it('sends contacts only where it may, and never takes one away', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a', withContacts: true }), world.pcOf({ name: 'b', stores: ['S1'] })];
    for (const pc of [a, b]) await pc.join(office);
    a.store('S1');
    a.sell('S1', [{ number: '1', status: ORDER_STATUS.paid, contact: '{"name":"Ann"}' }]);
    await a.round(office);
    await b.round(office);
    b.sell('S1', [{ number: '1', status: ORDER_STATUS.shipped, contact: '{"name":"Bob"}' }]);
    b.sell('S1', [{ number: '2', status: ORDER_STATUS.paid, contact: '{"name":"Eve"}' }]);
    await b.round(office);
    expect(await world.query('SELECT number, contact FROM mendian.orders ORDER BY 1')).toEqual([
      { number: '1', contact: '{"name":"Ann"}' },
      { number: '2', contact: null },
    ]);
  });
});

describe('an import that is undone', () => {
  it('takes back what it brought everywhere, but not what another computer has written since', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    for (const pc of [a, b]) await pc.join(office);
    const line = { product: 'tea', price: 30_000, lineNumber: '1' };
    const orders = ['1', '2', '3'].map((number) => ({
      number,
      status: ORDER_STATUS.paid,
      platform: 'till',
      lines: [line],
    }));
    await importBatches(a.db, [createBatchMaker()(orders)]);
    for (const pc of [a, b]) await pc.round(office);
    b.sell('S1', [{ number: '2', status: ORDER_STATUS.shipped }]);
    for (const pc of [b, a]) await pc.round(office);
    await undoImportTask(contextOn(a.db), { importId: 1 });
    for (const pc of [a, b]) await pc.round(office);
    for (const pc of [a, b]) {
      expect(pc.contents().orders).toMatchObject([{ number: '2', status: ORDER_STATUS.shipped }]);
      expect(pc.rollupDifferences()).toEqual([]);
    }
  });
});

describe('a replica of the head office', () => {
  it('that is down holds nobody up: the server itself is asked', async () => {
    await world.newOffice();
    const nobody = { ...addressOf(world.url()), port: await freePort() };
    const office = world.another({ replica: nobody });
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    for (const pc of [a, b]) await pc.join(office);
    a.store('S1');
    a.sell('S1', paidOrders(4));
    for (const pc of [a, b]) await pc.round(office);
    expect(b.contents().orders).toHaveLength(4);
  });

  it('that lags brings things later, and takes nothing back', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    for (const pc of [a, b]) await pc.join(office);
    a.store('S1');
    a.sell('S1', [{ number: '1', status: ORDER_STATUS.paid }]);
    a.moveStock('S1', 'tea', 9_000);
    await a.round(office);
    // What it says is from before: the same pages again, as they were then.
    const old = new Map<string, PullPage>();
    const key = ({ stream, scope }: PullQuestion) => `${stream}/${scope}`;
    const recording: Office = {
      ...office,
      pull: async (question) => {
        const page = await office.pull(question);
        if (page.rows.length > 0) old.set(key(question), page);
        return page;
      },
    };
    await b.round(recording);
    b.sell('S1', [{ number: '1', status: ORDER_STATUS.shipped }]);
    b.moveStock('S1', 'tea', -1_000);
    const lagging: Office = { ...office, pull: async (question) => old.get(key(question)) ?? office.pull(question) };
    await b.round(lagging);
    expect(b.contents()).toMatchObject({ orders: [{ status: ORDER_STATUS.shipped }], stock: [{ quantity: 8_000 }] });
    for (const pc of [a, b]) await pc.round(office);
    expect(a.contents()).toEqual(b.contents());
  });
});

describe('a computer in head-office mode', () => {
  it('has the data of all stores, and what it says of products holds everywhere', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b' })];
    const boss = world.pcOf({ name: 'boss', role: 'office' });
    for (const pc of [a, b, boss]) await pc.join(office);
    a.store('S1', 'Main Street');
    a.sell('S1', paidOrders(2));
    b.store('S2', 'Harbour');
    b.sell('S2', paidOrders(3));
    for (const pc of [a, b, boss]) await pc.round(office);
    expect(boss.contents().orders).toHaveLength(5);
    expect(boss.rollupDifferences()).toEqual([]);
    expect(a.contents().orders.map(({ store }) => store)).toEqual(['S1', 'S1']);
    boss.db.prepare("UPDATE product SET name = 'Green tea', list_price = 70000 WHERE code = 'tea'").run();
    for (const pc of [boss, a, b]) await pc.round(office);
    const tea = (pc: OfficePc) => pc.db.prepare("SELECT name, list_price FROM product WHERE code = 'tea'").get();
    for (const pc of [a, b]) expect(tea(pc)).toEqual({ name: 'Green tea', list_price: 70_000 });
    // By hand, too.
    await world.query("UPDATE mendian.product SET list_price = 80000 WHERE code = 'tea'");
    await world.query(
      "INSERT INTO mendian.target VALUES ('S1', '2026-12', 'CNY', 1000000), ('S2', '2026-12', 'CNY', 5)",
    );
    for (const pc of [a, boss]) await pc.round(office);
    expect(tea(a)).toEqual({ name: 'Green tea', list_price: 80_000 });
    expect(a.db.prepare('SELECT store_code, net_sales FROM store_target').all()).toEqual([
      { store_code: 'S1', net_sales: 1_000_000 },
    ]);
    await world.query("DELETE FROM mendian.target WHERE store_code = 'S1'");
    await a.round(office);
    expect(a.db.prepare('SELECT store_code FROM store_target').all()).toEqual([]);
  });
});
