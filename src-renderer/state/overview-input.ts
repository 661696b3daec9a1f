/** One question for one scope: all who ask it share one answer in the cache. */
import type { DateRange, OverviewInput } from '#shared/contract/index.ts';
import { OVERVIEW_PRODUCTS } from '#shared/domain/period.ts';
import type { Scope } from './scope.ts';

export function overviewInputOf(scope: Scope, range: DateRange): OverviewInput {
  return {
    stores: scope.stores,
    ...range,
    products: OVERVIEW_PRODUCTS,
    ...(scope.currency === null ? {} : { currency: scope.currency }),
  };
}
