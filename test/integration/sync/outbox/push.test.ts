/** Pushing what waits: each change once, whatever becomes of the line, and nobody held up by somebody else's fault. */
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP, type WorldOptions } from './outbox-world.ts';

let world: OutboxWorld;
const open = async (options: WorldOptions) => {
  world = await openWorld(options);
  return world;
};
afterEach(() => world.remove());

describe('a push', () => {
  it('sends an edit and settles it', async () => {
    await open({ repeat: 'read-back' });
    world.edit('L1', { price: 250, name: 'Tea', stockDelta: -2 * PIECE });
    expect(world.waiting()).toBe(3);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 250, title: 'Tea', quantity: 98 * PIECE });
    expect(world.listing('L1')).toMatchObject({ price: 250, title: 'Tea', quantity: 98 * PIECE });
    expect(world.stock('L1')).toBe(98 * PIECE);
  });

  it('sends 1,000 edits in 20 calls where the platform takes 50 at a time', async () => {
    await open({ repeat: 'read-back', listings: 1_000 });
    const edits = [...world.model.listings.keys()].map((id) => ({ productId: world.productOf(id), price: 777 }));
    world.call('products.edit', { storeId: 1, edits, takes: world.takes, seed: world.seed(), actor: 'test' });
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(Object.fromEntries(world.model.calls)).toEqual({ push: 20 });
    const day = Math.floor(world.time.now() / 86_400_000);
    expect(world.read('outbox.pushed', { day })).toEqual([{ shopId: SHOP, changes: 1_000, calls: 20 }]);
  });

  it('sends several edits of one field as one: differences as their sum, of prices the last', async () => {
    await open({ repeat: 'read-back' });
    world.push.pause(true);
    for (const [price, stockDelta] of [
      [200, 3],
      [300, -1],
      [400, 5],
    ] as const) {
      world.edit('L1', { price, stockDelta: stockDelta * PIECE });
    }
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    const sent = world.model.writes.map(({ item }) => ('delta' in item ? item.delta : 'price' in item && item.price));
    expect(sent).toHaveLength(2);
    expect(sent).toEqual(expect.arrayContaining([7 * PIECE, 400]));
    const outcomes = world.db.prepare('SELECT outcome FROM change ORDER BY seq').pluck().all();
    expect(outcomes).toEqual(['merged', 'merged', 'merged', 'merged', 'acknowledged', 'acknowledged']);
  });

  it('sends nothing where edits cancel each other out', async () => {
    await open({ repeat: 'read-back' });
    world.push.pause(true);
    world.edit('L1', { stockDelta: 4 * PIECE });
    world.edit('L1', { stockDelta: -4 * PIECE });
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.writes).toEqual([]);
  });

  it('reads what was said more than ten minutes ago before it writes over it', async () => {
    await open({ repeat: 'read-back', listings: 150, readBatch: 100 });
    await world.time.advance(11 * 60_000);
    for (const id of world.model.listings.keys()) world.edit(id, { price: 300 });
    expect(await world.drained()).toBe(true);
    expect(world.model.calls.get('listingsById')).toBeLessThanOrEqual(4);
    expect([...world.model.listings.values()].every(({ price }) => price === 300)).toBe(true);
  });

  it.each(['key', 'read-back'] as const)('acts once when the answer is lost, with repeat %s', async (repeat) => {
    await open({ repeat });
    world.model.mishaps.push('lost', 'lost', 'dropped', 'lost');
    world.edit('L1', { stockDelta: -5 * PIECE });
    world.edit('L2', { stockDelta: 7 * PIECE });
    world.model.sell('L1', 2 * PIECE);
    expect(await world.drained()).toBe(true);
    world.pull();
    expect(world.model.listings.get('L1')?.quantity).toBe(93 * PIECE);
    expect(world.model.listings.get('L2')?.quantity).toBe(107 * PIECE);
    expect([world.stock('L1'), world.stock('L2')]).toEqual([93 * PIECE, 107 * PIECE]);
  });

  it.each([1, 2, 3, 4])('sets no price back by what was on its way when the process ended, seed %d', async (seed) => {
    await open({ repeat: 'read-back', seed });
    world.edit('L1', { price: 300 });
    await world.time.advance(1);
    await world.restart();
    world.edit('L1', { price: 400 });
    expect(await world.drained()).toBe(true);
    const prices = world.model.writes.flatMap(({ item }) => (item.kind === 'price' ? [item.price] : []));
    expect(prices).toEqual([...prices].sort());
    expect(world.model.listings.get('L1')?.price).toBe(400);
  });

  it('finds out about all that were sent without an answer by the same readings', async () => {
    await open({ repeat: 'read-back', listings: 60 });
    const ids = [...world.model.listings.keys()];
    world.push.pause(true);
    for (const id of ids) world.edit(id, { stockDelta: -5 * PIECE });
    world.push.pause(false);
    world.model.mishaps.push('lost', 'lost');
    await world.time.advance(1_000);
    for (const id of ids.slice(0, 20)) world.model.sell(id, 2 * PIECE);
    world.model.calls.clear();
    expect(await world.drained()).toBe(true);
    // Sales fill seven pages of three; they are listed before and after the listings are read.
    expect(world.model.calls.get('orders')).toBeLessThanOrEqual(16);
    expect(world.model.calls.get('listingsById')).toBeLessThanOrEqual(2);
    expect(world.model.calls.get('push') ?? 0).toBe(0);
    expect(world.model.writes).toHaveLength(60);
  });

  it('acts once though the platform has forgotten the key when the line is back', async () => {
    await open({ repeat: 'key', keyLife: 24 * 3_600_000 });
    world.model.mishaps.push('lost', 'lost');
    world.edit('L1', { stockDelta: -5 * PIECE });
    await world.time.advance(100);
    world.model.down = true;
    await world.time.advance(30 * 3_600_000);
    world.model.down = false;
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.quantity).toBe(95 * PIECE);
    expect(world.model.writes).toHaveLength(1);
  });

  it('asks when what is there fits neither having arrived nor not', async () => {
    await open({ repeat: 'read-back' });
    world.model.mishaps.push('lost');
    world.edit('L1', { stockDelta: -5 * PIECE });
    await world.time.advance(1_000);
    world.model.edit('L1', { quantity: 50 * PIECE });
    await world.time.advance(60_000);
    const [conflict] = world.db.prepare('SELECT * FROM conflict').all() as {
      id: number;
      kind: string;
      remote: string;
    }[];
    expect(conflict).toMatchObject({
      kind: 'stock',
      base: '100000',
      local: '95000',
      remote: '50000',
      resolution: null,
    });
    world.call('conflicts.resolve', { id: conflict!.id, resolution: 'remote', seed: world.seed(), actor: 'test' });
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.quantity).toBe(50 * PIECE);
    expect(world.stock('L1')).toBe(50 * PIECE);
  });

  it.each(['local', 'remote'] as const)(
    'lets what was counted after such a question wait for its answer, and sends it after %s',
    async (resolution) => {
      await open({ repeat: 'read-back' });
      world.model.mishaps.push(resolution === 'remote' ? 'lost' : 'dropped');
      world.edit('L1', { stockDelta: -5 * PIECE });
      await world.time.advance(1_000);
      world.model.edit('L1', { quantity: 50 * PIECE });
      await world.time.advance(60_000);
      world.edit('L1', { stockDelta: 7 * PIECE });
      await world.time.advance(60_000);
      const conflicts = () => world.read('conflicts.list', { state: 'open', limit: 10 }).conflicts;
      expect(conflicts()).toMatchObject([{ kind: 'stock', local: 95 * PIECE }]);
      world.call('conflicts.resolve', { id: conflicts()[0]!.id, resolution, seed: world.seed(), actor: 'test' });
      world.push.wake([SHOP]);
      expect(await world.drained()).toBe(true);
      const there = (resolution === 'remote' ? 57 : 52) * PIECE;
      expect(world.model.listings.get('L1')?.quantity).toBe(there);
      expect(world.stock('L1')).toBe(there);
    },
  );

  it.each([-48, -0.005, 48])('is not held up by a clock that is %d hours off', async (hours) => {
    await open({ repeat: 'read-back' });
    const offset = -hours * 3_600_000;
    world.setClock(-offset);
    world.db.prepare('UPDATE shop SET clock_offset = ?').run(offset);
    // By the time of the platform, as cursors are.
    world.db
      .prepare(
        `INSERT INTO sync_cursor (shop_id, stream, window_from, window_to, done_to, full, listed)
         VALUES (?, 'listings', 0, 0, ?, 0, 0)`,
      )
      .run(SHOP, world.time.now());
    world.edit('L1', { stockDelta: -5 * PIECE });
    expect(await world.drained(30_000)).toBe(true);
    expect(world.model.listings.get('L1')?.quantity).toBe(95 * PIECE);
  });

  it('parks what fails by its own fault eight times, and holds up nobody', async () => {
    await open({ repeat: 'read-back' });
    world.model.poisoned.set('L1', new AppError('PLATFORM_REFUSED', { action: 'refuse' }));
    world.edit('L1', { price: 1 });
    world.edit('L2', { price: 2 });
    await world.time.advance(1_000);
    expect(world.model.listings.get('L2')?.price).toBe(2);
    await world.time.advance(30 * 60_000);
    const [parked] = world.read('outbox.changes', { state: 'parked', limit: 10 }).changes;
    expect(parked).toMatchObject({ subject: 'L1', state: 'parked', tries: 8, problem: { code: 'PLATFORM_REFUSED' } });
    const story = world.read('outbox.timeline', { shopId: SHOP, subject: 'L1' });
    expect(story.entries.map(({ event }) => event)).toEqual(['saved', 'tried', 'failed', 'parked']);
    expect(story.missing).toMatchObject({ code: 'PLATFORM_REFUSED' });
    world.model.poisoned.clear();
    world.call('outbox.retry', { id: parked!.id, seed: world.seed(), actor: 'test' });
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.price).toBe(1);
  });

  it('parks what is listed nowhere any more, and says so in the timeline and the log', async () => {
    await open({ repeat: 'read-back' });
    world.push.pause(true);
    world.edit('L1', { price: 1 });
    world.model.listings.delete('L1');
    world.db.exec("DELETE FROM listing WHERE listing_id = 'L1'");
    world.push.pause(false);
    await world.time.advance(1_000);
    const [parked] = world.read('outbox.changes', { state: 'parked', limit: 10 }).changes;
    expect(parked).toMatchObject({ subject: 'L1', problem: { code: 'NOT_FOUND' } });
    const { entries } = world.read('outbox.timeline', { shopId: SHOP, subject: 'L1' });
    expect(entries.at(-1)).toMatchObject({ event: 'parked', reason: { code: 'NOT_FOUND' } });
    const lines = world.db.prepare<[], string>("SELECT details FROM sync_log WHERE event = 'parked'").pluck().all();
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([{ kind: 'price', code: 'NOT_FOUND' }]);
  });

  it('finds the one that a whole batch fails for', async () => {
    await open({ repeat: 'read-back', listings: 40 });
    world.model.breaks.add('L17');
    for (const id of world.model.listings.keys()) world.edit(id, { price: 5 });
    await world.time.advance(3 * 3_600_000);
    const prices = [...world.model.listings].filter(([, { price }]) => price !== 5).map(([id]) => id);
    expect(prices).toEqual(['L17']);
    expect(world.read('outbox.changes', { state: 'parked', limit: 10 }).changes).toMatchObject([{ subject: 'L17' }]);
  });

  it('poisons nobody by an outage, and drains by itself when it is over', async () => {
    await open({ repeat: 'read-back' });
    world.model.down = true;
    for (const id of world.model.listings.keys()) world.edit(id, { price: 9, stockDelta: PIECE });
    await world.time.advance(3 * 24 * 3_600_000);
    const { parked } = world.read('outbox.counts')[0]!;
    expect(parked).toBe(0);
    world.model.down = false;
    expect(await world.drained(20 * 60_000)).toBe(true);
    expect([...world.model.listings.values()].every(({ price }) => price === 9)).toBe(true);
  });

  it('tries soon when the network returns, and at once when staff want it', async () => {
    await open({ repeat: 'read-back' });
    world.model.down = true;
    world.edit('L1', { price: 9 });
    await world.time.advance(24 * 3_600_000);
    world.model.down = false;
    world.push.networkReturned();
    await world.time.advance(17_000);
    expect(world.model.listings.get('L1')?.price).toBe(9);
    world.model.mishaps.push('partial', 'throttle');
    world.edit('L2', { price: 8 });
    await world.time.advance(1_000);
    await world.push.syncNow(SHOP);
    await world.time.advance(2_000);
    expect(world.model.listings.get('L2')?.price).toBe(8);
  });

  it('lets the changes of a shop wait that must sign in, and parks none', async () => {
    await open({ repeat: 'read-back' });
    world.model.poisoned.set('L1', new AppError('PLATFORM_SIGN_IN', { action: 'reauthorise' }));
    world.edit('L1', { price: 3 });
    await world.time.advance(24 * 3_600_000);
    expect(world.db.prepare('SELECT state FROM shop').pluck().get()).toBe('sign-in');
    expect(world.model.calls.get('push')).toBe(1);
    world.model.poisoned.clear();
    world.db.exec("UPDATE shop SET state = 'active', problem = NULL");
    await world.push.syncNow(SHOP);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.price).toBe(3);
  });

  it('takes nothing while it is paused, and ends what is under way when it stops', async () => {
    await open({ repeat: 'read-back' });
    world.push.pause(true);
    world.edit('L1', { price: 3 });
    await world.time.advance(60_000);
    expect(world.model.calls.get('push')).toBeUndefined();
    world.push.pause(false);
    await world.time.settle();
    const stopped = world.push.stop(5_000);
    await world.time.until(stopped);
    expect(world.waiting()).toBe(0);
    expect(world.model.writes).toHaveLength(1);
  });

  it('ends in its time while what became of a change cannot be written down', async () => {
    await open({ repeat: 'read-back' });
    world.edit('L1', { price: 250 });
    await world.time.advance(0);
    world.db.pragma('query_only = ON');
    await world.time.advance(60_000);
    expect(world.model.writes).toHaveLength(1);
    let ended = false;
    const stopping = world.push.stop(5_000).then(() => {
      ended = true;
    });
    await world.time.advance(5_000);
    expect(ended).toBe(true);
    await stopping;
    world.db.pragma('query_only = OFF');
    expect(world.waiting()).toBe(1);
  });

  it('is not stopped by a clock that is set back or forth by two days', async () => {
    await open({ repeat: 'read-back' });
    for (const [i, hours] of [48, -48].entries()) {
      world.setClock(hours * 3_600_000);
      world.model.mishaps.push('throttle', 'partial');
      world.edit('L1', { price: 1_000 + i });
      world.edit('L2', { price: 2_000 + i });
      expect(await world.drained()).toBe(true);
    }
    expect(world.model.listings.get('L1')?.price).toBe(1_001);
    expect(world.model.listings.get('L2')?.price).toBe(2_001);
  });

  it('finds out what was sent from a lane before it goes on with what waits there', async () => {
    await open({ repeat: 'read-back' });
    world.push.pause(true);
    world.edit('L1', { stockDelta: PIECE });
    world.edit('L1', { price: 1_001 });
    world.edit('L1', { stockDelta: 6 * PIECE });
    world.model.mishaps.push('lost', 'dropped');
    world.push.pause(false);
    expect(await world.drained(5 * 60_000)).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 1_001, quantity: 107 * PIECE });
    expect(world.model.calls.get('listingsById')).toBeLessThan(5);
  });
});
