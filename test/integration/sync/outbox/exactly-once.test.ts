/** Whatever happens in whatever order: each change is carried out once, in its lane's order, and everything drains by itself. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import type { Mishap } from './model-platform.ts';
import { type OutboxWorld, openWorld, PIECE } from './outbox-world.ts';

type Step =
  | { readonly do: 'stock'; readonly listing: number; readonly pieces: number }
  | { readonly do: 'price'; readonly listing: number }
  | { readonly do: 'undo' }
  | { readonly do: 'sale'; readonly listing: number; readonly pieces: number }
  | { readonly do: 'remote-price'; readonly listing: number; readonly price: number }
  | { readonly do: 'mishap'; readonly mishap: Mishap }
  | { readonly do: 'wait'; readonly milliseconds: number }
  | { readonly do: 'pull'; readonly late: number }
  | { readonly do: 'crash'; readonly points: number }
  | { readonly do: 'kill' }
  | { readonly do: 'back-up' }
  /** The database is lost, and an older copy takes its place. */
  | { readonly do: 'restore' }
  | { readonly do: 'clock'; readonly hours: number };

const listing = fc.integer({ min: 1, max: 3 });
const pieces = fc.integer({ min: 1, max: 9 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('stock' as const), listing, pieces: fc.integer({ min: -9, max: 9 }) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('price' as const), listing }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('sale' as const), listing, pieces }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('remote-price' as const), listing, price: fc.integer({ min: 1, max: 50 }) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('mishap' as const),
      mishap: fc.constantFrom<Mishap>('lost', 'lost', 'dropped', 'unreachable', 'throttle', 'partial'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 8_000 }) }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pull' as const), late: fc.integer({ min: 0, max: 800 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('crash' as const), points: fc.integer({ min: 1, max: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('back-up' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clock' as const), hours: fc.constantFrom(-48, 0, 48) }) },
);

/** What must be so in the end. */
interface Truth {
  readonly pieces: Map<string, number>;
  /** Prices that staff gave, in their order: all of them different. */
  readonly prices: Map<string, number[]>;
  readonly edits: { readonly id: string; readonly listing: string; readonly pieces: number }[];
  nextPrice: number;
}

const FIRST_PRICE = 1_000;

async function edit(world: OutboxWorld, truth: Truth, step: Extract<Step, { do: 'stock' | 'price' }>): Promise<void> {
  const id = `L${step.listing}`;
  const before = editCount(world);
  const delta = step.do === 'stock' ? step.pieces : 0;
  const price = truth.nextPrice++;
  try {
    const saved = world.edit(id, step.do === 'stock' ? { stockDelta: delta * PIECE } : { price });
    if (step.do === 'stock') truth.edits.push({ id: saved.editId, listing: id, pieces: delta });
  } catch (error) {
    if (!world.crashed) throw error;
    await world.restart();
    // It was not answered: it may have been saved or not, but not in part.
    if (editCount(world) === before) return;
  }
  if (step.do === 'stock') truth.pieces.set(id, truth.pieces.get(id)! + delta);
  else truth.prices.get(id)!.push(price);
}

const editCount = (world: OutboxWorld) => world.db.prepare('SELECT count(*) FROM edit').pluck().get() as number;

async function undo(world: OutboxWorld, truth: Truth): Promise<void> {
  const last = truth.edits.pop();
  if (!last) return;
  const before = editCount(world);
  try {
    world.undo(last.id);
  } catch (error) {
    // It was sent, and the copy of the database that came back has never heard of it.
    if (error instanceof AppError && error.code === 'NOT_FOUND') return;
    if (!world.crashed) throw error;
    await world.restart();
    if (editCount(world) === before) return;
  }
  truth.pieces.set(last.listing, truth.pieces.get(last.listing)! - last.pieces);
}

async function carryOut(world: OutboxWorld, truth: Truth, step: Step): Promise<void> {
  switch (step.do) {
    case 'stock':
    case 'price':
      return edit(world, truth, step);
    case 'undo':
      return undo(world, truth);
    case 'sale':
      world.model.sell(`L${step.listing}`, step.pieces * PIECE);
      truth.pieces.set(`L${step.listing}`, truth.pieces.get(`L${step.listing}`)! - step.pieces);
      return;
    case 'remote-price':
      world.model.edit(`L${step.listing}`, { price: step.price });
      return;
    case 'mishap':
      world.model.mishaps.push(step.mishap);
      return;
    case 'wait':
      await world.time.advance(step.milliseconds);
      return;
    case 'pull':
      return pull(world, step.late);
    case 'crash':
      world.crashAfter(step.points);
      return;
    case 'kill':
      return world.restart();
    case 'back-up':
      world.backUp();
      return;
    case 'restore':
      if (world.hasBackup()) await world.restart(world.putBackupBack);
      return;
    case 'clock':
      world.setClock(step.hours * 3_600_000);
  }
}

/** What was read arrives late: meanwhile anything may have happened. */
async function pull(world: OutboxWorld, late: number): Promise<void> {
  const readAt = world.now();
  const said = [...world.model.listings.keys()].map((id) => world.model.listing(id)!);
  await world.time.advance(late);
  if (world.crashed) await world.restart();
  try {
    world.pull(readAt, said);
  } catch (error) {
    if (!world.crashed) throw error;
    await world.restart();
  }
}

async function live(repeat: 'key' | 'read-back', steps: readonly Step[], seed: number): Promise<void> {
  const world = await openWorld({ repeat, seed });
  try {
    const ids = [...world.model.listings.keys()];
    const truth: Truth = {
      pieces: new Map(ids.map((id) => [id, 100])),
      prices: new Map(ids.map((id) => [id, []])),
      edits: [],
      nextPrice: FIRST_PRICE,
    };
    for (const step of steps) {
      await carryOut(world, truth, step);
      if (world.crashed) await world.restart();
    }
    world.crashAfter(Number.POSITIVE_INFINITY);
    world.model.mishaps.length = 0;
    expect(await world.drained(), 'drained by itself').toBe(true);
    world.pull();
    expect(await world.drained(), 'drained by itself').toBe(true);
    for (const id of ids) {
      const there = world.model.listings.get(id)!;
      expect(there.quantity / PIECE, `stock of ${id} there`).toBe(truth.pieces.get(id));
      expect(world.listing(id), `copy of ${id}`).toMatchObject({ price: there.price, quantity: there.quantity });
      expect(world.stock(id) / PIECE, `stock of ${id} here`).toBe(truth.pieces.get(id));
      checkPrices(world, id, truth.prices.get(id)!);
    }
    const { main, mirrored } = world.states();
    expect(mirrored, 'the mirror').toEqual(expect.arrayContaining(main));
  } finally {
    await world.remove();
  }
}

/** An older price never comes after a newer one, and the last one has been there. */
function checkPrices(world: OutboxWorld, id: string, prices: readonly number[]): void {
  const sent = world.model.writes.flatMap(({ listingId, item }) =>
    listingId === id && item.kind === 'price' ? [item.price] : [],
  );
  expect(sent, `prices of ${id} in their order`).toEqual([...sent].sort((a, b) => a - b));
  const last = prices.at(-1);
  if (last !== undefined) expect(sent.at(-1), `the last price of ${id}`).toBe(last);
}

describe('the outbox', () => {
  it.each(['key', 'read-back'] as const)(
    'carries each change out once under any mishaps, crashes, sales and edits elsewhere, with repeat %s',
    async (repeat) => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), (steps, seed) =>
          live(repeat, steps, seed),
        ),
        { numRuns: Number(process.env.OUTBOX_RUNS ?? 40) },
      );
    },
    300_000,
  );
});
