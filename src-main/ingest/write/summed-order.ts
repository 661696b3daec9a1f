/**
 * Orders may be told twice, by one import in a row each and by another line by line. The row is the sum of the lines then, and only
 * they are counted.
 */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { NO_PRODUCT } from '../order-batch.ts';
import { amountOf, unitPriceOf } from './complete-line.ts';
import { hasOwnAmount } from './new-order.ts';
import type { OrderDraft } from './order-draft.ts';
import type { OrderRow } from './order-row.ts';
import { decodeOrderSource } from './order-source.ts';
import type { Product } from './products.ts';

interface Told {
  readonly product: Product;
  readonly quantity: number;
  readonly amount: number;
}

/** Makes the judge of whether an order that is there and a part that comes tell the same, one as the other's sum. */
export function createSummedOrders(productOf: (id: number) => Product) {
  const stored = (order: OrderRow): Told[] =>
    order.lines.map(({ productId, quantity, amount }) => ({ product: productOf(productId), quantity, amount }));
  const given = (draft: OrderDraft): Told[] =>
    draft.lines.map((line) => {
      const amount = amountOf(line, unitPriceOf(line, draft.currencyId));
      return { product: line.product, quantity: line.quantity, amount };
    });

  return {
    /** True when the order's only line is the sum of the part's. */
    isSum: (order: OrderRow, part: OrderDraft): boolean =>
      order.lines.length === 1 &&
      sumsUp(stored(order), given(part), hasOwnAmount(decodeOrderSource(order.source, order))),
    /** True when the part's only line is the sum of the order's. */
    isSummedBy: (order: OrderRow, part: OrderDraft): boolean =>
      part.lines.length === 1 && sumsUp(given(part), stored(order), hasOwnAmount(part)),
  };
}

const { completed, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;
const BACK: readonly number[] = [cancelled, refunded, partiallyRefunded];

/** Gives a part that takes back no refund: of an order whose amounts another file told, lines alone say no state, and so a good one. */
export function withoutRevival(order: OrderRow, part: OrderDraft): OrderDraft {
  if (part.status !== completed || !BACK.includes(order.status)) return part;
  const tellsLess = !hasOwnAmount(part) && hasOwnAmount(decodeOrderSource(order.source, order));
  return tellsLess ? { ...part, status: order.status } : part;
}

/**
 * True for a line that names no goods where all others do, or names each of theirs and more. It comes to what they come to; where the
 * whole order's amount is told besides, a line without goods need not say.
 */
function sumsUp([sum]: readonly Told[], lines: readonly Told[], isWorthTold: boolean): boolean {
  if (sum === undefined || lines.length === 0 || lines.some(({ product }) => product.code === NO_PRODUCT)) return false;
  const total = (of: 'quantity' | 'amount') => lines.reduce((all, line) => all + line[of], 0);
  if (Math.sign(sum.quantity) !== Math.sign(total('quantity'))) return false;
  const isEqual = sum.amount === total('amount');
  if (sum.product.code === NO_PRODUCT) return isEqual || isWorthTold;
  const { name } = sum.product;
  return isEqual && lines.every(({ product }) => name.length > product.name.length && name.includes(product.name));
}
