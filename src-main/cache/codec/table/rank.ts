/** Distinct numbers by how frequent they are, so that most rows point at small places. */
import type { Integers } from './bit-packing.ts';

export interface Ranked {
  /** Distinct values, the most frequent first; of equally frequent ones the smaller. */
  readonly distinct: readonly number[];
  /** Each row's place among them. */
  readonly places: Int32Array;
}

/** Up to this many times the rows a table of counts by value is cheaper than a map. */
const TABLE_FACTOR = 4;

/**
 * Gives the values ranked; null when there are more than `most` distinct ones.
 * @param range the largest value; the smallest is 0.
 */
export function rankByFrequency(values: Integers, range: number, most: number): Ranked | null {
  if (most < 1) return null;
  const counts = range <= TABLE_FACTOR * values.length ? countInTable(values, range, most) : countInMap(values, most);
  if (!counts) return null;
  const distinct = frequentFirst(counts, range);
  const places = new Int32Array(values.length);
  if (range <= TABLE_FACTOR * values.length) {
    const placeOf = new Int32Array(range + 1);
    for (let place = 0; place < distinct.length; place++) placeOf[distinct[place]!] = place;
    for (let row = 0; row < values.length; row++) places[row] = placeOf[values[row]!]!;
  } else {
    const placeOf = new Map(distinct.map((value, place) => [value, place]));
    for (let row = 0; row < values.length; row++) places[row] = placeOf.get(values[row]!)!;
  }
  return { distinct, places };
}

const TWO_32 = 2 ** 32;

/** Count and value in one number, so that the runtime's own sort of numbers does it without calling back. */
function frequentFirst(counts: ReadonlyMap<number, number>, range: number): number[] {
  const most = counts.values().reduce((larger, count) => Math.max(larger, count), 0);
  if (range >= TWO_32 || most >= 2 ** 20) {
    return [...counts.keys()].sort((a, b) => counts.get(b)! - counts.get(a)! || a - b);
  }
  const keys = new Float64Array(counts.size);
  let next = 0;
  for (const [value, count] of counts) keys[next++] = (most - count) * TWO_32 + value;
  return Array.from(keys.sort(), (key) => key % TWO_32);
}

function countInTable(values: Integers, range: number, most: number): Map<number, number> | null {
  const table = new Int32Array(range + 1);
  let distinct = 0;
  for (let row = 0; row < values.length; row++) {
    if (table[values[row]!]!++ === 0 && ++distinct > most) return null;
  }
  const counts = new Map<number, number>();
  for (let value = 0; value <= range; value++) if (table[value]! > 0) counts.set(value, table[value]!);
  return counts;
}

function countInMap(values: Integers, most: number): Map<number, number> | null {
  const counts = new Map<number, number>();
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    const known = counts.get(value);
    if (known === undefined && counts.size === most) return null;
    counts.set(value, (known ?? 0) + 1);
  }
  return counts;
}
