/**
 * Collects what would be asked one by one into calls of several, and gives each its own outcome: what fails of a batch fails alone,
 * and a batch that is turned away as a whole because of one of its items is halved until that one is found.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from './timing.ts';

export interface BatcherOptions<Key, Item, Outcome> {
  /** The most items that one call takes. */
  readonly most: (key: Key) => number;
  /** How long the first of a batch waits for company, in milliseconds. */
  readonly lingerMilliseconds: number;
  readonly later: Later;
  /**
   * One call. Gives an outcome for each item, in their order; an AppError in its place fails that item alone.
   * @throws AppError where the call failed as a whole; with `unsent`, for all of them, nothing was carried out.
   */
  readonly send: (key: Key, items: readonly Item[]) => Promise<readonly (Outcome | AppError)[]>;
}

export interface Batcher<Key, Item, Outcome> {
  /** Items of the same key travel together. @throws AppError of the item, or of its batch. */
  add(key: Key, item: Item): Promise<Outcome>;
  readonly figures: { readonly items: number; readonly calls: number; readonly saved: number };
}

interface Waiting<Item, Outcome> {
  readonly item: Item;
  readonly resolve: (outcome: Outcome) => void;
  readonly reject: (error: unknown) => void;
}

export function createBatcher<Key, Item, Outcome>(
  options: BatcherOptions<Key, Item, Outcome>,
): Batcher<Key, Item, Outcome> {
  const { most, lingerMilliseconds, later } = options;
  type Batch = readonly Waiting<Item, Outcome>[];
  const waiting = new Map<Key, { readonly items: Waiting<Item, Outcome>[]; readonly callOff: () => void }>();
  let items = 0;
  let calls = 0;
  let answered = 0;

  async function sendAll(key: Key, batch: Batch): Promise<void> {
    calls += 1;
    try {
      const outcomes = await options.send(
        key,
        batch.map(({ item }) => item),
      );
      answered += batch.length;
      for (const [at, one] of batch.entries()) settle(one, outcomes[at]);
    } catch (error) {
      if (batch.length > 1 && liesWithAnItem(error)) await sendHalves(key, batch);
      else for (const { reject } of batch) reject(error);
    }
  }

  async function sendHalves(key: Key, batch: Batch): Promise<void> {
    const half = Math.ceil(batch.length / 2);
    await sendAll(key, batch.slice(0, half));
    await sendAll(key, batch.slice(half));
  }

  function flush(key: Key): void {
    const batch = waiting.get(key);
    if (!batch) return;
    waiting.delete(key);
    batch.callOff();
    void sendAll(key, batch.items);
  }

  return {
    add(key, item) {
      items += 1;
      const { promise, resolve, reject } = Promise.withResolvers<Outcome>();
      const batch = waiting.get(key) ?? { items: [], callOff: later(lingerMilliseconds, () => flush(key)) };
      waiting.set(key, batch);
      batch.items.push({ item, resolve, reject });
      if (batch.items.length >= most(key)) flush(key);
      return promise;
    },
    get figures() {
      return { items, calls, saved: Math.max(0, answered - calls) };
    },
  };
}

function settle<Item, Outcome>(
  { resolve, reject }: Waiting<Item, Outcome>,
  outcome: Outcome | AppError | undefined,
): void {
  if (outcome instanceof AppError) reject(outcome);
  else if (outcome === undefined)
    reject(new AppError('INTERNAL', { action: 'park', details: { problem: 'no outcome' } }));
  else resolve(outcome);
}

/** It was understood and turned away, with nothing done: one of the items is wrong. */
function liesWithAnItem(error: unknown): boolean {
  if (!(error instanceof AppError) || error.code === 'CANCELLED') return false;
  return (error.action === 'refuse' || error.action === 'park') && error.details.unsent === true;
}
