/**
 * An order that is known already takes in what a file now says of it: what the file gives replaces what was there, what
 * it leaves out stays, lines that it does not name stay. Nothing new gives back the very same row.
 */

import { costsNothing, isNoSale, settleOrder, timesQuantity } from '../settle/index.ts';
import { amountOf, currencyOf, lacksPrice, listCost, statedCost, unitPriceOf } from './complete-line.ts';
import { hasOwnAmount, shipmentsOf } from './new-order.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';
import type { LineRow, OrderRow, ShipmentRow } from './order-row.ts';
import { decodeOrderSource, encodeOrderSource, type OrderSource } from './order-source.ts';

export interface Merged {
  /** The row given in when nothing has changed. */
  readonly order: OrderRow;
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
}

const given = (value: number, otherwise: number): number => (Number.isNaN(value) ? otherwise : value);

/** A line's cost while the order is looked at: what it is if the goods are sold. Undefined: it was not kept. */
type PlainCost = number | null | undefined;

interface OpenLine {
  readonly row: LineRow;
  returned: boolean;
  cost: PlainCost;
  /** From the product list when not null. */
  costImportId: number | null;
  product: LineDraft['product'] | null;
}

/** Orders that are no sale have their costs at 0, so what a sale of them would have cost is not kept. */
function openLines(order: OrderRow, source: OrderSource): OpenLine[] {
  const ofNoSale = isNoSale(order.status, source.cashOnDelivery, order.lines);
  const returned = new Set(source.returnedLines);
  return order.lines.map((row) => {
    const alone = returned.has(row.lineNo);
    const hidden = row.cost !== null && costsNothing(row.quantity, ofNoSale, alone);
    return {
      row: { ...row },
      returned: alone,
      cost: hidden ? undefined : row.cost,
      costImportId: row.costImportId,
      product: null,
    };
  });
}

function changeLine(open: OpenLine, line: LineDraft, currencyId: number): void {
  const { row } = open;
  const sameGoods = row.productId === line.product.id;
  const sameQuantity = sameGoods && row.quantity === line.quantity;
  const unitPrice = Number.isNaN(line.unitPrice) && sameGoods ? row.unitPrice : unitPriceOf(line, currencyId);
  let amount = amountOf(line, Number.isNaN(line.unitPrice) ? unitPrice : line.unitPrice);
  if (lacksPrice(line) && sameQuantity) amount = row.amount;
  const cost = statedCost(line);
  if (cost !== null) {
    open.cost = cost;
    open.costImportId = null;
  } else if (!sameGoods) {
    open.cost = undefined;
    row.cost = null;
  } else if (!sameQuantity && typeof open.cost === 'number' && row.quantity !== 0) {
    const unitCost = (open.cost * 1000) / row.quantity;
    open.cost = Number.isSafeInteger(unitCost) ? timesQuantity(line.quantity, unitCost) : undefined;
  }
  row.productId = line.product.id;
  row.quantity = line.quantity;
  row.unitPrice = unitPrice;
  row.amount = given(amount, sameGoods ? row.amount : 0);
  open.returned = line.returned;
  open.product = line.product;
}

function addedLine(lineNo: number, ref: number, line: LineDraft, currencyId: number): OpenLine {
  const unitPrice = unitPriceOf(line, currencyId);
  const row: LineRow = {
    lineNo,
    ref,
    productId: line.product.id,
    quantity: line.quantity,
    unitPrice,
    amount: given(amountOf(line, unitPrice), 0),
    grossSales: 0,
    refunds: 0,
    cost: null,
    costImportId: null,
  };
  return {
    row,
    returned: line.returned,
    cost: statedCost(line) ?? undefined,
    costImportId: null,
    product: line.product,
  };
}

/** Puts the cost down: 0 when nothing is sold, else what is known, else what the product list says. */
function closeCost(open: OpenLine, ofNoSale: boolean, currencyId: number, importId: number): void {
  const { row } = open;
  const noSale = costsNothing(row.quantity, ofNoSale, open.returned);
  if (open.cost !== undefined) {
    row.cost = open.cost;
    row.costImportId = open.costImportId;
  } else if (!(noSale && row.cost === 0)) {
    row.cost = open.product ? listCost(open.product, row.quantity, currencyId) : null;
    row.costImportId = row.cost === null ? null : importId;
  }
  if (row.cost !== null && noSale) row.cost = 0;
}

function sameLine(one: LineRow, other: LineRow): boolean {
  return (
    one.productId === other.productId &&
    one.quantity === other.quantity &&
    one.unitPrice === other.unitPrice &&
    one.amount === other.amount &&
    one.cost === other.cost
  );
}

function mergeShipments(known: readonly ShipmentRow[], draft: OrderDraft): readonly ShipmentRow[] {
  let shipments = known;
  for (const shipment of shipmentsOf(draft)) {
    const at = shipments.findIndex((other) => other.trackingNumber === shipment.trackingNumber);
    const before = at < 0 ? undefined : shipments[at];
    const after = {
      trackingNumber: shipment.trackingNumber,
      carrier: shipment.carrier ?? before?.carrier ?? null,
      shippedAt: shipment.shippedAt ?? before?.shippedAt ?? null,
      deliveredAt: shipment.deliveredAt ?? before?.deliveredAt ?? null,
    };
    if (before && JSON.stringify(before) === JSON.stringify(after)) continue;
    shipments = before ? shipments.with(at, after) : [...shipments, after];
  }
  return shipments;
}

const HEADER = [
  'businessDate',
  'placedAt',
  'localMinute',
  'channelId',
  'status',
  'currencyId',
  'shippingFee',
  'tax',
  'deliveryCost',
  'platformFee',
  'customer',
  'contact',
  'shipments',
] as const;

function mergedHeader(order: OrderRow, draft: OrderDraft): OrderRow {
  const sameDay = order.businessDate === draft.businessDate;
  const keepsTime = draft.localMinute < 0 && sameDay;
  const ownPrices = hasOwnAmount(draft) || !draft.lines.every(lacksPrice);
  const saysCurrency = draft.currencyId > 0 && (ownPrices || draft.currencyStated);
  return {
    ...order,
    businessDate: draft.businessDate,
    placedAt: keepsTime ? order.placedAt : draft.placedAt,
    localMinute: keepsTime ? order.localMinute : draft.localMinute < 0 ? null : draft.localMinute,
    channelId: draft.channelId,
    status: draft.status,
    currencyId: saysCurrency ? currencyOf(draft) : order.currencyId,
    shippingFee: given(draft.shippingFee, order.shippingFee),
    tax: given(draft.tax, order.tax),
    deliveryCost: given(draft.deliveryCost, order.deliveryCost),
    platformFee: given(draft.platformFee, order.platformFee),
    customer: draft.customer ?? order.customer,
    contact: draft.contact ?? order.contact,
    shipments: mergeShipments(order.shipments, draft),
  };
}

/** The order's discount once more lines have come: the file's own, else what its lines were given. */
function mergedDiscount(order: OrderRow, draft: OrderDraft, lines: number, isNew: readonly boolean[]): number {
  if (!Number.isNaN(draft.discount)) return draft.discount;
  const ofLines = (some: readonly LineDraft[]) => some.reduce((sum, line) => sum + given(line.discount, 0), 0);
  if (draft.lines.every((line) => Number.isNaN(line.discount))) return order.discount;
  if (draft.lines.length === lines) return ofLines(draft.lines);
  return order.discount + ofLines(draft.lines.filter((_, i) => isNew[i]));
}

/**
 * Rows of an order that stand further down in the same file bring lines; what the file said of the order itself where it
 * first came up stays, so that reading the file again finds everything as it is. Only amounts not given before are taken.
 */
export function laterPart(order: OrderRow, part: OrderDraft): OrderDraft {
  const before = decodeOrderSource(order.source, order);
  return {
    ...part,
    businessDate: order.businessDate,
    placedAt: order.placedAt,
    localMinute: order.localMinute ?? -1,
    channelId: order.channelId,
    status: order.status,
    currencyId: order.currencyId,
    currencyStated: true,
    cashOnDelivery: before.cashOnDelivery,
    total: given(before.total, part.total),
    paid: given(before.paid, part.paid),
    received: given(before.received, part.received),
    refunded: given(before.refunded, part.refunded),
    shippingFee: order.shippingFee,
    tax: order.tax,
    discount: Number.NaN,
    deliveryCost: order.deliveryCost,
    platformFee: order.platformFee,
    customer: order.customer ?? part.customer,
    contact: order.contact ?? part.contact,
  };
}

/** @param refs what identifies each of the draft's lines (line-refs.ts). */
export function mergeOrder(order: OrderRow, draft: OrderDraft, refs: readonly number[], importId: number): Merged {
  const before = decodeOrderSource(order.source, order);
  const next = mergedHeader(order, draft);
  const open = openLines(order, before);
  const byRef = new Map(open.map((line) => [line.row.ref, line]));
  const isNew = draft.lines.map((line, i) => {
    const ref = refs[i]!;
    const known = byRef.get(ref);
    if (known) {
      changeLine(known, line, next.currencyId);
      return false;
    }
    const added = addedLine(open.length + 1, ref, line, next.currencyId);
    open.push(added);
    byRef.set(ref, added);
    return true;
  });
  const source: OrderSource = {
    total: given(draft.total, before.total),
    paid: given(draft.paid, before.paid),
    received: given(draft.received, before.received),
    refunded: given(draft.refunded, before.refunded),
    cashOnDelivery: hasOwnAmount(draft) || draft.cashOnDelivery ? draft.cashOnDelivery : before.cashOnDelivery,
    returnedLines: open.filter((line) => line.returned).map((line) => line.row.lineNo),
  };
  const rows = open.map(({ row }) => row);
  const ofNoSale = isNoSale(next.status, source.cashOnDelivery, rows);
  for (const line of open) closeCost(line, ofNoSale, next.currencyId, importId);
  next.discount = mergedDiscount(order, draft, open.length, isNew);
  settleInto(next, open, source);
  return tally(order, next, refs, isNew, before, source);
}

function settleInto(next: OrderRow, open: readonly OpenLine[], source: OrderSource): void {
  const lines = open.map(({ row, returned }) => ({ quantity: row.quantity, amount: row.amount, returned }));
  const settled = settleOrder({ ...source, status: next.status, lines });
  next.total = settled.placed;
  next.grossSales = settled.grossSales;
  next.refunds = settled.refunds;
  next.source = encodeOrderSource(source, next);
  next.lines = open.map(({ row }, i) => ({
    ...row,
    grossSales: settled.lineGrossSales[i]!,
    refunds: settled.lineRefunds[i]!,
  }));
}

/** Says which of the draft's rows made a line, changed one (or the order they all belong to), or repeated what was there. */
function tally(
  order: OrderRow,
  next: OrderRow,
  refs: readonly number[],
  isNew: readonly boolean[],
  before: OrderSource,
  after: OrderSource,
): Merged {
  const amounts = ['total', 'paid', 'received', 'refunded', 'cashOnDelivery'] as const;
  const headerChanged =
    HEADER.some((name) => order[name] !== next[name]) ||
    amounts.some((name) => !Object.is(before[name], after[name])) ||
    (order.discount !== next.discount && !isNew.includes(true));
  // A row that brings no line of its own still speaks of the order.
  if (refs.length === 0) {
    const changed = headerChanged ? 1 : 0;
    return { order: headerChanged ? next : order, added: 0, changed, unchanged: 1 - changed };
  }
  const lineByRef = new Map(order.lines.map((line) => [line.ref, line]));
  const nextByRef = new Map(next.lines.map((line) => [line.ref, line]));
  const wasReturned = new Set(before.returnedLines);
  const isReturned = new Set(after.returnedLines);
  let added = 0;
  let changed = 0;
  for (let i = 0; i < refs.length; i++) {
    const old = lineByRef.get(refs[i]!);
    const now = nextByRef.get(refs[i]!)!;
    if (isNew[i] || !old) added++;
    else if (headerChanged || !sameLine(old, now) || wasReturned.has(old.lineNo) !== isReturned.has(now.lineNo))
      changed++;
  }
  const unchanged = refs.length - added - changed;
  return { order: unchanged === refs.length ? order : next, added, changed, unchanged };
}
