/** One question for one scope: all who ask it share one answer in the cache. */
import type { DateRange, OverviewInput } from '#shared/contract/index.ts';
import type { Scope } from './scope.ts';

/** How many products the overview's lists hold. */
const PRODUCTS = 50;

export function overviewInputOf(scope: Scope, range: DateRange): OverviewInput {
  return {
    stores: scope.stores,
    ...range,
    products: PRODUCTS,
    ...(scope.currency === null ? {} : { currency: scope.currency }),
  };
}
