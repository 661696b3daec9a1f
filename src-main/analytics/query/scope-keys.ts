/**
 * The keys of a scope's rows in the rollups, as JSON for statements that go through them. Several panels ask for the same
 * days, and writing the keys down would cost as much as reading the rows: it is done once for each range.
 */
import { coverRange, isDay, type RangeCover, rowKey } from '../rollup/index.ts';
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
  /** The same, of stores and of periods that hold everything. */
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
  const costOfLonger = (ofLonger.length / ofDays.length) * BYTES_OF_LONGER;

  function remembered(name: string, make: () => readonly SignedKeys[]): readonly SignedKeys[] {
    const keys = known.get(name) ?? make();
    known.set(name, keys);
    return keys;
  }

  return {
    in: ({ from, to }) =>
      remembered(`${from} ${to}`, () => keysOfCover(coverRange(from, to, { costOfLonger }), days, longer)),
    ofWholeIn: ({ from, to }) =>
      remembered(`${from} ${to} whole`, () => keysOfCover(coverRange(from, to, { whole: true }), days, days)),
    stores: present(longer),
  };
}

/** A row of a longer period has more in it than one of a day: it takes this much longer to read (measured, 20 stores). */
const BYTES_OF_LONGER = 2.5;

/** @param longer the stores' parts by longer periods, `days` those by days. */
function keysOfCover(cover: RangeCover, days: BySign, longer: BySign): readonly SignedKeys[] {
  const keys: Record<1 | -1, number[]> = { 1: [], [-1]: [] };
  for (const sign of SIGNS) {
    const periods = sign === 1 ? cover.add : cover.take;
    const short = periods.filter(isDay);
    const long = periods.filter((period) => !isDay(period));
    for (const storesSign of SIGNS) {
      // Of stores that are taken away, what is taken away is added.
      const target = keys[sign === storesSign ? 1 : -1];
      addKeys(target, days[storesSign], short);
      addKeys(target, longer[storesSign], long);
    }
  }
  return present(keys);
}

const SIGNS = [1, -1] as const;
type BySign = Readonly<Record<1 | -1, readonly number[]>>;

function bySign(parts: readonly ScopePart[]): BySign {
  const of = (wanted: 1 | -1) => parts.filter(({ sign }) => sign === wanted).map(({ storeId }) => storeId);
  return { 1: of(1), [-1]: of(-1) };
}

/** Leaves out a sign that nothing has. */
function present(numbers: BySign): SignedKeys[] {
  return SIGNS.filter((sign) => numbers[sign].length > 0).map((sign) => ({ sign, keys: asJson(numbers[sign]) }));
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
