/**
 * New orders that the reading thread has settled go from a batch's columns straight into the tables. The ids they were
 * given are put into the columns, by which that thread then counts them in the rollups.
 */
import { ORDER_FLAG, type OrderBatch } from '../order-batch.ts';
import { costsNothing, isNoSaleInColumns, orderDiscount } from '../settle/index.ts';
import { listCost } from './complete-line.ts';
import type { Dictionary } from './dictionary.ts';
import type { OpenBatch } from './open-batch.ts';
import type { OrderInserter } from './order-inserter.ts';
import { createSourceEncoder } from './order-source.ts';
import type { PlainOrder } from './order-values.ts';

const RETURNED = 1;

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** True when nothing but ids is missing in the order. */
export function isSettled({ columns }: OpenBatch, order: number): boolean {
  return !Number.isNaN(columns.placed[order]!) && columns.lineStart[order + 1]! > columns.lineStart[order]!;
}

interface Parts {
  readonly importId: number;
  readonly dictionary: Dictionary;
  readonly inserter: OrderInserter;
}

/** Makes the writer of such orders. */
export function createSettledOrders({ importId, dictionary, inserter }: Parts) {
  const sourceOf = createSourceEncoder();
  /** One object for all orders: the inserter takes its values down at once. */
  const row: PlainOrder = {
    id: 0,
    storeId: 0,
    platformId: 0,
    number: '',
    keyHash: 0,
    businessDate: 0,
    placedAt: 0,
    localMinute: null,
    channelId: 0,
    status: 0,
    currencyId: 0,
    total: 0,
    grossSales: 0,
    refunds: 0,
    shippingFee: 0,
    tax: 0,
    discount: 0,
    deliveryCost: 0,
    platformFee: 0,
    customer: null,
    contact: null,
    source: null,
  };

  /** Gives the numbers of the lines that were given back on their own, as the order's source has them. */
  function returnedOf({ lineFlags, lineStart }: OrderBatch, order: number): string {
    let numbers = '';
    const start = lineStart[order]!;
    for (let i = start; i < lineStart[order + 1]!; i++) {
      if (lineFlags[i]! & RETURNED) numbers += `${numbers === '' ? 'X' : ','}${i - start + 1}`;
    }
    return numbers;
  }

  function fill(batch: OpenBatch, o: number, id: number): void {
    const { columns } = batch;
    const { store, platformId, channelId, currencyId } = batch.names(o);
    const minute = columns.localMinute[o]!;
    const placed = columns.placed[o]!;
    const gross = columns.grossSales[o]!;
    row.id = id;
    row.storeId = store.id;
    row.platformId = platformId;
    row.number = batch.number(o);
    row.keyHash = batch.keyHash(o);
    row.businessDate = columns.businessDate[o]!;
    row.placedAt = columns.placedAt[o]!;
    row.localMinute = minute < 0 ? null : minute;
    row.channelId = channelId;
    row.status = batch.status(o);
    row.currencyId = currencyId > 0 ? currencyId : (store.currency_id ?? dictionary.defaultCurrencyId());
    row.total = placed;
    row.grossSales = gross;
    row.refunds = columns.refunds[o]!;
    row.shippingFee = orZero(columns.shippingFee[o]!);
    row.tax = orZero(columns.tax[o]!);
    row.discount = orderDiscount(columns, o);
    row.deliveryCost = orZero(columns.deliveryCost[o]!);
    row.platformFee = orZero(columns.platformFee[o]!);
    row.customer = batch.customer(o);
    row.contact = batch.contact(o);
    const cashOnDelivery = (columns.flags[o]! & ORDER_FLAG.cashOnDelivery) !== 0;
    const { total, paid, received, refunded } = columns;
    const source = sourceOf(total[o]!, paid[o]!, received[o]!, refunded[o]!, cashOnDelivery, placed, gross);
    const returned = returnedOf(columns, o);
    row.source = returned === '' ? source : source === null ? returned : `${source} ${returned}`;
  }

  function addLines({ columns }: OpenBatch, o: number): void {
    const start = columns.lineStart[o]!;
    const end = columns.lineStart[o + 1]!;
    const { product: products, productName, category, productId, quantity, lineRef, cost: costs } = columns;
    const { unitPrice, worth, lineGross, lineRefunds } = columns;
    for (let i = start; i < end; i++) {
      const product = dictionary.product(products[i]!, productName[i]!, category[i]!);
      let cost = costs[i]!;
      let costImportId = Number.NaN;
      if (Number.isNaN(cost)) {
        const listed = listCost(product, quantity[i]!, row.currencyId);
        if (listed !== null) {
          cost = isFree(columns, o, i) ? 0 : listed;
          costImportId = importId;
          costs[i] = cost;
        }
      }
      inserter.addLine(
        row.id,
        i - start + 1,
        lineRef[i]!,
        product.id,
        quantity[i]!,
        unitPrice[i]!,
        worth[i]!,
        lineGross[i]!,
        lineRefunds[i]!,
        cost,
        costImportId,
      );
      productId[i] = product.id;
    }
  }

  function isFree({ flags, quantity, lineFlags, lineStart }: OrderBatch, o: number, line: number): boolean {
    const cashOnDelivery = (flags[o]! & ORDER_FLAG.cashOnDelivery) !== 0;
    const ofNoSale = isNoSaleInColumns(row.status, cashOnDelivery, quantity, lineStart[o]!, lineStart[o + 1]!);
    return costsNothing(quantity[line]!, ofNoSale, (lineFlags[line]! & RETURNED) !== 0);
  }

  return (batch: OpenBatch, order: number, id: number): void => {
    fill(batch, order, id);
    inserter.addPlain(row);
    addLines(batch, order);
    const { columns } = batch;
    columns.storeId[order] = row.storeId;
    columns.channelId[order] = row.channelId;
    columns.currencyId[order] = row.currencyId;
    const shipment = batch.shipment(order);
    if (shipment) inserter.addShipment(id, shipment);
  };
}
