/**
 * Which rows an order counts in: those of its store and of all stores, of its day and of its month. Keys pack
 * (store, currency), then a period, then a channel or hour, into whole numbers below 2^53.
 */
import { createKeyTable, type KeyTable } from './key-table.ts';
import { monthPeriodOfDay } from './period.ts';

const CURRENCIES = 2 ** 20;
/** Day numbers begin before 1970 (year 1 is -719,162), month periods end at 10,119,999: with this both fit 24 bits. */
const PERIOD_OFFSET = 2 ** 20;
const PERIODS = 2 ** 24;

/** (store, currency, period) triples with dense indexes. */
export interface Groups {
  readonly size: number;
  indexOf(storeId: number, currencyId: number, period: number): number;
  storeId(group: number): number;
  currencyId(group: number): number;
  period(group: number): number;
  clear(): void;
}

export function createGroups(): Groups {
  const scopes: KeyTable = createKeyTable();
  const groups: KeyTable = createKeyTable();
  const scopeOf = (group: number) => scopes.keyAt(Math.floor(groups.keyAt(group) / PERIODS));
  return {
    get size() {
      return groups.size;
    },
    indexOf: (storeId, currencyId, period) =>
      groups.indexOf(scopes.indexOf(storeId * CURRENCIES + currencyId) * PERIODS + period + PERIOD_OFFSET),
    storeId: (group) => Math.floor(scopeOf(group) / CURRENCIES),
    currencyId: (group) => scopeOf(group) % CURRENCIES,
    period: (group) => (groups.keyAt(group) % PERIODS) - PERIOD_OFFSET,
    clear() {
      scopes.clear();
      groups.clear();
    },
  };
}

/** Gives the groups in the order of the tables' keys: pages are then written one after another. */
export function inKeyOrder(groups: Groups): number[] {
  return Array.from({ length: groups.size }, (_, group) => group).sort(
    (a, b) =>
      groups.storeId(a) - groups.storeId(b) ||
      groups.currencyId(a) - groups.currencyId(b) ||
      groups.period(a) - groups.period(b),
  );
}

/** Gives for each group of `days` the group of `wider` that it is a part of. */
export function widen(days: Groups, wider: Groups, allStores: boolean, month: boolean): Int32Array {
  const parents = new Int32Array(days.size);
  for (let group = 0; group < parents.length; group++) {
    const day = days.period(group);
    parents[group] = wider.indexOf(
      allStores ? 0 : days.storeId(group),
      days.currencyId(group),
      month ? monthPeriodOfDay(day) : day,
    );
  }
  return parents;
}
