/**
 * The keys of a scope's rows in the rollups, as JSON for statements that go through them. Several panels ask for the same
 * days, and writing the keys down would cost as much as reading the rows: it is done once for each range.
 */
import { coverRange, isDay, rowKey } from '../rollup/index.ts';
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
  /** By what is done with their rows by longer periods, the stores and blocks of them: JSON arrays of ids. */
  readonly stores: readonly SignedKeys[];
}

/**
 * @param ofDays the parts by day.
 * @param ofLonger the parts by longer periods: the same stores, some of them together.
 */
export function createScopeKeys(ofDays: readonly ScopePart[], ofLonger: readonly ScopePart[]): ScopeKeys {
  const known = new Map<string, readonly SignedKeys[]>();
  const days = bySign(ofDays);
  const longer = bySign(ofLonger);

  function keysIn(range: DayRange): readonly SignedKeys[] {
    const periods = coverRange(range.from, range.to);
    const short = periods.filter(isDay);
    const long = periods.filter((period) => !isDay(period));
    return SIGNS.map((sign) => {
      const keys: number[] = [];
      addKeys(keys, days[sign], short);
      addKeys(keys, longer[sign], long);
      return { sign, keys };
    })
      .filter(({ keys }) => keys.length > 0)
      .map(({ sign, keys }) => ({ sign, keys: asJson(keys) }));
  }

  function remembered(name: string, make: () => readonly SignedKeys[]): readonly SignedKeys[] {
    const keys = known.get(name) ?? make();
    known.set(name, keys);
    return keys;
  }

  return {
    in: (range) => remembered(`${range.from} ${range.to}`, () => keysIn(range)),
    ofWholeIn({ from, to }) {
      return remembered(`${from} ${to} whole`, () => {
        const periods = coverRange(from, to, true);
        return present(days).map(({ sign, ids }) => ({ sign, keys: keysOf(ids, periods) }));
      });
    },
    stores: present(longer).map(({ sign, ids }) => ({ sign, keys: asJson(ids) })),
  };
}

const SIGNS = [1, -1] as const;
type BySign = Readonly<Record<1 | -1, readonly number[]>>;

function bySign(parts: readonly ScopePart[]): BySign {
  const of = (wanted: 1 | -1) => parts.filter(({ sign }) => sign === wanted).map(({ storeId }) => storeId);
  return { 1: of(1), [-1]: of(-1) };
}

function present(ids: BySign): { readonly sign: 1 | -1; readonly ids: readonly number[] }[] {
  return SIGNS.map((sign) => ({ sign, ids: ids[sign] })).filter((part) => part.ids.length > 0);
}

function addKeys(keys: number[], storeIds: readonly number[], periods: readonly number[]): void {
  for (const storeId of storeIds) {
    const storeKey = rowKey(storeId, 0, 0);
    for (const period of periods) keys.push(storeKey + period);
  }
}

function asJson(numbers: readonly number[]): string {
  return `[${numbers.join(',')}]`;
}

/** Gives the keys of some stores' periods in no currency, as JSON. */
export function keysOf(storeIds: readonly number[], periods: readonly number[]): string {
  const keys: number[] = [];
  addKeys(keys, storeIds, periods);
  return asJson(keys);
}
