/** The areas of the API, answered out of the cache. What staff write, or what shows customers' data, goes past it. */
import type { StoreScope } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { Analytics } from '../../analytics/index.ts';
import type { CallOptions } from '../../api/index.ts';
import type { Cached } from '../cache.ts';
import type { Answer, ReadOptions } from '../family.ts';
import type { AnswerFamilies } from './families.ts';
import type { OrderLists } from './order-lists.ts';
import { quarterUntil, type ScopeQuestion } from './questions.ts';
import type { RecentSets } from './recent-sets.ts';
import type { ScopeNow, StoreDirectory } from './store-directory.ts';

export interface AnsweredAreasOptions {
  /** What answers without the cache. */
  readonly uncached: Analytics;
  readonly families: AnswerFamilies;
  readonly directory: StoreDirectory;
  readonly orderLists: OrderLists;
  readonly recentSets: Pick<RecentSets, 'note'>;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly defaultTimeZone: () => string;
}

interface Asked {
  readonly scope: ScopeNow;
  readonly question: ScopeQuestion;
}

export function createAnsweredAreas(options: AnsweredAreasOptions): Analytics {
  const { uncached, families, directory, orderLists, recentSets, now, defaultTimeZone } = options;

  async function asked(stores: StoreScope): Promise<Asked> {
    const at = now();
    const scope = await directory.scopeAt(stores, at);
    return { scope, question: { stores: scope.stores, now: at, defaultTimeZone: defaultTimeZone() } };
  }

  /** Reads an answer together with the age of its stores' data: neither waits for the other. */
  async function withFreshness<Input extends ScopeQuestion, Value>(
    family: Cached<Input, Value>,
    question: Input,
    scope: ScopeQuestion,
    read: ReadOptions,
  ) {
    const [{ value, answer }, age] = await Promise.all([
      readValue(family, question, read),
      readValue(families.freshness, scope, read),
    ]);
    const freshness = {
      ...age.value,
      computedAt: new Date(answer.bornAt).toISOString(),
      source: answer.from === 'load' ? ('database' as const) : ('cache' as const),
      stale: answer.stale || age.answer.stale,
    };
    return { ...value, freshness };
  }

  return {
    analytics: {
      async overview({ stores, ...input }, call) {
        const read = readOptions(call);
        const { scope, question } = await asked(stores);
        if (scope.stores !== 'all' && scope.stores.length > 1) recentSets.note(scope.stores);
        const untilQuarter = quarterUntil(scope, input.to);
        const family = families.overview.of(scope.stores);
        return await withFreshness(family, { ...question, ...input, untilQuarter }, question, read);
      },
      async breakdown({ stores, ...input }, call) {
        const read = readOptions(call);
        const { scope, question } = await asked(stores);
        const family = families.breakdown.of(scope.stores);
        return await withFreshness(family, { ...question, ...input }, question, read);
      },
      async bounds({ stores }, call) {
        const { scope, question } = await asked(stores);
        const { value } = await readValue(families.bounds, question, readOptions(call));
        return { ...value, today: businessDate(scope.day) };
      },
    },
    orders: {
      async list({ stores, ...input }, call) {
        const { scope, question } = await asked(stores);
        const { orders, nextCursor } = await orderLists.list(
          { ...input, stores: scope.stores },
          question,
          readOptions(call),
        );
        return { orders: [...orders], nextCursor };
      },
      // By index in the database: no cached answer would be faster.
      find: (input, call) => uncached.orders.find(input, call),
      async detail(input, call) {
        if (input.unmask) return uncached.orders.detail(input, call);
        return (await readValue(families.orderDetail, input.id, readOptions(call))).value;
      },
      async byStatus({ stores, ...input }, call) {
        const { scope, question } = await asked(stores);
        const family = families.ordersByStatus.of(scope.stores);
        return (await readValue(family, { ...question, ...input }, readOptions(call))).value;
      },
    },
    stores: {
      async list(_input, call) {
        const { value } = await readValue(families.storeList, null, readOptions(call));
        return { stores: [...value.stores] };
      },
      update: uncached.stores.update,
    },
  };
}

function readOptions({ signal }: CallOptions): ReadOptions {
  return { priority: 'staff', ...(signal && { signal }) };
}

/** @throws AppError NOT_FOUND when the source has nothing. */
async function readValue<Input, Value>(
  family: Cached<Input, Value>,
  input: Input,
  read: ReadOptions,
): Promise<{ value: Value; answer: Answer<Value> }> {
  const answer = await family.get(input, read);
  if (answer.value === null) throw new AppError('NOT_FOUND', { details: { what: family.name } });
  return { value: answer.value, answer };
}
