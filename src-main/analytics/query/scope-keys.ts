/**
 * The keys of a scope's rows in the rollups, as JSON for statements that go through them. Several panels ask for the same
 * days, and writing the keys down would cost as much as reading the rows: it is done once for each range.
 */
import { coverRange, rowKey } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import type { ScopePart } from './scope.ts';

/** Rows that are added, or taken away. */
export interface SignedKeys {
  readonly sign: 1 | -1;
  /** A JSON array of keys in no currency. */
  readonly keys: string;
}

export interface ScopeKeys {
  /** Rows that together hold exactly the days of the range. */
  in(range: DayRange): readonly SignedKeys[];
  /** The same, of periods that hold everything. */
  ofWholeIn(range: DayRange): readonly SignedKeys[];
  /** The stores by what is done with their rows: JSON arrays of ids. */
  readonly stores: readonly SignedKeys[];
}

export function createScopeKeys(parts: readonly ScopePart[]): ScopeKeys {
  const known = new Map<string, readonly SignedKeys[]>();
  const signed = ([1, -1] as const)
    .map((sign) => ({ sign, ids: parts.filter((part) => part.sign === sign).map(({ storeId }) => storeId) }))
    .filter(({ ids }) => ids.length > 0);

  function keysIn({ from, to }: DayRange, whole: boolean): readonly SignedKeys[] {
    const name = `${from} ${to} ${whole}`;
    let keys = known.get(name);
    if (!keys) {
      const periods = coverRange(from, to, whole);
      keys = signed.map(({ sign, ids }) => ({ sign, keys: keysOf(ids, periods) }));
      known.set(name, keys);
    }
    return keys;
  }

  return {
    in: (range) => keysIn(range, false),
    ofWholeIn: (range) => keysIn(range, true),
    stores: signed.map(({ sign, ids }) => ({ sign, keys: JSON.stringify(ids) })),
  };
}

/** Gives the keys of some stores' periods in no currency, as JSON. */
export function keysOf(storeIds: readonly number[], periods: readonly number[]): string {
  const keys: number[] = [];
  for (const storeId of storeIds) {
    const storeKey = rowKey(storeId, 0, 0);
    for (const period of periods) keys.push(storeKey + period);
  }
  return `[${keys.join(',')}]`;
}
