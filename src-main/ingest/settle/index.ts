/** How orders are counted: the same rule for the thread that reads and the one that writes. */
export { lineCostStated, lineWorth, timesQuantity } from './line-worth.ts';
export { costsNothing, isNoSale, isNoSaleInColumns } from './no-sale.ts';
export { orderDiscount } from './order-discount.ts';
export { settleBatch } from './settle-batch.ts';
export { type OrderAmounts, type OrderSums, settleOrder } from './settle-order.ts';
