/**
 * Settles the orders of a batch whose lines all say what they are worth, so that the writer only has to write them. The
 * others need a price from the product list, which only the writer has: their `placed` is NaN.
 */
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import { ORDER_FLAG, type OrderBatch } from '../order-batch.ts';
import { lineCostStated, lineWorth } from './line-worth.ts';
import { costsNothing, isNoSaleInColumns } from './no-sale.ts';
import { type OrderSums, RETURNED, settleLines } from './settle-order.ts';

/** The columns of a batch that settling reads and fills. */
export type SettlingColumns = Omit<OrderBatch, 'kind' | 'file' | 'newStrings' | 'customer' | 'contact' | 'shipments'>;

/** Fills `placed`, `grossSales`, `refunds` of the orders, and `worth`, `lineGross`, `lineRefunds`, `cost` of their lines. */
export function settleBatch(batch: SettlingColumns): void {
  const sums: OrderSums = { placed: 0, grossSales: 0, refunds: 0 };
  const terms = { status: 0, cashOnDelivery: false, total: 0, paid: 0, received: 0, refunded: 0 };
  for (let order = 0; order < batch.orders; order++) {
    const start = batch.lineStart[order]!;
    const end = batch.lineStart[order + 1]!;
    const status = batch.status[order]!;
    const cashOnDelivery = (batch.flags[order]! & ORDER_FLAG.cashOnDelivery) !== 0;
    const ofNoSale = isNoSaleInColumns(status, cashOnDelivery, batch.quantity, start, end);
    if (!worthLines(batch, start, end, ofNoSale)) {
      batch.placed[order] = Number.NaN;
      continue;
    }
    terms.status = status;
    terms.cashOnDelivery = cashOnDelivery;
    terms.total = batch.total[order]!;
    terms.paid = batch.paid[order]!;
    terms.received = batch.received[order]!;
    terms.refunded = batch.refunded[order]!;
    settleLines(terms, batch, start, end, sums);
    batch.placed[order] = sums.placed;
    batch.grossSales[order] = sums.grossSales;
    batch.refunds[order] = sums.refunds;
  }
}

/** Gives lines their worth and cost; false when one has no worth of its own. */
function worthLines(batch: SettlingColumns, start: number, end: number, ofNoSale: boolean): boolean {
  const { quantity, unitPrice, amount, lineDiscount, unitCost, lineCost, lineFlags, worth, cost } = batch;
  for (let i = start; i < end; i++) {
    if (Number.isNaN(quantity[i]!)) quantity[i] = QUANTITY_SCALE;
    worth[i] = lineWorth(amount[i]!, quantity[i]!, unitPrice[i]!, lineDiscount[i]!);
    if (Number.isNaN(worth[i]!)) return false;
    const stated = lineCostStated(lineCost[i]!, quantity[i]!, unitCost[i]!);
    const free = costsNothing(quantity[i]!, ofNoSale, (lineFlags[i]! & RETURNED) !== 0);
    cost[i] = free && !Number.isNaN(stated) ? 0 : stated;
  }
  return true;
}
