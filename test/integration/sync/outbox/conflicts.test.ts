/** What was changed on both sides: told by what each set out from, decided by policy or by somebody, taken back for a day. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ConflictPolicies } from '../../../../src-main/sync/conflicts/index.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP } from './outbox-world.ts';

const ASK: ConflictPolicies = { price: 'ask', title: 'ask', note: 'ask' };
const HOUR = 3_600_000;

let world: OutboxWorld;
afterEach(() => world.remove());

/** Staff edit while the line is down; meanwhile somebody edits on the platform. */
async function bothSides(policies: ConflictPolicies, there: { price?: number; title?: string; quantity?: number }) {
  world = await openWorld({ repeat: 'read-back', policies });
  world.push.pause(true);
  world.edit('L1', { price: 200, name: 'Our tea 1', stockDelta: 5 * PIECE });
  await world.time.advance(1_000);
  world.model.edit('L1', there);
  world.pull();
}

const open = () => world.read('conflicts.list', { state: 'open', limit: 10 }).conflicts;
const productOf = (listingId: string) =>
  world.db.prepare('SELECT list_price AS price, name FROM product WHERE id = ?').get(world.productOf(listingId));
function resolve(id: number, resolution: 'local' | 'remote' | 'other', value?: number): void {
  world.call('conflicts.resolve', {
    id,
    resolution,
    ...(value === undefined ? {} : { value }),
    seed: world.seed(),
    actor: 'test',
  });
  world.push.wake([SHOP]);
}
function undo(id: number): void {
  world.call('conflicts.undo', { id, seed: world.seed(), actor: 'test' });
  world.push.wake([SHOP]);
}
async function goOn(): Promise<void> {
  world.push.pause(false);
  await world.time.advance(30_000);
}

describe('a conflict', () => {
  it('of stock is none: differences add up', async () => {
    await bothSides(ASK, { quantity: 90 * PIECE });
    expect(open()).toEqual([]);
    expect(world.stock('L1')).toBe(95 * PIECE);
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.quantity).toBe(95 * PIECE);
  });

  it('is none where the other side wants the same', async () => {
    await bothSides(ASK, { price: 200 });
    expect(open()).toEqual([]);
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.writes.map(({ item }) => item.kind).sort()).toEqual(['stock', 'title']);
  });

  it('of a field that is asked for holds that field, and nothing else', async () => {
    await bothSides(ASK, { price: 300 });
    await goOn();
    expect(open()).toMatchObject([{ kind: 'price', subject: 'L1', base: 100, local: 200, remote: 300 }]);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 300, title: 'Our tea 1', quantity: 105 * PIECE });
    expect(world.read('outbox.timeline', { shopId: SHOP, subject: 'L1' }).missing).toMatchObject({
      code: 'CHANGE_IN_CONFLICT',
    });
  });

  it.each([
    ['local', undefined, 200],
    ['remote', undefined, 300],
    ['other', 250, 250],
  ] as const)('that is decided for %s brings both sides to one value', async (resolution, value, price) => {
    await bothSides(ASK, { price: 300 });
    resolve(open()[0]!.id, resolution, value);
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.price).toBe(price);
    expect(world.listing('L1').price).toBe(price);
    expect(productOf('L1')).toMatchObject({ price });
    expect(open()).toEqual([]);
  });

  it.each(['local', 'remote', 'other'] as const)(
    'decided for %s can be decided anew, also after it was sent',
    async (first) => {
      for (const [second, price] of [
        ['local', 200],
        ['remote', 300],
      ] as const) {
        if (second === 'remote') await world.remove();
        await bothSides(ASK, { price: 300 });
        const { id } = open()[0]!;
        resolve(id, first, first === 'other' ? 250 : undefined);
        await goOn();
        await world.time.advance(20 * HOUR);
        undo(id);
        expect(open()).toMatchObject([{ id, local: 200, remote: 300 }]);
        expect(productOf('L1')).toMatchObject({ price: 200 });
        resolve(id, second);
        expect(await world.drained()).toBe(true);
        expect(world.model.listings.get('L1')?.price).toBe(price);
        expect(productOf('L1')).toMatchObject({ price });
      }
    },
  );

  it('can no longer be decided anew after a day, or once the field was edited again', async () => {
    await bothSides(ASK, { price: 300 });
    const { id } = open()[0]!;
    resolve(id, 'remote');
    world.edit('L1', { price: 400 });
    expect(() => undo(id)).toThrow('EDIT_OVERTAKEN');
    await world.time.advance(25 * HOUR);
    expect(() => undo(id)).toThrow('UNDO_TOO_LATE');
    expect(() => resolve(id, 'local')).toThrow('CONFLICT_SETTLED');
  });

  it('holds what staff edit while it is open, and shows the newest of both sides', async () => {
    await bothSides(ASK, { price: 300 });
    world.edit('L1', { price: 220 });
    world.model.edit('L1', { price: 310 });
    await world.time.advance(1_000);
    world.pull();
    expect(open()).toMatchObject([{ base: 100, local: 220, remote: 310 }]);
    resolve(open()[0]!.id, 'local');
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.price).toBe(220);
  });

  it('comes to nothing when the platform goes back, or comes to what the store wants', async () => {
    await bothSides(ASK, { price: 300, title: 'Their tea' });
    await world.time.advance(1_000);
    world.model.edit('L1', { price: 100, title: 'Our tea 1' });
    world.pull();
    expect(open()).toEqual([]);
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 200, title: 'Our tea 1' });
  });

  it.each([
    ['local', { price: 200, title: 'Our tea 1' }],
    ['remote', { price: 300, title: 'Their tea 1' }],
    // The platform's edit came a second later.
    ['newest', { price: 300, title: 'Their tea 1' }],
  ] as const)('is decided by the policy %s, is recorded, and can be taken back', async (policy, there) => {
    await bothSides({ price: policy, title: policy, note: policy }, { price: 300, title: 'Their tea 1' });
    world.push.pause(false);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject(there);
    expect(productOf('L1')).toEqual({ price: there.price, name: there.title });
    const { conflicts } = world.read('conflicts.list', { state: 'resolved', limit: 10 });
    expect(conflicts).toHaveLength(2);
    undo(conflicts.find(({ kind }) => kind === 'price')!.id);
    expect(open()).toMatchObject([{ kind: 'price', local: 200, remote: 300 }]);
  });

  it('of texts is merged where both edits touch different places, and asked about elsewhere', async () => {
    world = await openWorld({ repeat: 'read-back', policies: { price: 'merge', title: 'merge', note: 'merge' } });
    world.push.pause(true);
    world.edit('L1', { name: 'Our Title 1' });
    world.edit('L2', { name: 'Title two', price: 200 });
    world.model.edit('L1', { title: 'Title 1 new' });
    world.model.edit('L2', { title: 'Title zwei', price: 300 });
    world.pull();
    await goOn();
    expect(world.model.listings.get('L1')?.title).toBe('Our Title 1 new');
    expect(productOf('L1')).toMatchObject({ name: 'Our Title 1 new' });
    // Money has no middle that either side meant.
    expect(
      open()
        .map(({ kind }) => kind)
        .sort(),
    ).toEqual(['price', 'title']);
  });

  it('is found before sending too, where what the platform said is old', async () => {
    world = await openWorld({ repeat: 'read-back', policies: ASK });
    await world.time.advance(HOUR);
    world.model.edit('L1', { price: 300 });
    world.edit('L1', { price: 200 });
    await world.time.advance(30_000);
    expect(open()).toMatchObject([{ kind: 'price', local: 200, remote: 300 }]);
    expect(world.model.writes).toEqual([]);
  });
});

describe('taking in listings', () => {
  it('makes products of codes that nothing here goes by, with their stock', async () => {
    world = await openWorld({ repeat: 'read-back' });
    world.model.listings.set('NEW', { title: 'New', price: 40, quantity: 7 * PIECE, version: 1 });
    world.pull();
    expect(productOf('NEW')).toEqual({ price: 40, name: 'New' });
    expect(world.stock('NEW')).toBe(7 * PIECE);
  });

  it('is not taken back by what was read before an acknowledgement', async () => {
    world = await openWorld({ repeat: 'read-back' });
    const readAt = world.now();
    const said = [world.model.listing('L1')!];
    await world.time.advance(1_000);
    world.edit('L1', { price: 200, stockDelta: 5 * PIECE });
    await world.time.advance(5_000);
    world.pull(readAt, said);
    expect(world.listing('L1')).toMatchObject({ price: 200, quantity: 105 * PIECE, recheck: 1 });
    expect(await world.drained()).toBe(true);
    expect(world.stock('L1')).toBe(105 * PIECE);
  });

  it('is not closed by an answer that was asked for earlier and comes later', async () => {
    world = await openWorld({ repeat: 'read-back', policies: ASK });
    const askedAt = world.now();
    const before = world.model.listing('L1')!;
    world.push.pause(true);
    world.edit('L1', { price: 200 });
    await world.time.advance(10);
    world.model.edit('L1', { price: 300 });
    // Of one second with the state before it: by its time alone nobody can tell which is the newer one.
    world.pull(world.now(), [{ ...world.model.listing('L1')!, updatedAt: before.updatedAt }]);
    expect(open()).toHaveLength(1);
    world.pull(askedAt, [before]);
    expect(open()).toHaveLength(1);
    expect(world.listing('L1')).toMatchObject({ price: 300, recheck: 1 });
  });
});
