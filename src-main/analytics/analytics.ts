/** Answers the contract's questions about numbers, orders and stores. It holds no state: every answer is a read. */
import type { Breakdown, BreakdownKey, OrderDetail, Overview, Store, StoreScope } from '#shared/contract/index.ts';
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import type { Reader, Writer } from '../database/index.ts';
import type { OrderList, OrdersByStatus } from './orders/index.ts';
import type { AnalyticsReadTasks, StoreWriteTasks } from './tasks.ts';

export interface AnalyticsParts {
  readonly reader: Reader<AnalyticsReadTasks>;
  readonly writer: Writer<StoreWriteTasks>;
  readonly clock: { now(): number };
  /** For a scope without stores: the zone of the settings. */
  readonly defaultTimeZone: () => string;
}

interface Days {
  readonly stores: StoreScope;
  readonly from: string;
  readonly to: string;
}
interface Amounts extends Days {
  readonly currency?: string | undefined;
}

/** One function a procedure, taking its checked input and giving its output. */
export interface Analytics {
  overview(input: Amounts & { products: number }): Promise<Overview>;
  breakdown(input: Amounts & { by: BreakdownKey }): Promise<Breakdown>;
  bounds(input: { stores: StoreScope }): Promise<{ first: string | null; last: string | null; today: string }>;
  orders: {
    list(
      input: Days & {
        number?: string | undefined;
        status?: OrderStatusName | undefined;
        channel?: string | undefined;
        productId?: number | undefined;
        limit: number;
        cursor?: string | undefined;
      },
    ): Promise<OrderList>;
    detail(input: { id: number; unmask: boolean }): Promise<OrderDetail>;
    byStatus(input: Amounts): Promise<OrdersByStatus>;
  };
  stores: {
    list(): Promise<{ stores: Store[] }>;
    update(input: { id: number; name: string }): Promise<Store>;
  };
}

export function createAnalytics({ reader, writer, clock, defaultTimeZone }: AnalyticsParts): Analytics {
  const present = () => ({ now: clock.now(), defaultTimeZone: defaultTimeZone() });
  return {
    overview: (input) => reader.read('analytics.overview', { ...input, ...present() }),
    breakdown: (input) => reader.read('analytics.breakdown', { ...input, ...present() }),
    bounds: (input) => reader.read('analytics.bounds', { ...input, ...present() }),
    orders: {
      list: (input) => reader.read('orders.list', input),
      detail: (input) => reader.read('orders.detail', input),
      byStatus: (input) => reader.read('orders.byStatus', { ...input, ...present() }),
    },
    stores: {
      list: () => reader.read('stores.list', {}),
      update: (input) => writer.write('stores.rename', input),
    },
  };
}
