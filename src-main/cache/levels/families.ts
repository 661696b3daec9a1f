/** Every kind of answer that is kept: on which level, under which key, and what it depends on. */
import type { BreakdownKey } from '#shared/contract/index.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import type { Reader } from '../../database/index.ts';
import type { Cache, Cached } from '../cache.ts';
import type { Encoding } from '../family.ts';
import type { Level, Lifetime, TierName } from '../level.ts';
import { type AnswerFamilyOptions, answerFamily } from './answer-family.ts';
import { createAnswerTrips } from './answer-trips.ts';
import type {
  Bounds,
  Breakdown,
  Freshness,
  OrderDetail,
  OrderList,
  OrdersByStatus,
  Overview,
  StoreList,
} from './answers.ts';
import type { AnswerTask } from './answers-task.ts';
import type { LoadLane } from './load-lane.ts';
import { type OrdersInput, type OrdersTable, ordersFamily } from './orders/index.ts';
import {
  comparedDays,
  daysOf,
  filtersKey,
  type RangeQuestion,
  rangeKey,
  type ScopeQuestion,
  scopeKey,
} from './questions.ts';
import { anyDayTags, daysTags, importTags, orderTags, PRODUCTS, STORE_LIST, spanTags } from './tags.ts';
import type { CacheReadTasks } from './tasks.ts';

export interface OverviewQuestion extends RangeQuestion {
  readonly products: number;
  /**
   * Set when the range ends today: in which quarter of an hour of the day (0 to 95) its comparisons end. The answer is another one
   * each quarter of an hour, and whenever something is sold.
   */
  readonly untilQuarter: number | null;
}

export interface BreakdownQuestion extends RangeQuestion {
  readonly by: BreakdownKey;
}

export interface OrderListQuestion {
  readonly stores: 'all' | readonly number[];
  readonly from: string;
  readonly to: string;
  readonly number?: string | undefined;
  readonly status?: OrderStatusName | undefined;
  readonly channel?: string | undefined;
  readonly productId?: number | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/** Lifetimes by what they are set for. */
export type LifetimeName = 'orders' | 'aggregates' | 'diagnosis' | 'orderDetail' | 'orderSearch' | 'tracking';

export interface AnswerFamilies {
  readonly overview: ByScope<OverviewQuestion, Overview>;
  readonly breakdown: ByScope<BreakdownQuestion, Breakdown>;
  readonly ordersByStatus: ByScope<RangeQuestion, OrdersByStatus>;
  readonly bounds: Cached<ScopeQuestion, Bounds>;
  readonly freshness: Cached<ScopeQuestion, Freshness>;
  readonly orderDetail: Cached<number, OrderDetail>;
  readonly orderList: Cached<OrderListQuestion, OrderList>;
  readonly orders: Cached<OrdersInput, OrdersTable>;
  readonly storeList: Cached<null, StoreList>;
}

/** Answers about one store are aggregates (L2), about several diagnosis (L3): two families that are asked as one. */
export interface ByScope<Question, Answer> {
  of(stores: 'all' | readonly number[]): Cached<Question, Answer>;
}

export interface FamilyParts {
  readonly register: Cache['register'];
  readonly reader: Reader<CacheReadTasks>;
  readonly lane: LoadLane;
  readonly encoding: <Value>() => Encoding<Value>;
  readonly ordersEncoding: Encoding<OrdersTable>;
  readonly lifetime: (name: LifetimeName) => Lifetime;
  /** Whether other PCs on the Redis hold the same data. */
  readonly sharesDataSet: boolean;
}

/** Single orders, ages and bounds take a fraction of what a board takes. */
const SMALL_PIECE = 32;
/**
 * All ranges of some hundred stores: their orders are read once for all of them (analytics/orders/status-days.ts). More would
 * be read no faster, and hold a thread for as much longer.
 */
export const STATUSES_AT_ONCE = 640;

/** Registers the families. */
export function registerAnswers({
  register,
  reader,
  lane,
  encoding,
  ordersEncoding,
  lifetime,
  sharesDataSet,
}: FamilyParts): AnswerFamilies {
  const trips = createAnswerTrips(reader);
  // Alone on the Redis with its data, a PC would only be slower for it.
  const tiers: readonly TierName[] = sharesDataSet ? ['memory', 'disk', 'redis'] : ['memory', 'disk'];

  function byScope<Question extends RangeQuestion, Answer>(
    name: string,
    task: AnswerTask,
    family: Pick<AnswerFamilyOptions<Question, Answer>, 'key' | 'tags' | 'piece' | 'bulk'>,
  ): ByScope<Question, Answer> {
    const registerOn = (prefix: string, level: Level, lifetimeName: LifetimeName) =>
      register(
        answerFamily<Question, Answer>({
          name: `${prefix}-${name}`,
          level,
          task,
          reader,
          lane,
          trips,
          tiers,
          encoding: encoding(),
          lifetime: () => lifetime(lifetimeName),
          ...family,
          args: (question) => question,
          stores: ({ stores }) => stores,
        }),
      );
    const ofOne = registerOn('store', 'L2', 'aggregates');
    const ofSeveral = registerOn('chain', 'L3', 'diagnosis');
    return { of: (stores) => (stores !== 'all' && stores.length === 1 ? ofOne : ofSeveral) };
  }

  /** What is asked about a scope alone, whatever the range. */
  function ofScope<Answer>(
    name: string,
    task: AnswerTask,
    tags: (question: ScopeQuestion) => readonly string[],
  ): Cached<ScopeQuestion, Answer> {
    return register(
      answerFamily<ScopeQuestion, Answer>({
        name,
        level: 'L2',
        task,
        reader,
        lane,
        trips,
        tiers,
        encoding: encoding(),
        lifetime: () => lifetime('aggregates'),
        key: ({ stores }) => scopeKey(stores),
        tags,
        args: (question) => question,
        stores: ({ stores }) => stores,
        piece: SMALL_PIECE,
      }),
    );
  }

  return {
    overview: byScope('overview', 'analytics.overview', {
      key: (question) =>
        `${rangeKey(question)}/${question.products}${question.untilQuarter === null ? '' : `@${question.untilQuarter}`}`,
      tags: (question) => [
        ...daysTags(question.stores, comparedDays(question)),
        ...spanTags(question.stores),
        PRODUCTS,
        STORE_LIST,
      ],
    }),
    breakdown: byScope('breakdown', 'analytics.breakdown', {
      key: (question) => `${rangeKey(question)}/${question.by}`,
      tags: (question) => [
        ...daysTags(question.stores, daysOf(question)),
        ...spanTags(question.stores),
        PRODUCTS,
        STORE_LIST,
      ],
    }),
    ordersByStatus: byScope('statuses', 'orders.byStatus', {
      key: rangeKey,
      tags: (question) => [...daysTags(question.stores, daysOf(question)), ...spanTags(question.stores), STORE_LIST],
      piece: STATUSES_AT_ONCE,
      bulk: STATUSES_AT_ONCE,
    }),
    bounds: ofScope('bounds', 'analytics.bounds', ({ stores }) => [...anyDayTags(stores), STORE_LIST]),
    freshness: ofScope('freshness', 'analytics.freshness', ({ stores }) => [...importTags(stores), STORE_LIST]),
    orderDetail: register(
      answerFamily<number, OrderDetail>({
        name: 'order-detail',
        level: 'L4',
        task: 'orders.detail',
        reader,
        lane,
        trips,
        tiers,
        encoding: encoding(),
        lifetime: () => lifetime('orderDetail'),
        key: String,
        tags: (id) => [...orderTags(id), PRODUCTS, STORE_LIST],
        // Never unmasked: a customer's data must not lie about in a cache.
        args: (id) => ({ id, unmask: false }),
        stores: () => 'all',
        piece: SMALL_PIECE,
      }),
    ),
    orderList: register(
      answerFamily<OrderListQuestion, OrderList>({
        name: 'order-search',
        level: 'L4',
        task: 'orders.list',
        reader,
        lane,
        trips,
        tiers,
        encoding: encoding(),
        lifetime: () => lifetime('orderSearch'),
        key: orderListKey,
        tags: (question) => [...daysTags(question.stores, daysOf(question)), STORE_LIST],
        args: (question) => question,
        stores: ({ stores }) => stores,
      }),
    ),
    orders: register(
      ordersFamily({ reader, lane, encoding: ordersEncoding, lifetime: () => lifetime('orders'), tiers }),
    ),
    storeList: register(
      answerFamily<null, StoreList>({
        name: 'store-list',
        level: 'L4',
        task: 'stores.list',
        reader,
        lane,
        trips,
        tiers,
        encoding: encoding(),
        lifetime: () => lifetime('aggregates'),
        key: () => 'all',
        tags: () => [STORE_LIST],
        args: () => ({}),
        stores: () => 'all',
      }),
    ),
  };
}

function orderListKey({
  stores,
  from,
  to,
  number,
  status,
  channel,
  productId,
  limit,
  cursor,
}: OrderListQuestion): string {
  const filters = filtersKey([number ?? '', status ?? '', channel ?? null, productId ?? 0, cursor ?? '']);
  return `${scopeKey(stores)}/${from}..${to}/${limit}/${filters}`;
}
