/** Answers the contract's questions about numbers, orders and stores. It holds no state: every answer is a read. */
import type { Areas } from '../api/index.ts';
import type { Reader, Writer } from '../database/index.ts';
import type { AnalyticsReadTasks, StoreWriteTasks } from './tasks.ts';

export interface AnalyticsParts {
  readonly reader: Reader<AnalyticsReadTasks>;
  readonly writer: Writer<StoreWriteTasks>;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** For a scope without stores: the zone of the settings. */
  readonly defaultTimeZone: () => string;
}

/** The areas of the API that this part answers. */
export type Analytics = Pick<Areas, 'analytics' | 'orders' | 'stores'>;

export function createAnalytics({ reader, writer, now, defaultTimeZone }: AnalyticsParts): Analytics {
  const present = () => ({ now: now(), defaultTimeZone: defaultTimeZone() });
  return {
    analytics: {
      overview: (input, options) => reader.read('analytics.overview', { ...input, ...present() }, signalOf(options)),
      breakdown: (input, options) => reader.read('analytics.breakdown', { ...input, ...present() }, signalOf(options)),
      bounds: (input, options) => reader.read('analytics.bounds', { ...input, ...present() }, signalOf(options)),
    },
    orders: {
      list: (input, options) => reader.read('orders.list', input, signalOf(options)),
      find: async (input, options) => ({ orders: await reader.read('orders.find', input, signalOf(options)) }),
      detail: (input, options) => reader.read('orders.detail', input, signalOf(options)),
      byStatus: (input, options) => reader.read('orders.byStatus', { ...input, ...present() }, signalOf(options)),
    },
    stores: {
      list: (_input, options) => reader.read('stores.list', {}, signalOf(options)),
      // Not with the caller's signal: once begun, a write is carried out.
      update: (input) => writer.write('stores.rename', input),
    },
  };
}

function signalOf({ signal }: { readonly signal?: AbortSignal | undefined }): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
