/** A batch of orders with its names turned into ids: its columns at hand, and each order as a draft where one is needed. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import { hashBytes } from '../../database/index.ts';
import {
  DISCOUNT_IS_SHARE,
  ORDER_FLAG,
  type OrderBatch,
  type OrderShipment,
  SHARE_SCALE,
  type TextColumn,
} from '../order-batch.ts';
import type { Dictionary } from './dictionary.ts';
import type { Names } from './name-finder.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';

const RETURNED = 1;

export interface OpenBatch {
  readonly columns: OrderBatch;
  names(order: number): Names;
  number(order: number): string;
  keyHash(order: number): number;
  /** 0 where the file does not say is "completed". */
  status(order: number): number;
  customer(order: number): string | null;
  contact(order: number): string | null;
  shipment(order: number): OrderShipment | null;
  /** The whole order, unsettled. */
  draft(order: number): OrderDraft;
}

/** Opens a batch whose new strings have been added to the dictionary. @param names finds those of its orders. */
export function openBatch(batch: OrderBatch, dictionary: Dictionary, names: (order: number) => Names): OpenBatch {
  const numberOf = numberReader(batch);
  const customer = textReader(batch.customer);
  const contact = textReader(batch.contact);
  const shipments = new Map(batch.shipments.map((shipment) => [shipment.order, shipment]));
  const shipment = (order: number) => shipments.get(order) ?? null;
  const status = (order: number) => batch.status[order] || ORDER_STATUS.completed;

  function keyHash(o: number): number {
    const { seed } = names(o);
    if (seed.asInFile) return batch.keyHash[o]!;
    return hashBytes(batch.numberBytes, o === 0 ? 0 : batch.numberEnds[o - 1]!, batch.numberEnds[o]!, seed.seed);
  }

  return {
    columns: batch,
    names,
    number: numberOf,
    keyHash,
    status,
    customer,
    contact,
    shipment,
    draft(o) {
      const { store, platformId, channelId, currencyId } = names(o);
      const flags = batch.flags[o]!;
      return {
        file: batch.file,
        storeId: store.id,
        platformId,
        number: numberOf(o),
        keyHash: keyHash(o),
        businessDate: batch.businessDate[o]!,
        placedAt: batch.placedAt[o]!,
        localMinute: batch.localMinute[o]!,
        channelId,
        status: status(o),
        currencyId,
        currencyStated: (flags & ORDER_FLAG.currencyStated) !== 0,
        // Asking for the default makes its row, so it is asked for only where it may be needed.
        storeCurrencyId: store.currency_id ?? (currencyId > 0 ? currencyId : dictionary.defaultCurrencyId()),
        cashOnDelivery: (flags & ORDER_FLAG.cashOnDelivery) !== 0,
        total: batch.total[o]!,
        paid: batch.paid[o]!,
        received: batch.received[o]!,
        refunded: batch.refunded[o]!,
        shippingFee: batch.shippingFee[o]!,
        tax: batch.tax[o]!,
        discount: batch.discount[o]!,
        deliveryCost: batch.deliveryCost[o]!,
        platformFee: batch.platformFee[o]!,
        customer: customer(o),
        contact: contact(o),
        shipment: shipment(o),
        lines: linesOf(batch, o, dictionary),
      };
    },
  };
}

/** Where all order numbers are ASCII, they are cut out of one string, much faster than decoding each. */
function numberReader({ numberBytes: bytes, numberEnds: ends }: OrderBatch): (order: number) => string {
  const numbers = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const all = numbers.toString('utf8');
  const isAscii = all.length === bytes.length;
  return (order) => {
    const start = order === 0 ? 0 : ends[order - 1]!;
    return isAscii ? all.slice(start, ends[order]!) : numbers.toString('utf8', start, ends[order]!);
  };
}

function textReader(column: TextColumn | null): (order: number) => string | null {
  if (!column) return () => null;
  const { utf8, ends } = column;
  const text = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.byteLength).toString('utf8');
  return (order) => {
    const start = order === 0 ? 0 : ends[order - 1]!;
    const end = ends[order]!;
    return start === end ? null : text.slice(start, end);
  };
}

/** Gives what a share of the list price comes to; it is negative for goods that came back, as their amount is. */
function shareOff(share: number, quantity: number, listPrice: number): number {
  return Math.round((((quantity * listPrice) / QUANTITY_SCALE) * Math.abs(share)) / SHARE_SCALE);
}

function linesOf(batch: OrderBatch, order: number, dictionary: Dictionary): LineDraft[] {
  const start = batch.lineStart[order]!;
  const end = batch.lineStart[order + 1]!;
  const lines = new Array<LineDraft>(end - start);
  for (let l = start; l < end; l++) {
    const quantity = batch.quantity[l]!;
    const product = dictionary.product(batch.product[l]!, batch.productName[l]!, batch.category[l]!);
    const given = Number.isNaN(quantity) ? QUANTITY_SCALE : quantity;
    const isShare = (batch.lineFlags[l]! & DISCOUNT_IS_SHARE) !== 0;
    lines[l - start] = {
      record: batch.record[l]!,
      key: batch.lineKey[l]!,
      product,
      quantity: given,
      unitPrice: batch.unitPrice[l]!,
      amount: batch.amount[l]!,
      discount: isShare ? shareOff(batch.lineDiscount[l]!, given, product.listPrice) : batch.lineDiscount[l]!,
      unitCost: batch.unitCost[l]!,
      lineCost: batch.lineCost[l]!,
      returned: (batch.lineFlags[l]! & RETURNED) !== 0,
    };
  }
  return lines;
}
