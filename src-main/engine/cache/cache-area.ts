/** The cache's own area of the API. */
import type { Areas } from '../../api/index.ts';
import type { OpenedCache } from '../../cache/index.ts';

export function createCacheArea(core: OpenedCache): Areas['cache'] {
  return {
    overview: () => core.overview(),
    history: ({ hours }) => core.history(hours),
    keys: async (query) => ({ keys: [...core.keys(query)] }),
    explain: ({ key }) => core.explain(key),
    clearCost: async (target) => core.clearCost(target),
    clear: (target) => core.clear(target),
  };
}
