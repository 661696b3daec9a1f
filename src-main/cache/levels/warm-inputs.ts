/**
 * What staff will ask about a scope: the very questions that the page puts, so that their answers are there. A board is what
 * a first look shows; details are what is looked at from there.
 */

import type { StoreScope } from '#shared/contract/index.ts';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { type DatesRange, firstLookRange, OVERVIEW_PRODUCTS, PRESETS, presetRange } from '#shared/domain/period.ts';
import { parseDayRange } from '../../analytics/index.ts';
import type { Reader } from '../../database/index.ts';
import type { AnswerFamilies, BreakdownQuestion, OrderListQuestion, OverviewQuestion } from './families.ts';
import type { LoadLane } from './load-lane.ts';
import type { OrdersInput } from './orders/index.ts';
import { QUARTER_MILLISECONDS, quarterUntil, type RangeQuestion, type ScopeQuestion } from './questions.ts';
import type { ScopeNow, StoreDirectory } from './store-directory.ts';
import type { CacheReadTasks } from './tasks.ts';

/** Orders that the page's list takes at once. */
const ORDERS_PAGE = 200;
/** So long before a quarter of an hour is full the boards of the next one are made ready too: those of any store are once meanwhile. */
const NEXT_QUARTER_MILLISECONDS = 8 * 60_000;

export interface WarmInputs {
  scopes(stores: StoreScope): Promise<readonly ScopeQuestion[]>;
  /** The board that a first look at the scope shows. */
  firstLook(stores: StoreScope): Promise<readonly OverviewQuestion[]>;
  /** The same for the other ranges that the page offers. */
  otherRanges(stores: StoreScope): Promise<readonly OverviewQuestion[]>;
  /** Single business dates, the newest first: what a look at one day shows. */
  days(stores: StoreScope, count: number): Promise<readonly OverviewQuestion[]>;
  breakdowns(stores: StoreScope): Promise<readonly BreakdownQuestion[]>;
  /** How the orders stand, above the list of them. */
  statuses(stores: StoreScope): Promise<readonly RangeQuestion[]>;
  /** The same of every store by itself. */
  statusesOfEach(): Promise<readonly RangeQuestion[]>;
  /** The lists of orders of several stores; one store's are answered from its months. */
  orderLists(stores: StoreScope): Promise<readonly OrderListQuestion[]>;
  /** A store's months that hold the last so many days, of today and of where its newest data are. */
  months(storeId: StoreId, days: number): Promise<readonly OrdersInput[]>;
  /** The ids of a store's newest orders. */
  newestOrders(storeId: StoreId, count: number): Promise<readonly number[]>;
}

export interface WarmInputsOptions {
  readonly directory: StoreDirectory;
  readonly bounds: AnswerFamilies['bounds'];
  readonly reader: Reader<CacheReadTasks>;
  readonly lane: LoadLane;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly defaultTimeZone: () => string;
}

interface Look {
  readonly scope: ScopeNow;
  readonly question: ScopeQuestion;
}

export function createWarmInputs({
  directory,
  bounds,
  reader,
  lane,
  now,
  defaultTimeZone,
}: WarmInputsOptions): WarmInputs {
  async function lookAt(stores: StoreScope, at: number): Promise<Look> {
    const scope = await directory.scopeAt(stores, at);
    return { scope, question: { stores: scope.stores, now: at, defaultTimeZone: defaultTimeZone() } };
  }

  /** The present, and shortly before a quarter of an hour is full the next one too: its boards compare up to another time. */
  async function looks(stores: StoreScope): Promise<Look[]> {
    const at = now();
    const next = (Math.floor(at / QUARTER_MILLISECONDS) + 1) * QUARTER_MILLISECONDS;
    const isSoon = next - at <= NEXT_QUARTER_MILLISECONDS;
    return Promise.all([at, ...(isSoon ? [next] : [])].map((instant) => lookAt(stores, instant)));
  }

  function overviewOf({ scope, question }: Look, range: DatesRange): OverviewQuestion {
    const { from, to } = range;
    return { ...question, from, to, products: OVERVIEW_PRODUCTS, untilQuarter: quarterUntil(scope, to) };
  }

  /** The range of a first look: where the newest data are. */
  async function newestRange({ scope, question }: Look): Promise<DatesRange> {
    const today = businessDate(scope.day);
    const { value } = await bounds.get(question, { priority: 'background' });
    return (value && firstLookRange({ ...value, today })) ?? presetRange('last30', today);
  }

  async function rangesOf(look: Look): Promise<DatesRange[]> {
    const today = businessDate(look.scope.day);
    const newest = await newestRange(look);
    const presets = PRESETS.map((preset) => presetRange(preset, today));
    return [newest, ...presets.filter(({ from, to }) => from !== newest.from || to !== newest.to)];
  }

  /** The first look comes first. */
  async function overviews(stores: StoreScope): Promise<OverviewQuestion[]> {
    const each = await looks(stores);
    return (
      await Promise.all(each.map(async (look) => (await rangesOf(look)).map((range) => overviewOf(look, range))))
    ).flat();
  }

  async function statuses(stores: StoreScope): Promise<RangeQuestion[]> {
    const look = await lookAt(stores, now());
    return (await rangesOf(look)).map(({ from, to }) => ({ ...look.question, from, to }));
  }

  function listOf({ scope }: Look, { from, to }: DatesRange): OrderListQuestion {
    return { stores: scope.stores, from, to, limit: ORDERS_PAGE };
  }

  return {
    scopes: async (stores) => [(await lookAt(stores, now())).question],
    firstLook: async (stores) => (await overviews(stores)).slice(0, 1),
    otherRanges: async (stores) => (await overviews(stores)).slice(1),
    async days(stores, count) {
      const look = await lookAt(stores, now());
      return Array.from({ length: count }, (_, back) => {
        const day = businessDate(look.scope.day - back);
        return overviewOf(look, { from: day, to: day });
      });
    },
    async breakdowns(stores) {
      const look = await lookAt(stores, now());
      const ranges = await rangesOf(look);
      const by = stores === 'all' ? (['channel', 'store'] as const) : (['channel'] as const);
      return ranges.flatMap(({ from, to }) => by.map((key) => ({ ...look.question, from, to, by: key })));
    },
    statuses,
    statusesOfEach: async () => (await Promise.all((await directory.stores()).map(({ id }) => statuses([id])))).flat(),
    async orderLists(stores) {
      const look = await lookAt(stores, now());
      const ranges = await rangesOf(look);
      return ranges.map((range) => listOf(look, range));
    },
    async months(storeId, days) {
      const look = await lookAt([storeId], now());
      const { to } = await newestRange(look);
      const ends = new Set([look.scope.day, dayNumber(to) ?? look.scope.day]);
      const months = new Set<string>();
      for (const end of ends) {
        for (let day = end - days + 1; day <= end; day++) months.add(businessDate(day).slice(0, 7));
      }
      return [...months].map((month) => ({ storeId, month }));
    },
    async newestOrders(storeId, count) {
      const look = await lookAt([storeId], now());
      const { from, to } = parseDayRange(await newestRange(look));
      return lane.run('background', () => reader.read('cache.newest-orders', { storeId, from, to, count }));
    },
  };
}
