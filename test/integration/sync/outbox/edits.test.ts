/** Staff's edits of products and orders: one step over rows, outbox, audit and notes, undone as one. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEditArea } from '../../../../src-main/sync/edits/index.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP, STORE } from './outbox-world.ts';

let world: OutboxWorld;
beforeEach(async () => {
  world = await openWorld({ repeat: 'read-back' });
  world.push.pause(true);
});
afterEach(() => world.remove());

const product = (listingId: string) =>
  world.db.prepare('SELECT list_price AS price, name FROM product WHERE id = ?').get(world.productOf(listingId));
const outcomes = () => world.db.prepare('SELECT outcome FROM change ORDER BY seq').pluck().all();
const edits = () => world.read('products.edits', { storeId: STORE, limit: 10 });
const noted = () => world.db.prepare('SELECT count(*) FROM change_journal WHERE kind = 4').pluck().get();
async function sent(): Promise<void> {
  world.push.pause(false);
  expect(await world.drained()).toBe(true);
  world.push.pause(true);
}

describe('an edit of products', () => {
  it('changes the row, the outbox, the audit, and what the cache follows, in one step', () => {
    const before = noted();
    const saved = world.edit('L1', { price: 500, name: 'Tea', stockDelta: -2 * PIECE });
    expect(saved).toMatchObject({ changes: 3, savedAt: world.now(), shopIds: [SHOP] });
    expect(product('L1')).toEqual({ price: 500, name: 'Tea' });
    expect(world.stock('L1')).toBe(98 * PIECE);
    expect(world.waiting()).toBe(3);
    expect(noted()).toBe(Number(before) + 1);
    expect(world.db.prepare('SELECT actor, action, subject FROM audit').all()).toEqual([
      { actor: 'test', action: 'products.edit', subject: `store:${STORE}` },
    ]);
  });

  it('is saved whole or not at all', () => {
    const bad = [
      { productId: world.productOf('L1'), price: 500 },
      { productId: 9_999, price: 1 },
    ];
    const args = { storeId: STORE, takes: world.takes, seed: world.seed(), actor: 'test' };
    expect(() => world.call('products.edit', { ...args, edits: bad })).toThrow('NOT_FOUND');
    expect(product('L1')).toMatchObject({ price: 100 });
    expect([world.waiting(), edits().length]).toEqual([0, 0]);
    expect(() => world.call('products.edit', { ...args, storeId: 77, edits: [] })).toThrow('STORE_UNKNOWN');
  });

  it('is saved where there is no shop that it concerns', () => {
    world.db.exec('UPDATE shop SET disconnected_at = 1');
    expect(world.edit('L1', { price: 500 })).toMatchObject({ changes: 0, shopIds: [] });
    expect(product('L1')).toMatchObject({ price: 500 });
  });

  it('takes what was counted as the difference from what is on record', () => {
    world.edit('L1', { stockCounted: 91 * PIECE });
    expect(world.stock('L1')).toBe(91 * PIECE);
    expect(world.db.prepare('SELECT value FROM change').pluck().all()).toEqual([String(-9 * PIECE)]);
  });

  it('sends nothing that a listing has already, that its shop does not take, or that is money of another currency', () => {
    const edit = (takes: typeof world.takes) =>
      world.call('products.edit', {
        storeId: STORE,
        edits: [{ productId: world.productOf('L1'), price: 100, name: 'Title 1', stockDelta: PIECE }],
        takes,
        seed: world.seed(),
        actor: 'test',
      }).changes;
    expect(edit(world.takes)).toBe(1);
    expect(edit({ taobao: ['price', 'title'] })).toBe(0);
    world.db.exec("INSERT INTO currency (id, code) VALUES (9, 'USD'); UPDATE listing SET currency_id = 9");
    expect(world.edit('L1', { price: 700 }).changes).toBe(0);
    expect(product('L1')).toMatchObject({ price: 700 });
  });
});

describe('undoing an edit', () => {
  it('takes back what was not sent, and sends nothing', async () => {
    const { editId } = world.edit('L1', { price: 500, name: 'Tea', stockDelta: -2 * PIECE });
    expect(world.undo(editId)).toMatchObject({ changes: 0 });
    expect(product('L1')).toEqual({ price: 100, name: 'Title 1' });
    expect(world.stock('L1')).toBe(100 * PIECE);
    expect(outcomes()).toEqual(['undone', 'undone', 'undone']);
    await sent();
    expect(world.model.writes).toEqual([]);
  });

  it('sends the opposite of what was sent', async () => {
    const { editId } = world.edit('L1', { price: 500, name: 'Tea', stockDelta: -2 * PIECE });
    await sent();
    expect(world.undo(editId)).toMatchObject({ changes: 3 });
    await sent();
    expect(world.model.listings.get('L1')).toMatchObject({ price: 100, title: 'Title 1', quantity: 100 * PIECE });
    expect(world.stock('L1')).toBe(100 * PIECE);
    expect(product('L1')).toEqual({ price: 100, name: 'Title 1' });
  });

  it('goes back to the edit before, also where both were sent as one', async () => {
    world.edit('L1', { price: 500, stockDelta: PIECE });
    const { editId } = world.edit('L1', { price: 600, stockDelta: PIECE });
    await sent();
    expect(world.model.writes).toHaveLength(2);
    world.undo(editId);
    await sent();
    expect(world.model.listings.get('L1')).toMatchObject({ price: 500, quantity: 101 * PIECE });
  });

  it('can itself be undone', async () => {
    const { editId } = world.edit('L1', { price: 500 });
    await sent();
    const undoing = world.undo(editId);
    world.undo(undoing.editId);
    await sent();
    expect(product('L1')).toMatchObject({ price: 500 });
    expect(world.model.listings.get('L1')?.price).toBe(500);
  });

  it('is sent after all where it was taken back before it was sent, and done again', async () => {
    const { editId } = world.edit('L1', { price: 500, name: 'New', stockDelta: 3 * PIECE });
    const undoing = world.undo(editId);
    const again = world.undo(undoing.editId);
    await sent();
    expect(world.model.listings.get('L1')).toMatchObject({ price: 500, title: 'New', quantity: 103 * PIECE });
    expect(world.stock('L1')).toBe(103 * PIECE);
    world.undo(again.editId);
    await sent();
    expect(world.model.listings.get('L1')).toMatchObject({ price: 100, title: 'Title 1', quantity: 100 * PIECE });
    expect(world.stock('L1')).toBe(100 * PIECE);
  });

  it('is not done again once the edit before it was taken back too', async () => {
    const first = world.edit('L1', { price: 500 });
    const second = world.edit('L1', { price: 600 });
    await sent();
    const undoing = world.undo(second.editId);
    await sent();
    world.undo(first.editId);
    await sent();
    expect(() => world.undo(undoing.editId)).toThrow('EDIT_OVERTAKEN');
    expect(product('L1')).toMatchObject({ price: 100 });
    expect(world.model.listings.get('L1')?.price).toBe(100);
  });

  it('is refused while a later edit holds that was taken back and done again', async () => {
    const first = world.edit('L1', { price: 500 });
    const second = world.edit('L1', { price: 600 });
    const undoing = world.undo(second.editId);
    world.undo(undoing.editId);
    expect(() => world.undo(first.editId)).toThrow('EDIT_OVERTAKEN');
    await sent();
    expect(product('L1')).toMatchObject({ price: 600 });
    expect(world.model.listings.get('L1')?.price).toBe(600);
  });

  it('is refused once a later edit of the same holds, and the list says so', () => {
    const first = world.edit('L1', { price: 500 });
    const second = world.edit('L1', { price: 600 });
    expect(() => world.undo(first.editId)).toThrow('EDIT_OVERTAKEN');
    expect(edits()).toMatchObject([
      { editId: second.editId, undoable: true, waiting: 1, products: 1, changes: 1 },
      { editId: first.editId, undoable: false, reason: { code: 'EDIT_OVERTAKEN' } },
    ]);
    world.undo(second.editId);
    expect(() => world.undo(second.editId)).toThrow('ALREADY_UNDONE');
    expect(world.undo(first.editId)).toMatchObject({ changes: 0 });
    expect(product('L1')).toMatchObject({ price: 100 });
  });
});

describe('an edit of an order', () => {
  beforeEach(() => {
    world.db.exec(`INSERT INTO remote_order (shop_id, number, remote_id, version, updated_at, status, said_at)
      VALUES (${SHOP}, 'O-1', 'R-1', '1', 0, 2, 0)`);
  });
  const edit = (args: { number: string; note?: string; shipment?: { carrier: string; trackingNumber: string } }) =>
    world.call('orders.edit', { shopId: SHOP, takes: world.takes, seed: world.seed(), actor: 'test', ...args });

  it('sends the note and the shipment, each once', async () => {
    expect(edit({ number: 'O-1', note: 'Gift', shipment: { carrier: 'SF', trackingNumber: 'SF1' } })).toMatchObject({
      changes: 2,
    });
    await sent();
    expect(world.model.writes.map(({ item }) => item)).toMatchObject([
      { kind: 'order-note', orderNumber: 'O-1', remoteId: 'R-1', note: 'Gift' },
      { kind: 'fulfilment', orderNumber: 'O-1', remoteId: 'R-1', carrier: 'SF', trackingNumber: 'SF1' },
    ]);
    expect(world.db.prepare('SELECT note FROM remote_order').pluck().get()).toBe('Gift');
  });

  it('is refused for what is not there, or is not taken', () => {
    expect(() => edit({ number: 'O-2', note: 'x' })).toThrow('NOT_FOUND');
    expect(() => edit({ number: 'O-1' })).toThrow('INVALID_INPUT');
    const args = { shopId: SHOP, number: 'O-1', note: 'x', seed: world.seed(), actor: 'test' };
    expect(() => world.call('orders.edit', { ...args, takes: { taobao: ['stock'] } })).toThrow('PUSH_UNSUPPORTED');
    expect(() => world.call('orders.edit', { ...args, shopId: 5, takes: world.takes })).toThrow('SHOP_UNKNOWN');
    expect(world.waiting()).toBe(0);
  });
});

describe('the area of products', () => {
  it('answers when the edit is saved, and wakes the push of the shops that it concerns', async () => {
    const woken: number[][] = [];
    const area = createEditArea({
      reader: { read: async (name, args) => world.read(name, args as never) as never },
      writer: { write: async (name, args) => world.call(name, args as never) as never },
      sending: async () => ({ takes: world.takes, wake: (shopIds) => void woken.push([...shopIds]) }),
      random: Math.random,
      actor: () => 'Li',
    });
    const productId = world.productOf('L1') as never;
    const saved = await area.products.edit({ storeId: STORE as never, edits: [{ productId, price: 5 }] }, {});
    expect(saved).toMatchObject({ changes: 1, savedAt: new Date(world.now()).toISOString() });
    await area.products.undo({ editId: saved.editId }, {});
    expect(woken).toEqual([[SHOP], [SHOP]]);
    expect(world.db.prepare('SELECT DISTINCT actor FROM audit').pluck().all()).toEqual(['Li']);
  });
});
