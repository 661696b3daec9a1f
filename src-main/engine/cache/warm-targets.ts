/** What warmup makes ready: the page's own questions, bound to the families that answer them. */
import type { StoreScope } from '#shared/contract/index.ts';
import { type Cached, STATUSES_AT_ONCE, type WarmInputs } from '../../cache/index.ts';
import { type WarmScope, type WarmTarget, warmTarget } from '../../warmup/index.ts';
import type { OpenCache } from './open-cache.ts';

/** Recent orders of a store whose details are made ready: what its list shows first, and less of it where nobody looks. */
const ORDER_DETAILS = { hot: 100, others: 25 };

/** A list of orders goes back so far with its first look; where somebody looks, its months are there. */
const LISTED_DAYS = 30;

/** @param opened reaches the cache that the start has opened. */
export function createWarmTargets(opened: () => OpenCache): WarmTarget[] {
  const inputs = (): WarmInputs => opened().warmInputs;
  return [
    warmTarget({
      name: 'bounds',
      level: 'L2',
      plan: (scope, { stage }) => (stage === 'board' ? ofAll(opened(), scope, inputs().scopes) : []),
      cached: late(() => opened().families.bounds),
    }),
    warmTarget({
      name: 'freshness',
      level: 'L2',
      plan: (scope, { stage }) => (stage === 'board' ? ofAll(opened(), scope, inputs().scopes) : []),
      cached: late(() => opened().families.freshness),
    }),
    ...boardTargets(opened),
    warmTarget({
      name: 'orders-month',
      level: 'L1',
      plan(scope, { stage, rank, days }) {
        if (stage !== 'details' || scope === 'all') return [];
        return inputs().months(scope, rank === 'hot' ? Math.max(days, LISTED_DAYS) : days);
      },
      cached: late(() => opened().families.orders),
    }),
    warmTarget({
      name: 'order-search',
      level: 'L4',
      plan: (scope, { stage }) =>
        stage === 'details' && scope === 'all' ? ofAll(opened(), scope, inputs().orderLists) : [],
      cached: late(() => opened().families.orderList),
    }),
    warmTarget({
      name: 'order-detail',
      level: 'L4',
      orders: true,
      plan: (scope, { stage, rank }) =>
        stage === 'details' && scope !== 'all'
          ? inputs().newestOrders(scope, rank === 'hot' ? ORDER_DETAILS.hot : ORDER_DETAILS.others)
          : [],
      cached: late(() => opened().families.orderDetail),
    }),
  ];
}

/** Of one store the answers are aggregates, of the chain they are diagnosis: two targets each. */
function boardTargets(opened: () => OpenCache): WarmTarget[] {
  return (['one', 'all'] as const).flatMap((which) => {
    const stores = which === 'all' ? ('all' as const) : [1];
    const level = which === 'all' ? ('L3' as const) : ('L2' as const);
    const suits = (scope: WarmScope) => (scope === 'all') === (which === 'all');
    const name = which === 'all' ? 'chain' : 'store';
    return [
      warmTarget({
        name: `${name}-overview`,
        level,
        async plan(scope, { stage, days }) {
          if (!suits(scope)) return [];
          const { warmInputs } = opened();
          switch (stage) {
            case 'board':
              return ofAll(opened(), scope, warmInputs.firstLook);
            case 'ranges':
              return ofAll(opened(), scope, warmInputs.otherRanges);
            case 'details':
              return warmInputs.days(storesOf(scope), days);
          }
        },
        cached: late(() => opened().families.overview.of(stores)),
      }),
      warmTarget({
        name: `${name}-breakdown`,
        level,
        plan: (scope, { stage }) =>
          suits(scope) && stage === 'details' ? ofAll(opened(), scope, opened().warmInputs.breakdowns) : [],
        cached: late(() => opened().families.breakdown.of(stores)),
      }),
      // Those of all stores together: each by itself would go through the same pages again.
      warmTarget({
        name: `${name}-statuses`,
        level,
        plan(scope, { stage }) {
          if (scope !== 'all' || stage !== 'details') return [];
          const { warmInputs } = opened();
          return which === 'all' ? ofAll(opened(), scope, warmInputs.statuses) : warmInputs.statusesOfEach();
        },
        atOnce: STATUSES_AT_ONCE,
        cached: late(() => opened().families.ordersByStatus.of(stores)),
      }),
    ];
  });
}

/** Gives the questions about a scope; the chain's go together with those about the sets of stores that staff look at. */
async function ofAll<Input>(
  { recentSets }: OpenCache,
  scope: WarmScope,
  inputsOf: (stores: StoreScope) => Promise<readonly Input[]>,
): Promise<readonly Input[]> {
  const sets = scope === 'all' ? (recentSets.list() as readonly StoreScope[]) : [];
  return (await Promise.all([storesOf(scope), ...sets].map(inputsOf))).flat();
}

function storesOf(scope: WarmScope): StoreScope {
  return scope === 'all' ? 'all' : [scope];
}

function late<Input, Value>(cached: () => Cached<Input, Value>): Pick<Cached<Input, Value>, 'warm'> {
  return { warm: (inputs, options) => cached().warm(inputs, options) };
}
