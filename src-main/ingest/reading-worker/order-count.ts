/**
 * Orders count in the rollups once the writer has written them: by the ids that came back with their batch, and in the thread that
 * reads, because the writing takes longer. Where the writer will make indexes at the end, they are counted only then: until then both
 * threads are busy, and while indexes are made this one would have nothing to do.
 */
import { join } from 'node:path';
import { setImmediate as othersTurn } from 'node:timers/promises';
import { AppError } from '#shared/domain/app-error.ts';
import { createRollupSums } from '../../analytics/rollup/index.ts';
import type { CountedColumns, TakenOrders } from '../order-batch.ts';
import { createRollupSpool, type SpooledRollups } from '../rollup-spool.ts';
import { orderDiscount } from '../settle/index.ts';
import { columnsIn } from './order-columns.ts';
import { createUncountedOrders } from './uncounted-orders.ts';

const MINUTES = 60;

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

export interface OrderCount {
  /** Takes the orders of a batch that came back, but for those that the writer counts itself. */
  take(taken: Pick<TakenOrders, 'columns' | 'count' | 'later'>): void;
  /**
   * Gives the rows of all orders.
   * @param signal aborted once nobody wants them any more.
   * @throws AppError CANCELLED then.
   */
  finish(signal: AbortSignal): Promise<SpooledRollups>;
  /** Gives up what is not finished; what `finish` has given stays to be read. */
  close(): void;
}

/** So many batches are counted before anybody else has a turn: a few milliseconds. */
const BATCHES_A_TURN = 8;

/**
 * @param directory of this import alone, where rows and orders are put aside.
 * All of it throws AppError DISK_FULL or DISK_WRITE_FAILED where that cannot be done.
 */
export function createOrderCount(directory: string): OrderCount {
  const sums = createRollupSums();
  const uncounted = createUncountedOrders(join(directory, 'orders'));
  const rollups = createRollupSpool(join(directory, 'rollups'));

  function addOrder(columns: CountedColumns, order: number): void {
    const minute = columns.localMinute[order]!;
    sums.addOrder(
      1,
      columns.storeId[order]!,
      columns.channelId[order]!,
      columns.currencyId[order]!,
      columns.businessDate[order]!,
      minute < 0 ? -1 : Math.floor(minute / MINUTES),
      columns.placed[order]!,
      columns.grossSales[order]!,
      columns.refunds[order]!,
      orderDiscount(columns, order),
      orZero(columns.deliveryCost[order]!),
      orZero(columns.platformFee[order]!),
    );
    const { productId, quantity, lineGross, lineRefunds, cost } = columns;
    for (let i = columns.lineStart[order]!; i < columns.lineStart[order + 1]!; i++) {
      sums.addLine(productId[i]!, quantity[i]!, lineGross[i]!, lineRefunds[i]!, cost[i]!);
    }
  }

  function add(columns: CountedColumns, orders: number): void {
    for (let order = 0; order < orders; order++) {
      if (columns.storeId[order] === 0) continue;
      if (sums.isFull()) for (const rows of sums.drain()) rollups.put(rows);
      addOrder(columns, order);
    }
  }

  return {
    take({ columns, count, later }) {
      if (count === 0) return;
      if (later) uncounted.put(columnsIn(columns), count);
      else add(columnsIn(columns), count);
    },
    async finish(signal) {
      let batches = 0;
      for (const { columns, orders } of uncounted.take()) {
        add(columns, orders);
        batches += 1;
        if (batches % BATCHES_A_TURN > 0) continue;
        await othersTurn();
        if (signal.aborted) throw new AppError('CANCELLED');
      }
      uncounted.close();
      for (const rows of sums.finish()) rollups.put(rows);
      return rollups.finish();
    },
    close() {
      uncounted.close();
      rollups.close();
    },
  };
}
