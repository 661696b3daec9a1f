/**
 * Which rows of the rollups make up a scope of stores. Sums over stores are exact integers, so a scope that lacks only a
 * few stores is all stores less those few, and one of many neighbours is blocks of them.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { ReadableDb } from '../../database/index.ts';
import { ALL_BLOCKS, coverStores, KEPT_BLOCKS_SQL } from '../rollup/index.ts';
import { createScopeKeys, type ScopeKeys } from './scope-keys.ts';
import { statement } from './statement.ts';

/** Rows of this store (0: of all stores), or of a block of stores, are added or taken away. */
export interface ScopePart {
  readonly storeId: number;
  readonly sign: 1 | -1;
}

export interface ScopeStore {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface Scope {
  /** The stores in it, by id. */
  readonly stores: ReadonlyMap<number, ScopeStore>;
  readonly keys: ScopeKeys;
  /** Set when one row holds the whole scope: 0 for all stores, or the only store. */
  readonly only: number | null;
  /** The zone that most of its stores are in; the given default when it has none. */
  readonly timeZone: string;
}

const STORE_SQL = 'SELECT id, code, name, time_zone AS timeZone FROM store';

/** @throws AppError STORE_UNKNOWN when a store does not exist. */
export function resolveScope(db: ReadableDb, asked: 'all' | readonly number[], defaultTimeZone: string): Scope {
  const stores = asked === 'all' ? allStores(db) : someStores(db, asked);
  const all = stores.size === 1 ? [] : storeIds(db);
  const parts = partsOf(stores, all);
  const first = parts[0];
  const only = parts.length === 1 && first ? first.storeId : null;
  const keys = createScopeKeys(parts, only === null && hasBlocks(db) ? inBlocks(parts, all) : parts);
  return { stores, keys, only, timeZone: commonZone(stores.values()) ?? defaultTimeZone };
}

type Stores = ReadonlyMap<number, ScopeStore>;

function allStores(db: ReadableDb): Stores {
  const rows = statement(db, `${STORE_SQL} ORDER BY id`, 'object').all() as ScopeStore[];
  return new Map(rows.map((store) => [store.id, store]));
}

function someStores(db: ReadableDb, ids: readonly number[]): Stores {
  const find = statement(db, `${STORE_SQL} WHERE id = ? + 0`, 'object');
  const stores = new Map<number, ScopeStore>();
  for (const id of ids) {
    const store = find.get(id) as ScopeStore | undefined;
    if (!store) throw new AppError('STORE_UNKNOWN', { details: { name: String(id) } });
    stores.set(id, store);
  }
  return stores;
}

/** @param all every store there is; not asked for when there is one in the scope. */
function partsOf(stores: Stores, all: readonly number[]): ScopePart[] {
  const [single] = stores.keys();
  if (stores.size === 1 && single !== undefined) return [{ storeId: single, sign: 1 }];
  if (stores.size > 0 && stores.size * 2 <= all.length) {
    return [...stores.keys()].map((storeId) => ({ storeId, sign: 1 }));
  }
  const missing = all.filter((id) => !stores.has(id));
  return [{ storeId: 0, sign: 1 }, ...missing.map((storeId): ScopePart => ({ storeId, sign: -1 }))];
}

function storeIds(db: ReadableDb): number[] {
  return statement(db, 'SELECT id FROM store ORDER BY id', 'value').all() as number[];
}

function hasBlocks(db: ReadableDb): boolean {
  return statement(db, KEPT_BLOCKS_SQL, 'value').get() === ALL_BLOCKS;
}

/** The same stores in fewer parts, for the periods that blocks of stores are kept for. */
function inBlocks(parts: readonly ScopePart[], all: readonly number[]): readonly ScopePart[] {
  return ([1, -1] as const).flatMap((sign): ScopePart[] => {
    const ids = parts.filter((part) => part.sign === sign).map(({ storeId }) => storeId);
    const { add, take } = coverStores(ids, all);
    return [
      ...ids.filter((id) => id === 0).map((storeId): ScopePart => ({ storeId, sign })),
      ...add.map((storeId): ScopePart => ({ storeId, sign })),
      ...take.map((storeId): ScopePart => ({ storeId, sign: sign === 1 ? -1 : 1 })),
    ];
  });
}

/** Gives the zone that most of the stores are in, of several the one that came first; null: there are none. */
export function commonZone(stores: Iterable<{ readonly timeZone: string }>): string | null {
  const counts = new Map<string, number>();
  for (const { timeZone } of stores) counts.set(timeZone, (counts.get(timeZone) ?? 0) + 1);
  let best: string | null = null;
  for (const [zone, count] of counts) if (best === null || count > (counts.get(best) ?? 0)) best = zone;
  return best;
}
