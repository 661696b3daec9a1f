/** Two windows on one store: what one decides the other cannot decide again, and no value gets through that its field cannot hold. */
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import { MAX_AMOUNT } from '../../../../shared/domain/money.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP } from './outbox-world.ts';

let world: OutboxWorld;
afterEach(() => world.remove());

const codeOf = (work: () => unknown): string => {
  try {
    work();
    return 'none';
  } catch (error) {
    return error instanceof AppError ? error.code : String(error);
  }
};
const decision = () => ({ seed: world.seed(), actor: 'test' });

async function conflict(): Promise<number> {
  world = await openWorld({ repeat: 'read-back', policies: { price: 'ask', title: 'ask', note: 'ask' } });
  world.push.pause(true);
  world.edit('L1', { price: 200 });
  world.model.edit('L1', { price: 300 });
  world.pull();
  return world.read('conflicts.list', { state: 'open', limit: 1 }).conflicts[0]!.id;
}

/** Parked at once, for the platform refuses it for good. */
async function parked(change: { price?: number; name?: string; stockDelta?: number }): Promise<string> {
  world = await openWorld({ repeat: 'read-back' });
  world.model.poisoned.set('L1', new AppError('PLATFORM_REFUSED', { action: 'park' }));
  world.edit('L1', change);
  await world.time.advance(30_000);
  world.model.poisoned.clear();
  return world.read('outbox.changes', { state: 'parked', limit: 1 }).changes[0]!.id;
}

describe('a conflict', () => {
  it.each([
    ['local', 'remote'],
    ['remote', 'local'],
    ['local', 'local'],
  ] as const)('that one window has decided for %s cannot be decided for %s by another', async (first, second) => {
    const id = await conflict();
    world.call('conflicts.resolve', { id, resolution: first, ...decision() });
    expect(codeOf(() => world.call('conflicts.resolve', { id, resolution: second, ...decision() }))).toBe(
      'CONFLICT_SETTLED',
    );
    world.push.pause(false);
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')!.price).toBe(first === 'local' ? 200 : 300);
    expect(world.model.writes.length).toBe(first === 'local' ? 1 : 0);
  });

  it('that one window has taken up again is open for both, and is taken back once', async () => {
    const id = await conflict();
    world.call('conflicts.resolve', { id, resolution: 'remote', ...decision() });
    world.call('conflicts.undo', { id, ...decision() });
    expect(codeOf(() => world.call('conflicts.undo', { id, ...decision() }))).toBe('ALREADY_UNDONE');
    world.call('conflicts.resolve', { id, resolution: 'local', ...decision() });
    world.push.pause(false);
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')!.price).toBe(200);
  });

  it.each([-1, 1.5, Number.NaN, MAX_AMOUNT + 1, 'dear', ''])('takes no %j for a price', async (value) => {
    const id = await conflict();
    expect(codeOf(() => world.call('conflicts.resolve', { id, resolution: 'other', value, ...decision() }))).toMatch(
      /INVALID_INPUT|AMOUNT_TOO_LARGE/,
    );
    expect(world.read('conflicts.list', { state: 'open', limit: 1 }).total).toBe(1);
  });
});

describe('a parked change', () => {
  it.each([
    ['price', { price: 200 }, ['12', -1, 1.5, Number.NaN, MAX_AMOUNT + 1]],
    ['stock', { stockDelta: 5 * PIECE }, ['12', 1.5, Number.POSITIVE_INFINITY, 10 ** 15]],
    ['name', { name: 'Tea' }, [12, '', '  ', 'x'.repeat(501)]],
  ] as const)('of %s takes no value of another kind, and stays as it was', async (_kind, change, values) => {
    const id = await parked(change);
    const before = world.read('outbox.change', { id });
    for (const value of values) {
      expect(
        codeOf(() => world.call('outbox.amend', { id, value, ...decision() })),
        String(value),
      ).toMatch(/INVALID_INPUT|AMOUNT_TOO_LARGE/);
    }
    expect(world.read('outbox.change', { id })).toEqual(before);
  });

  it('that one window gives up cannot be tried again by another', async () => {
    const id = await parked({ price: 200 });
    world.call('outbox.giveUp', { id, ...decision() });
    for (const task of ['outbox.retry', 'outbox.giveUp'] as const) {
      expect(codeOf(() => world.call(task, { id, ...decision() }))).toBe('CHANGE_SETTLED');
    }
    expect(codeOf(() => world.call('outbox.amend', { id, value: 1, ...decision() }))).toBe('CHANGE_SETTLED');
  });

  it('that both windows try again is sent once', async () => {
    const id = await parked({ price: 200 });
    world.call('outbox.retry', { id, ...decision() });
    world.call('outbox.retry', { id, ...decision() });
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(world.model.writes.map(({ item }) => item.kind)).toEqual(['price']);
  });
});

describe('a product that two windows edit', () => {
  it('has both differences of stock, the later price, and neither is lost', async () => {
    world = await openWorld({ repeat: 'read-back' });
    const first = world.edit('L1', { price: 200, stockDelta: 3 * PIECE });
    world.edit('L1', { price: 250, stockDelta: -1 * PIECE });
    expect(codeOf(() => world.undo(first.editId))).toBe('EDIT_OVERTAKEN');
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 250, quantity: 102 * PIECE });
    expect(world.stock('L1')).toBe(102 * PIECE);
  });

  it('that both have counted has the later count', async () => {
    world = await openWorld({ repeat: 'read-back' });
    world.edit('L1', { stockCounted: 40 * PIECE });
    world.edit('L1', { stockCounted: 42 * PIECE });
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')!.quantity).toBe(42 * PIECE);
    expect(world.stock('L1')).toBe(42 * PIECE);
  });
});
