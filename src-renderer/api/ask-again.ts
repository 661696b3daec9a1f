/**
 * What the engine told is news to every answer that was asked for before it. TanStack Query asks again where there is an answer
 * already; one that is only on its way for the first time it takes for the newest, though it may be older than the news.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query';

/** Asks again for what is on screen now, and for the rest when it is shown next. A failed fetch shows where it is used. */
export function askAgain(queries: QueryClient, ...keys: readonly QueryKey[]): void {
  for (const queryKey of keys) {
    const onTheWay = queries
      .getQueryCache()
      .findAll({ queryKey, fetchStatus: 'fetching' })
      .filter(({ state }) => state.data === undefined);
    void queries.invalidateQueries({ queryKey });
    for (const query of onTheWay) {
      const again = () => queries.invalidateQueries({ queryKey: query.queryKey, exact: true });
      query.promise?.then(again, again);
    }
  }
}
