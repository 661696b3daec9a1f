/** How many orders stand in each status and what they were worth, in one currency. */
import type { StoreScope } from '#shared/contract/index.ts';
import { type OrderStatusName, orderStatusName } from '#shared/domain/order-status.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { type DayRange, exact, onOneState, type UnderstoodQuestion, understand } from '../query/index.ts';
import { createStatusDays, type StatusArea, type StatusDay } from './status-days.ts';

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

export function ordersByStatusTask(context: TaskContext<ReadableDb>, question: ByStatusQuestion): OrdersByStatus {
  return onOneState(context.db, () => createStatusReader(context, [question])(question));
}

/**
 * Gives what answers these questions, one after another within one transaction: their stores' orders are read once for all of
 * them. It throws what `understand` does for the question that it is given.
 * @throws AppError CANCELLED while it reads.
 */
export function createStatusReader(
  context: TaskContext<ReadableDb>,
  questions: readonly ByStatusQuestion[],
): (question: ByStatusQuestion) => OrdersByStatus {
  const understood = new Map(questions.map((question) => [question, attempt(() => understand(context.db, question))]));
  const areas = [...understood.values()].flatMap((one) => ('failure' in one ? [] : areaOf(one.result)));
  const daysOf = createStatusDays(context, areas);

  return (question) => {
    const one = understood.get(question)!;
    if ('failure' in one) throw one.failure;
    const { currency, range } = one.result;
    return { currency: currency.code, rows: addUp(daysOf(areaOf(one.result)), currency.id, range) };
  };
}

function areaOf({ subject, range }: UnderstoodQuestion): StatusArea {
  return { stores: [...subject.scope.stores.keys()], range };
}

function attempt<Result>(work: () => Result): { readonly result: Result } | { readonly failure: unknown } {
  try {
    return { result: work() };
  } catch (failure) {
    return { failure };
  }
}

function addUp(days: readonly StatusDay[], inCurrency: number, { from, to }: DayRange): OrdersByStatus['rows'] {
  const sums = new Map<number, { orders: number; total: number; refunds: number }>();
  for (const { day, status, currencyId, orders, total, refunds } of days) {
    if (day < from || day > to || currencyId !== inCurrency) continue;
    const sum = sums.get(status);
    if (!sum) {
      sums.set(status, { orders, total, refunds });
      continue;
    }
    sum.orders += orders;
    sum.total += total;
    sum.refunds += refunds;
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
