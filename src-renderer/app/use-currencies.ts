/** The currencies that the scope holds, the one with the most orders first; from the overview's own answer. */
import { skipToken, useQuery } from '@tanstack/react-query';
import type { DateRange, Overview } from '#shared/contract/index.ts';
import { useApi } from '../api/index.ts';
import type { Scope } from '../state/index.ts';
import { overviewInputOf } from '../state/index.ts';

export function useCurrencies(scope: Scope, range: DateRange | null): Overview['currencies'] {
  const api = useApi();
  const input = range === null ? skipToken : overviewInputOf(scope, range);
  const overview = useQuery(api.analytics.overview.queryOptions({ input }));
  return overview.data?.currencies ?? [];
}
