/** Single orders. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function ordersRouter(api: Implementer, area: Areas['orders']) {
  const { orders } = api;
  return orders.router({
    list: orders.list.handler(({ input, signal }) => area.list(input, { signal })),
    find: orders.find.handler(({ input, signal }) => area.find(input, { signal })),
    detail: orders.detail.handler(({ input, signal }) => area.detail(input, { signal })),
    byStatus: orders.byStatus.handler(({ input, signal }) => area.byStatus(input, { signal })),
  });
}
