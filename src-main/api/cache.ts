/** The health of the cache. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function cacheRouter(api: Implementer, area: Areas['cache']) {
  const { cache } = api;
  return cache.router({
    overview: cache.overview.handler(({ input, signal }) => area.overview(input, { signal })),
    history: cache.history.handler(({ input, signal }) => area.history(input, { signal })),
    keys: cache.keys.handler(({ input, signal }) => area.keys(input, { signal })),
    explain: cache.explain.handler(({ input, signal }) => area.explain(input, { signal })),
    clearCost: cache.clearCost.handler(({ input, signal }) => area.clearCost(input, { signal })),
    clear: cache.clear.handler(({ input, signal }) => area.clear(input, { signal })),
  });
}
