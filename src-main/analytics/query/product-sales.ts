/** What each product sold in one store, read from the rollups: few rows, however many orders there are. */
import type { ReadableDb } from '../../database/index.ts';
import { CELL_COLUMNS, M } from '../rollup/index.ts';
import { chooseCurrency } from './currency.ts';
import type { DayRange } from './day-range.ts';
import { readProductCounts, readProductNet } from './rollup-reader.ts';
import { resolveScope } from './scope.ts';
import { exact } from './totals.ts';

export interface ProductSales {
  /** 1/1,000. */
  readonly unitsSold: number;
  /** 1/10,000 of the currency's unit. */
  readonly netSales: number;
}

/**
 * Gives the sales of products by id. What it gives is to be asked for before anything else is read through the connection.
 * @throws AppError STORE_UNKNOWN.
 */
export function readProductSales(
  db: ReadableDb,
  question: {
    readonly storeId: number;
    readonly currencyId: number;
    readonly range: DayRange;
    readonly productIds: readonly number[];
  },
): (productId: number) => ProductSales {
  const scope = resolveScope(db, [question.storeId], 'UTC');
  const subject = { db, scope, currencyId: question.currencyId };
  const net = readProductNet(subject, question.range);
  const counts = readProductCounts(subject, question.range, question.productIds);
  const units = M.units - CELL_COLUMNS.counts.first;
  return (productId) => ({
    unitsSold: exact(counts.valueOf(productId, units)),
    netSales: productId < net.bound ? exact(net.values[productId]!) : 0,
  });
}

/**
 * Gives the currency that a store sells in where nobody said: that of the most orders in the range, else of any. Null
 * for a store that never sold.
 * @throws AppError STORE_UNKNOWN.
 */
export function salesCurrency(db: ReadableDb, storeId: number, range: DayRange): number | null {
  const { id } = chooseCurrency(db, resolveScope(db, [storeId], 'UTC'), range, undefined);
  return id < 0 ? null : id;
}
