/** Questions as the cache keys them: equal questions give equal keys, whatever the order of their stores. */
import { createHash } from 'node:crypto';
import { businessDate } from '#shared/domain/business-date.ts';
import { parseDayRange } from '../../analytics/index.ts';
import type { Days } from './tags.ts';

/** What every question over a scope has. */
export interface ScopeQuestion {
  /** Ascending, without repeats. */
  readonly stores: 'all' | readonly number[];
  /** UTC milliseconds: the present that the answer is for. */
  readonly now: number;
  readonly defaultTimeZone: string;
}

export interface RangeQuestion extends ScopeQuestion {
  /** `YYYY-MM-DD`, both ends included. */
  readonly from: string;
  readonly to: string;
  readonly currency?: string | undefined;
}

/** Beyond this many stores their ids make no readable key. */
const MOST_NAMED_STORES = 40;

/** Beyond this what was typed in makes no key that anybody could read, store or look up. */
const MOST_FILTER_LETTERS = 200;

/** The scope's part of a key. */
export function scopeKey(stores: 'all' | readonly number[]): string {
  if (stores === 'all') return 'all';
  if (stores.length <= MOST_NAMED_STORES) return stores.join('.');
  const digest = createHash('sha256').update(stores.join('.')).digest('base64url');
  return `${stores.length}~${digest.slice(0, 22)}`;
}

/** Filters as a part of a key. As JSON, so that no filter's text can look like another filter. */
export function filtersKey(filters: readonly (string | number | null)[]): string {
  const text = JSON.stringify(filters);
  if (text.length <= MOST_FILTER_LETTERS) return text;
  return `~${createHash('sha256').update(text).digest('base64url')}`;
}

/** Scope, range and currency of a key. */
export function rangeKey({ stores, from, to, currency }: RangeQuestion): string {
  return `${scopeKey(stores)}/${from}..${to}${currency === undefined ? '' : `/${currency}`}`;
}

/** @throws AppError INVALID_INPUT for a range that SQL would refuse: before anything is made of its days. */
export function daysOf(range: { readonly from: string; readonly to: string }): Days {
  return parseDayRange(range);
}

const MINUTES_A_QUARTER = 15;
/** How long a board of today is asked for under one key. */
export const QUARTER_MILLISECONDS = MINUTES_A_QUARTER * 60_000;

/** In which quarter of an hour of the day it is, for a range that ends today; null for any other. */
export function quarterUntil(present: { readonly day: number; readonly minute: number }, to: string): number | null {
  return to === businessDate(present.day) ? Math.floor(present.minute / MINUTES_A_QUARTER) : null;
}

/** The days that an overview of a range looks at: its own, and those that it is compared with. */
export function comparedDays(range: { readonly from: string; readonly to: string }): Days {
  const { from, to } = daysOf(range);
  const days = to - from + 1;
  // The previous range lies just before; the same weekdays up to six days further back.
  return { from: from - 7 * Math.ceil(days / 7), to };
}
