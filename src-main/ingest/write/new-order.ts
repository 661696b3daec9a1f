/** Makes the rows of an order that is met for the first time. */

import { costsNothing, isNoSale, type OrderAmounts, settleOrder } from '../settle/index.ts';
import { amountOf, currencyOf, lacksPrice, listCost, statedCost, unitPriceOf } from './complete-line.ts';
import { lineRefs } from './line-refs.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';
import type { LineRow, OrderRow, ShipmentRow } from './order-row.ts';
import { encodeOrderSource } from './order-source.ts';

const orZero = (value: number): number => (Number.isNaN(value) ? 0 : value);

/** True when the file tells what the order is worth, so that its lines need not. */
export function hasOwnAmount({ total, paid, received }: OrderAmounts): boolean {
  return !(Number.isNaN(total) && Number.isNaN(paid) && Number.isNaN(received));
}

/** Gives the lines that have a worth, or need none because they were not sold after all; the others go to `refuse`. */
export function withWorth(draft: OrderDraft, refuse: (line: LineDraft) => void): OrderDraft {
  if (hasOwnAmount(draft) || isNoSale(draft.status, draft.cashOnDelivery, draft.lines)) return draft;
  let missing = false;
  for (const line of draft.lines) if (lacksPrice(line)) missing = true;
  if (!missing) return draft;
  const currencyId = currencyOf(draft);
  const lines = draft.lines.filter((line) => {
    const worth = line.returned || !Number.isNaN(amountOf(line, unitPriceOf(line, currencyId)));
    if (!worth) refuse(line);
    return worth;
  });
  return { ...draft, lines };
}

export function shipmentsOf({ shipment }: Pick<OrderDraft, 'shipment'>): ShipmentRow[] {
  if (!shipment) return [];
  return [
    {
      trackingNumber: shipment.trackingNumber,
      carrier: shipment.carrier ?? null,
      shippedAt: shipment.shippedAt ?? null,
      deliveredAt: shipment.deliveredAt ?? null,
    },
  ];
}

const NO_LINES: readonly number[] = [];

/** Numbers of the lines that were given back on their own. */
function returnedLines(draft: OrderDraft): readonly number[] {
  let numbers: number[] | null = null;
  for (let i = 0; i < draft.lines.length; i++) {
    if (draft.lines[i]!.returned) {
      numbers ??= [];
      numbers.push(i + 1);
    }
  }
  return numbers ?? NO_LINES;
}

/** Gives the order's discount: what the file gives for the order, else what its lines were given. */
function discountOf(draft: OrderDraft): number {
  if (!Number.isNaN(draft.discount)) return draft.discount;
  let discount = 0;
  for (const line of draft.lines) discount += orZero(line.discount);
  return discount;
}

/** @param id the id that the order will have. */
export function newOrder(draft: OrderDraft, id: number, importId: number): OrderRow {
  const currencyId = currencyOf(draft);
  const ofNoSale = isNoSale(draft.status, draft.cashOnDelivery, draft.lines);
  const refs = lineRefs(draft.lines);
  const lines = new Array<LineRow>(draft.lines.length);
  const toSettle = new Array<{ quantity: number; amount: number; returned: boolean }>(draft.lines.length);
  for (let i = 0; i < draft.lines.length; i++) {
    const line = draft.lines[i]!;
    const unitPrice = unitPriceOf(line, currencyId);
    const amount = orZero(amountOf(line, unitPrice));
    let cost = statedCost(line);
    let costImportId: number | null = null;
    if (cost === null) {
      cost = listCost(line.product, line.quantity, currencyId);
      if (cost !== null) costImportId = importId;
    }
    if (cost !== null && costsNothing(line.quantity, ofNoSale, line.returned)) cost = 0;
    toSettle[i] = { quantity: line.quantity, amount, returned: line.returned };
    lines[i] = {
      lineNo: i + 1,
      ref: refs[i]!,
      productId: line.product.id,
      quantity: line.quantity,
      unitPrice,
      amount,
      grossSales: 0,
      refunds: 0,
      cost,
      costImportId,
    };
  }
  const { total, paid, received, refunded, status, cashOnDelivery } = draft;
  const settled = settleOrder({ total, paid, received, refunded, status, cashOnDelivery, lines: toSettle });
  for (let i = 0; i < lines.length; i++) {
    lines[i]!.grossSales = settled.lineGrossSales[i]!;
    lines[i]!.refunds = settled.lineRefunds[i]!;
  }
  const source = { total, paid, received, refunded, cashOnDelivery, returnedLines: returnedLines(draft) };
  return {
    id,
    storeId: draft.storeId,
    platformId: draft.platformId,
    number: draft.number,
    keyHash: draft.keyHash,
    businessDate: draft.businessDate,
    placedAt: draft.placedAt,
    localMinute: draft.localMinute < 0 ? null : draft.localMinute,
    channelId: draft.channelId,
    status: draft.status,
    currencyId,
    total: settled.placed,
    grossSales: settled.grossSales,
    refunds: settled.refunds,
    shippingFee: orZero(draft.shippingFee),
    tax: orZero(draft.tax),
    discount: discountOf(draft),
    deliveryCost: orZero(draft.deliveryCost),
    platformFee: orZero(draft.platformFee),
    customer: draft.customer,
    contact: draft.contact,
    source: encodeOrderSource(source, { total: settled.placed, grossSales: settled.grossSales }),
    lines,
    shipments: shipmentsOf(draft),
  };
}
