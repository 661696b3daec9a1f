/**
 * When a store is asked for, by weekday and hour: a week of counters a store, each an average over the weeks in which the newest
 * counts half. Counters are logarithmic and of one byte (Morris, 1978): what matters is who is asked for more.
 */

export interface WeekProfile {
  /** Notes a request for a store in an hour of the week, 0 to 167. */
  add(store: number, hour: number): void;
  /** Requests to be expected in that hour, by store; stores without any are left out. */
  expected(hour: number): Map<number, number>;
  /** Gives these stores a place, in that of the ones that are asked for least. */
  admit(stores: readonly number[]): void;
  /** Every array that holds state, for saving; `adopt` tells it that they were filled. */
  readonly state: readonly ArrayBufferView[];
  adopt(): void;
}

export const HOURS = 168;
/** Far more than the fifth of a chain that is warmed first, and 27 KB. */
const STORES = 160;
/** Steps of 8 %: a byte reaches a hundred million. */
const BASE = 1.08;
const VALUES = 256;
const COUNTED = Float64Array.from({ length: VALUES }, (_, value) => (BASE ** value - 1) / (BASE - 1));
const CHANCE = Float64Array.from({ length: VALUES }, (_, value) => BASE ** -value);
const HALF = Uint8Array.from(COUNTED, (count) => Math.round(Math.log((count / 2) * (BASE - 1) + 1) / Math.log(BASE)));
/** After so many weeks the average changes no more for being young. */
const MOST_WEEKS = 20;

export function createWeekProfile(random: () => number): WeekProfile {
  const stores = new Int32Array(STORES);
  const cells = new Uint8Array(STORES * HOURS);
  /** How often each hour of the week has come. */
  const weeks = new Uint8Array(HOURS);
  const present = new Int16Array(1).fill(-1);
  const placeOf = new Map<number, number>();

  /** The hour has come again: what was counted before counts half from now on. */
  function enter(hour: number): void {
    for (let at = hour; at < cells.length; at += HOURS) cells[at] = HALF[cells[at]!]!;
    if (weeks[hour]! < MOST_WEEKS) weeks[hour]!++;
    present[0] = hour;
  }

  function sumOf(place: number): number {
    let sum = 0;
    for (let at = place * HOURS; at < (place + 1) * HOURS; at++) sum += COUNTED[cells[at]!]!;
    return sum;
  }

  function take(store: number, place: number): void {
    placeOf.delete(stores[place]!);
    stores[place] = store;
    cells.fill(0, place * HOURS, (place + 1) * HOURS);
    placeOf.set(store, place);
  }

  return {
    add(store, hour) {
      if (hour !== present[0]) enter(hour);
      let place = placeOf.get(store);
      if (place === undefined) {
        if (placeOf.size >= STORES) return;
        place = placeOf.size;
        take(store, place);
      }
      const at = place * HOURS + hour;
      const value = cells[at]!;
      if (value < VALUES - 1 && random() < CHANCE[value]!) cells[at] = value + 1;
    },
    expected(hour) {
      // 1 + 1/2 + 1/4 + …: an hour that came once has counted once.
      const weight = 2 - 2 ** (1 - Math.max(1, weeks[hour]!));
      const found = new Map<number, number>();
      for (const [store, place] of placeOf) {
        const count = COUNTED[cells[place * HOURS + hour]!]!;
        if (count > 0) found.set(store, count / weight);
      }
      return found;
    },
    admit(wanted) {
      const newcomers = wanted.filter((store) => !placeOf.has(store));
      if (newcomers.length === 0 || placeOf.size < STORES) return;
      const keep = new Set(wanted);
      const least = [...placeOf]
        .filter(([store]) => !keep.has(store))
        .map(([, place]) => ({ place, sum: sumOf(place) }))
        .sort((a, b) => a.sum - b.sum);
      for (const store of newcomers) {
        const freed = least.shift();
        if (freed) take(store, freed.place);
      }
    },
    get state() {
      return [stores, cells, weeks, present];
    },
    adopt() {
      placeOf.clear();
      // Store ids are positive, and places are handed out from 0 on.
      for (const [place, store] of stores.entries()) if (store > 0) placeOf.set(store, place);
    },
  };
}
