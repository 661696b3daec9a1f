/**
 * New orders that the reading thread has settled go from a batch's columns straight into the tables. The ids they were
 * given are put into the columns, by which that thread then counts them in the rollups.
 */
import { ORDER_FLAG, type OrderBatch } from '../order-batch.ts';
import { costsNothing, isNoSaleInColumns, orderDiscount } from '../settle/index.ts';
import { listCost } from './complete-line.ts';
import type { Dictionary } from './dictionary.ts';
import { shipmentsOf } from './new-order.ts';
import type { OpenBatch } from './open-batch.ts';
import type { OrderInserter } from './order-inserter.ts';
import { createSourceEncoder } from './order-source.ts';
import type { OrderTable } from './order-table.ts';
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
  readonly table: OrderTable;
}

/** Makes the writer of such orders; it gives how many lines the order has. */
export function createSettledOrders({ importId, dictionary, inserter, table }: Parts) {
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
    row.currencyId = currencyId > 0 ? currencyId : (store.currency_id ?? dictionary.defaultCurrencyId);
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
    const cashOnDelivery = (columns.flags[o]! & ORDER_FLAG.cashOnDelivery) !== 0;
    const ofNoSale = isNoSaleInColumns(row.status, cashOnDelivery, columns.quantity, start, end);
    for (let i = start; i < end; i++) {
      const product = dictionary.product(columns.product[i]!, columns.productName[i]!, columns.category[i]!);
      const quantity = columns.quantity[i]!;
      let cost = columns.cost[i]!;
      let costImportId = Number.NaN;
      if (Number.isNaN(cost)) {
        const listed = listCost(product, quantity, row.currencyId);
        if (listed !== null) {
          cost = costsNothing(quantity, ofNoSale, (columns.lineFlags[i]! & RETURNED) !== 0) ? 0 : listed;
          costImportId = importId;
          columns.cost[i] = cost;
        }
      }
      const gross = columns.lineGross[i]!;
      const refunds = columns.lineRefunds[i]!;
      inserter.addLine(
        row.id,
        i - start + 1,
        columns.lineRef[i]!,
        product.id,
        quantity,
        columns.unitPrice[i]!,
        columns.worth[i]!,
        gross,
        refunds,
        cost,
        costImportId,
      );
      columns.productId[i] = product.id;
    }
  }

  return (batch: OpenBatch, order: number, id: number): number => {
    fill(batch, order, id);
    inserter.addPlain(row);
    addLines(batch, order);
    const { columns } = batch;
    columns.storeId[order] = row.storeId;
    columns.channelId[order] = row.channelId;
    columns.currencyId[order] = row.currencyId;
    const shipment = batch.shipment(order);
    if (shipment) table.addShipments({ id, shipments: shipmentsOf({ shipment }) });
    return columns.lineStart[order + 1]! - columns.lineStart[order]!;
  };
}
