/**
 * Orders count in the rollups once the writer has written them: by the ids that came back with their batch, and here,
 * because this thread has time while the writer is busy.
 */
import { createRollupSums, type RollupRows } from '../../analytics/rollup/index.ts';
import type { CountedColumns } from '../order-batch.ts';
import { orderDiscount } from '../settle/index.ts';

const MINUTES = 60;

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

export interface OrderCount {
  /** Adds the orders of a batch that came back, but for those that the writer counts itself. */
  add(columns: CountedColumns, orders: number): void;
  /** Hands over what is left. */
  finish(): void;
}

/** @param hand is given rows as they become complete, and the last ones at the end. */
export function createOrderCount(hand: (rows: RollupRows) => void): OrderCount {
  const sums = createRollupSums();

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

  return {
    add(columns, orders) {
      for (let order = 0; order < orders; order++) {
        if (columns.storeId[order] === 0) continue;
        if (sums.isFull()) for (const rows of sums.drain()) hand(rows);
        addOrder(columns, order);
      }
    },
    finish() {
      for (const rows of sums.finish()) hand(rows);
    },
  };
}
