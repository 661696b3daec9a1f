/**
 * What answers depend on, and what a change touches, in the same words. An entry carries the tags that cover its days: of
 * whole months, and of single days at the edges. A change names its days, their months, and its store; so it meets every
 * entry that its day lies in, and none else.
 */
import { businessDate, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import type { DataChanges, StoreChange } from '../../database/index.ts';

/** Business dates as day numbers, both ends included. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

/** Names, codes and zones of stores. */
export const STORE_LIST = 'store-list';
/** Names and codes of products. */
export const PRODUCTS = 'products';
/** Any order that was there before. */
export const ORDERS = 'orders';

/** Stands in a store's place when a scope has too many to name them, or is of all stores. */
const CHAIN = 'stores';
/** Up to here a scope's entry names its stores; beyond, it depends on the days of any store. */
const MOST_NAMED_STORES = 8;
/** Up to here a range is covered to the day; beyond, by whole months, which hold a little more. */
const MOST_EXACT_DAYS = 200;
/** Beyond this it is met by any day: it has nearly all of them, and a century of months would weigh more than the answer. */
const MOST_DAYS_BY_MONTH = 2_000;
/** Stands for whatever day it is. */
const ANY = 'any';

function subject(storeId: number): string {
  return `store:${storeId}`;
}

function subjectsOf(stores: 'all' | readonly number[]): string[] {
  return stores === 'all' || stores.length > MOST_NAMED_STORES ? [CHAIN] : stores.map(subject);
}

function month(number: number): string {
  return businessDate(firstDayOfMonth(number)).slice(0, 7);
}

/** Gives the tags of an entry over orders of these stores on these days. */
export function daysTags(stores: 'all' | readonly number[], days: Days): string[] {
  const spans = cover(days);
  return subjectsOf(stores).flatMap((name) => [name, ...spans.map((span) => `${name}/${span}`)]);
}

/** Gives the tags of an entry that any day of these stores can change. */
export function anyDayTags(stores: 'all' | readonly number[]): string[] {
  return subjectsOf(stores).flatMap((name) => [name, `${name}/${ANY}`]);
}

/** Gives the tags of an entry that depends on the stores' first day or on the currencies they have ever sold in. */
export function spanTags(stores: 'all' | readonly number[]): string[] {
  return subjectsOf(stores).map((name) => `${name}/span`);
}

/** Gives the tags of an entry that says which import touched the stores last. */
export function importTags(stores: 'all' | readonly number[]): string[] {
  // Imports of lists touch no store, but are the newest of all.
  return subjectsOf(stores).map((name) => `${name}/imports`);
}

/** Gives the tags of an entry that shows one order. */
export function orderTags(orderId: number): string[] {
  return [`order:${orderId}`, ORDERS];
}

/** Days at the edges, whole months between them. */
function cover({ from, to }: Days): string[] {
  if (to - from > MOST_DAYS_BY_MONTH) return [ANY];
  const spans: string[] = [];
  const rough = to - from > MOST_EXACT_DAYS;
  for (let day = from; day <= to; ) {
    const number = monthNumber(day);
    const begin = firstDayOfMonth(number);
    const next = firstDayOfMonth(number + 1);
    if (rough || (day === begin && next - 1 <= to)) spans.push(month(number));
    else addDays(spans, begin, { from: day, to: Math.min(to, next - 1) });
    day = next;
  }
  return spans;
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 32 }, (_, day) => String(day).padStart(2, '0'));

/** Adds some days of one month: each loading asks for dozens of them. */
function addDays(spans: string[], firstOfMonth: number, { from, to }: Days): void {
  const beginning = businessDate(firstOfMonth).slice(0, -2);
  for (let day = from; day <= to; day++) spans.push(beginning + TWO_DIGITS[day - firstOfMonth + 1]!);
}

/** Gives the tags that a change touches; null: everything. */
export function tagsOfChanges(changes: DataChanges): string[] | null {
  if (changes.everything) return null;
  const tags = new Set<string>();
  for (const store of changes.stores) addStore(tags, store);
  if (changes.orders === null) tags.add(ORDERS);
  else for (const id of changes.orders) tags.add(`order:${id}`);
  if (changes.products) tags.add(PRODUCTS);
  if (changes.storeList) tags.add(STORE_LIST);
  return [...tags];
}

function addStore(tags: Set<string>, { storeId, days, imported, span }: StoreChange): void {
  // Store 0 is noted for what concerns the chain as a whole.
  const names = storeId === 0 ? [CHAIN] : [subject(storeId), CHAIN];
  for (const name of names) {
    if (days === null) tags.add(name);
    for (const day of days ?? []) {
      tags.add(`${name}/${businessDate(day)}`);
      tags.add(`${name}/${month(monthNumber(day))}`);
    }
    if (days === null || days.length > 0) tags.add(`${name}/${ANY}`);
    if (imported) tags.add(`${name}/imports`);
    if (span) tags.add(`${name}/span`);
  }
}
