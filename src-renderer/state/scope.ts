/** What a page is about (stores, period, currency) lives in the address: whatever cannot be read there is left out. */
import type { DateRange, StoreScope } from '#shared/contract/index.ts';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { firstLookRange, PRESETS, type Preset, presetRange } from '#shared/domain/period.ts';

export { PRESETS, type Preset };
export type Period = { readonly preset: Preset } | { readonly preset: 'custom'; readonly range: DateRange };

export interface Scope {
  readonly stores: StoreScope;
  /** Null when the address says none: the page then shows what has data. */
  readonly period: Period | null;
  /** Null for the currency with the most orders. */
  readonly currency: string | null;
}

export interface Bounds {
  readonly first: string | null;
  readonly last: string | null;
  readonly today: string;
}

/** The contract takes no more stores than this at once. */
const MOST_STORES = 2_000;
/** No chart of days is of use beyond ten years, and no engine should be asked for them. */
const MOST_DAYS = 3_660;

/** Reads the scope from an address. */
export function parseScope(params: URLSearchParams): Scope {
  const currency = params.get('currency');
  return {
    stores: parseStores(params.get('stores')),
    period: parsePeriod(params),
    currency: currency !== null && /^[A-Z]{3}$/.test(currency) ? currency : null,
  };
}

/** Gives the address's parameters with the scope put in; those that are not about the scope stay. */
export function withScope(params: URLSearchParams, scope: Scope): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const key of ['stores', 'period', 'from', 'to', 'currency']) next.delete(key);
  if (scope.stores !== 'all') next.set('stores', writeStores(scope.stores));
  if (scope.period?.preset === 'custom') {
    next.set('from', scope.period.range.from);
    next.set('to', scope.period.range.to);
  } else if (scope.period !== null) {
    next.set('period', scope.period.preset);
  }
  if (scope.currency !== null) next.set('currency', scope.currency);
  return next;
}

/** Gives the days of a period; `today` is the stores' own. */
export function rangeOf(period: Period, today: string): DateRange {
  return period.preset === 'custom' ? period.range : presetRange(period.preset, today);
}

/** Gives a period that has data, for a first look: the last 30 days, or the last 30 days that data reaches. */
export function firstLook(bounds: Bounds): Period {
  const range = firstLookRange(bounds);
  return range === null ? { preset: 'last30' } : customPeriod(range.from, range.to);
}

/** Gives the period that ends on the last day with data and is as long as the range. */
export function lastDaysWithData(range: DateRange, last: string): Period {
  const length = (dayNumber(range.to) ?? 0) - (dayNumber(range.from) ?? 0);
  return customPeriod(businessDate((dayNumber(last) ?? 0) - length), last);
}

export function customPeriod(from: string, to: string): Period {
  return { preset: 'custom', range: from <= to ? { from, to } : { from: to, to: from } };
}

function parsePeriod(params: URLSearchParams): Period | null {
  const preset = PRESETS.find((name) => name === params.get('period'));
  if (preset !== undefined) return { preset };
  const days = readDays(params);
  return days === null || days.length > MOST_DAYS ? null : days.period;
}

/** Gives the days that an address names and how many they are, also more than can be shown; null where it names none. */
export function readDays(params: URLSearchParams): { readonly period: Period; readonly length: number } | null {
  const from = params.get('from');
  const to = params.get('to') ?? from;
  if (from === null || to === null) return null;
  const first = dayNumber(from);
  const last = dayNumber(to);
  if (first === null || last === null) return null;
  return { period: customPeriod(from, to), length: Math.abs(last - first) + 1 };
}

/** `1-3.7` stands for 1, 2, 3 and 7: even 500 stores make a short address. */
function parseStores(text: string | null): StoreScope {
  if (text === null || text === 'all') return 'all';
  const ids = new Set<number>();
  for (const part of partsOfStores(text)) {
    if (part === null) continue;
    for (let id = part.first; id <= part.last && ids.size < MOST_STORES; id++) ids.add(id);
  }
  return ids.size === 0 ? 'all' : ([...ids].sort((a, b) => a - b) as StoreId[]);
}

/** Gives the stores between the full stops of an address; null stands for what names none. */
export function partsOfStores(text: string): readonly ({ readonly first: number; readonly last: number } | null)[] {
  if (text === 'all') return [];
  return text.split('.').map((part) => {
    const match = /^([1-9]\d{0,8})(?:-([1-9]\d{0,8}))?$/.exec(part.trim());
    const first = Number(match?.[1]);
    const last = Number(match?.[2] ?? match?.[1]);
    return first <= last ? { first, last } : null;
  });
}

function writeStores(stores: readonly StoreId[]): string {
  const ids = [...new Set<number>(stores)].sort((a, b) => a - b);
  const parts: string[] = [];
  for (let start = 0; start < ids.length; ) {
    let end = start;
    while (ids[end + 1] === ids[end]! + 1) end++;
    parts.push(end === start ? `${ids[start]}` : `${ids[start]}-${ids[end]}`);
    start = end + 1;
  }
  return parts.join('.');
}
