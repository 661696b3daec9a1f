/** How many orders stand in each status and what they were worth, in one currency. */
import type { StoreScope } from '#shared/contract/index.ts';
import { type OrderStatusName, orderStatusName } from '#shared/domain/order-status.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type DayRange, exact, onOneState, understand } from '../query/index.ts';
import { readStatusDays, type StatusDay } from './status-days.ts';

export interface ByStatusQuestion {
  readonly stores: StoreScope;
  readonly from: string;
  readonly to: string;
  readonly currency?: string | undefined;
  /** UTC milliseconds. */
  readonly now: number;
  readonly defaultTimeZone: string;
}

export interface OrdersByStatus {
  readonly currency: string | null;
  readonly rows: { status: OrderStatusName; orders: number; total: number; refunds: number }[];
}

export function ordersByStatusTask({ db }: TaskContext<ReadableDb>, question: ByStatusQuestion): OrdersByStatus {
  return onOneState(db, () => createStatusReader(db)(question));
}

interface KnownDays {
  readonly scope: string;
  readonly range: DayRange;
  readonly days: readonly StatusDay[];
}

/**
 * Gives what answers questions one after another within one transaction: a range that lies in the one that was read last,
 * of the same stores, is added up from its days.
 */
export function createStatusReader(db: ReadableDb): (question: ByStatusQuestion) => OrdersByStatus {
  let known: KnownDays | null = null;

  function daysOf(stores: readonly number[], all: boolean, currencyId: number, range: DayRange): readonly StatusDay[] {
    const scope = `${currencyId}/${stores.join('.')}`;
    const covers = known?.scope === scope && known.range.from <= range.from && known.range.to >= range.to;
    if (known === null || !covers) {
      known = { scope, range, days: readStatusDays(db, { stores, currencyId, all }, range) };
    }
    return known.days;
  }

  return (question) => {
    const { subject, range, currency } = understand(db, question);
    const days = daysOf([...subject.scope.stores.keys()], question.stores === 'all', currency.id, range);
    return { currency: currency.code, rows: addUp(days, range) };
  };
}

function addUp(days: readonly StatusDay[], { from, to }: DayRange): OrdersByStatus['rows'] {
  const sums = new Map<number, { orders: number; total: number; refunds: number }>();
  for (const { day, status, orders, total, refunds } of days) {
    if (day < from || day > to) continue;
    const sum = sums.get(status) ?? { orders: 0, total: 0, refunds: 0 };
    sums.set(status, { orders: sum.orders + orders, total: sum.total + total, refunds: sum.refunds + refunds });
  }
  return [...sums]
    .sort(([one], [other]) => one - other)
    .map(([status, { orders, total, refunds }]) => ({
      status: orderStatusName(status),
      orders,
      total: exact(total),
      refunds: exact(refunds),
    }));
}
