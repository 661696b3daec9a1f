/** What staff ask for passes here: it is noted for what is hot, and warmup stands aside until it is answered. */
import type { AccessKind, StoreScope } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Areas, CallOptions } from '../api/index.ts';
import type { StaffGate } from './run/staff-gate.ts';

export type WatchedAreas = Pick<Areas, 'analytics' | 'orders'>;

export interface Watching {
  readonly gate: StaffGate;
  note(store: StoreId, kind: AccessKind): void;
}

/** More stores than this are a look at the chain, which is warm anyway. */
const MOST_NOTED = 50;

/** Gives the same areas, watched. */
export function watchStaff<Given extends WatchedAreas>(areas: Given, { gate, note }: Watching): Given {
  function noteScope(stores: StoreScope, kind: AccessKind): void {
    if (stores === 'all' || stores.length > MOST_NOTED) return;
    for (const store of stores) note(store, kind);
  }

  function watched<Input, Output>(
    call: (input: Input, options: CallOptions) => Promise<Output>,
    noteCall: (input: Input, output: Output | null) => void,
  ): (input: Input, options: CallOptions) => Promise<Output> {
    return async (input, options) => {
      const leave = gate.enter();
      noteCall(input, null);
      try {
        const output = await call(input, options);
        noteCall(input, output);
        return output;
      } finally {
        leave();
      }
    };
  }

  /** Notes the stores of the question, before it is answered. */
  function scoped(kind: AccessKind): (input: { readonly stores: StoreScope }, output: unknown) => void {
    return ({ stores }, output) => {
      if (output !== null) return;
      const several = stores !== 'all' && stores.length > 1;
      noteScope(stores, several && kind === 'overview' ? 'comparison' : kind);
    };
  }

  const { analytics, orders } = areas;
  return {
    ...areas,
    analytics: {
      ...analytics,
      overview: watched(analytics.overview, scoped('overview')),
      breakdown: watched(analytics.breakdown, scoped('breakdown')),
      bounds: watched(analytics.bounds, () => undefined),
    },
    orders: {
      ...orders,
      list: watched(orders.list, (input, output) =>
        scoped(input.number === undefined ? 'orders' : 'search')(input, output),
      ),
      find: watched(orders.find, () => undefined),
      byStatus: watched(orders.byStatus, scoped('orders')),
      // Only the answer knows the store.
      detail: watched(orders.detail, (_input, output) => {
        if (output !== null) note(output.storeId as StoreId, 'order');
      }),
    },
  };
}
