/** The scope in the address, and the days it stands for. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { DateRange } from '#shared/contract/index.ts';
import { useApi } from '../api/index.ts';
import { refusedParts } from './refused-scope.ts';
import { type Bounds, firstLook, parseScope, rangeOf, type Scope, withScope } from './scope.ts';

export interface ScopeInAddress {
  readonly scope: Scope;
  /** Null until the engine has said what "today" is and which days have data. */
  readonly range: DateRange | null;
  readonly bounds: Bounds | null;
  /** What went wrong when the engine was asked for the bounds; null when nothing did. */
  readonly failure: Error | null;
  /** Asks for the bounds once more. */
  retry(): void;
  /** Changes the scope; the browser's back button undoes it. */
  setScope(change: Partial<Scope>): void;
}

/**
 * Gives the scope of this page. A first visit, whose address says no period, is sent to one that has data; so is whoever
 * comes with an address that cannot be shown, and is told.
 */
export function useScope(): ScopeInAddress {
  const api = useApi();
  const [params, setParams] = useSearchParams();
  const scope = useMemo(() => parseScope(params), [params]);
  const bounds = useQuery(api.analytics.bounds.queryOptions({ input: { stores: scope.stores } }));

  const { period } = scope;
  const shown = period ?? (bounds.data === undefined ? null : firstLook(bounds.data));
  useEffect(() => {
    const refused = refusedParts(params);
    if (shown === null || (period !== null && refused.length === 0)) return;
    setParams((before) => withScope(before, { ...parseScope(before), period: shown }), {
      replace: true,
      ...(refused.length > 0 && { state: { refused } }),
    });
  }, [params, period, shown, setParams]);

  const setScope = useCallback(
    (change: Partial<Scope>) => setParams((before) => withScope(before, { ...parseScope(before), ...change })),
    [setParams],
  );
  const { refetch } = bounds;
  const retry = useCallback(() => void refetch(), [refetch]);
  const today = bounds.data?.today;
  const range = useMemo(
    () => (period === null || today === undefined ? null : rangeOf(period, today)),
    [period, today],
  );
  return { scope, range, bounds: bounds.data ?? null, failure: bounds.error, retry, setScope };
}
