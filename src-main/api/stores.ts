/** The chain's stores. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function storesRouter(api: Implementer, area: Areas['stores']) {
  const { stores } = api;
  return stores.router({
    list: stores.list.handler(({ input, signal }) => area.list(input, { signal })),
    update: stores.update.handler(({ input, signal }) => area.update(input, { signal })),
  });
}
