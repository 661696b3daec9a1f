/** What a line of a file leaves out, the product list gives, if its currency fits. */
import { lineCostStated, lineWorth, timesQuantity } from '../settle/index.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';

const known = (value: number): boolean => !Number.isNaN(value);

/** True when the line's worth is nowhere in the file, so that the product list has to give its price. */
export function lacksPrice(line: LineDraft): boolean {
  return Number.isNaN(line.amount) && Number.isNaN(line.unitPrice);
}

/**
 * Gives the currency of an order's amounts: stated beside them, else that of the price list the prices came from, else
 * the order's own column or the file's setting, else the store's.
 */
export function currencyOf(draft: OrderDraft): number {
  if (draft.currencyStated && draft.currencyId > 0) return draft.currencyId;
  for (const line of draft.lines) {
    const { product } = line;
    if (lacksPrice(line) && product.listPriceCurrencyId > 0 && known(product.listPrice))
      return product.listPriceCurrencyId;
  }
  return draft.currencyId > 0 ? draft.currencyId : draft.storeCurrencyId;
}

/** Gives the line's price, from the file or the product list; null where neither has one. */
export function unitPriceOf(line: LineDraft, currencyId: number): number | null {
  if (known(line.unitPrice)) return line.unitPrice;
  const { listPrice, listPriceCurrencyId } = line.product;
  if (known(line.amount) || Number.isNaN(listPrice)) return null;
  return listPriceCurrencyId === 0 || listPriceCurrencyId === currencyId ? listPrice : null;
}

/** Gives the line's amount, from the file or from its price; NaN where there is neither. */
export function amountOf(line: LineDraft, unitPrice: number | null): number {
  return lineWorth(line.amount, line.quantity, unitPrice ?? Number.NaN, line.discount);
}

/** Gives what the file says the line's goods cost; null: nothing. */
export function statedCost(line: LineDraft): number | null {
  const cost = lineCostStated(line.lineCost, line.quantity, line.unitCost);
  return Number.isNaN(cost) ? null : cost;
}

/** Gives what the product list says a quantity costs; null: nothing, or in another currency. */
export function listCost(product: LineDraft['product'], quantity: number, currencyId: number): number | null {
  if (Number.isNaN(product.unitCost)) return null;
  const fits = product.unitCostCurrencyId === 0 || product.unitCostCurrencyId === currencyId;
  return fits ? timesQuantity(quantity, product.unitCost) : null;
}
