/** Products and stock, and staff's edits of them. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function productsRouter(api: Implementer, area: Areas['products']) {
  const { products } = api;
  return products.router({
    list: products.list.handler(({ input, signal }) => area.list(input, { signal })),
    edit: products.edit.handler(({ input, signal }) => area.edit(input, { signal })),
    undo: products.undo.handler(({ input, signal }) => area.undo(input, { signal })),
    edits: products.edits.handler(({ input, signal }) => area.edits(input, { signal })),
  });
}
