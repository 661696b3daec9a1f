/**
 * Which state of an order may follow which. Messages come late, twice and in the wrong order: an older one never takes a state
 * back, and that an order is paid is never taken back at all.
 */
import type { OrderStatusName } from '#shared/domain/order-status.ts';

/** What each state may become by a later message. Goods that were sent may come back; money that came is refunded, not un-paid. */
const FOLLOWS: Readonly<Record<OrderStatusName, readonly OrderStatusName[]>> = {
  unpaid: ['paid', 'shipped', 'completed', 'cancelled', 'refunded', 'partiallyRefunded'],
  paid: ['shipped', 'completed', 'cancelled', 'refunded', 'partiallyRefunded'],
  shipped: ['paid', 'completed', 'cancelled', 'refunded', 'partiallyRefunded'],
  completed: ['cancelled', 'refunded', 'partiallyRefunded'],
  partiallyRefunded: ['shipped', 'completed', 'cancelled', 'refunded'],
  cancelled: ['refunded'],
  refunded: [],
};

/** When each state was reached, by the same clock: the platform's. */
export interface StatusTimes {
  readonly old: number;
  readonly new: number;
}

/** Says whether an order in one state may be put into another. */
export function mayFollow(old: OrderStatusName, next: OrderStatusName, times: StatusTimes): boolean {
  if (old === next) return true;
  if (times.new < times.old) return false;
  return FOLLOWS[old].includes(next);
}
