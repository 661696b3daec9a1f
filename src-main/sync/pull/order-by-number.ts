/** One order asked for by its number: it tells what lists leave out, and is taken in with it. */
import type { Priority } from '../../resilience/index.ts';
import type { RemoteOrder } from '../platform/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { PullStore } from './pull-store.ts';

export interface OrderReaderOptions {
  readonly store: Pick<PullStore, 'takeOrder'>;
  /** UTC milliseconds by this computer's clock. */
  readonly now: () => number;
  /** Orders of this store were written. */
  readonly onData: (storeId: number) => void;
}

/** Gives the order as the platform told it; null: there is none. @throws AppError as the platform's calls do. */
export type ReadOrder = (
  asking: { readonly shop: OpenShop; readonly priority: Priority; readonly signal: AbortSignal },
  number: string,
) => Promise<RemoteOrder | null>;

/** Makes the function that asks for one order. */
export function createOrderReader({ store, now, onData }: OrderReaderOptions): ReadOrder {
  return async ({ shop, priority, signal }, number) => {
    const saidAt = now();
    const order = await shop.platform.order(shop.work(priority, signal), number);
    if (!order) return null;
    const storeId = await store.takeOrder(shop.row.id, order, saidAt);
    if (storeId !== null) onData(storeId);
    return order;
  };
}
