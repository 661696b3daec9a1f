/** How orders are counted: the same rule for the thread that reads and the one that writes. */
export { lineCostStated, lineWorth, timesQuantity } from './line-worth.ts';
export { settleBatch } from './settle-batch.ts';
export { isVoid, type OrderAmounts, type OrderSums, settleOrder } from './settle-order.ts';
