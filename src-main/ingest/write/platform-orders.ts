/**
 * Orders as a platform tells of them: its latest word on an order replaces what was there, whole. Written in the caller's
 * transaction, counted as files are, so that an order met in both ways is one order.
 */
import { isDeepStrictEqual } from 'node:util';
import { createRollupDelta } from '../../analytics/rollup/index.ts';
import { createChangeNotes, hashText, orderKeySeed, type WritableStatements } from '../../database/index.ts';
import { numberedLineRef } from '../line-ref-hash.ts';
import { createZoneClock } from '../understand/index.ts';
import type { BeforeImages } from './before-images.ts';
import { createNamedRows } from './named-rows.ts';
import { newOrder } from './new-order.ts';
import type { LineDraft, OrderDraft } from './order-draft.ts';
import { factsOf, type LineRow, type OrderRow, type ShipmentRow } from './order-row.ts';
import { createOrderTable } from './order-table.ts';
import { createProducts } from './products.ts';

/** Money in 1/10,000, quantities in 1/1,000. */
export interface PlatformOrder {
  readonly number: string;
  /** UTC seconds, as everywhere in the tables. */
  readonly placedAt: number;
  /** A code of ORDER_STATUS. */
  readonly status: number;
  readonly currency: string;
  readonly total: number;
  readonly discount: number;
  readonly shippingFee: number;
  readonly tax: number;
  readonly refunded: number;
  readonly customer: string | null;
  /** JSON {name, phone, address}. */
  readonly contact: string | null;
  /** Left out: those that are known stay. */
  readonly shipments?: readonly ShipmentRow[];
  readonly lines: readonly PlatformOrderLine[];
}

export interface PlatformOrderLine {
  readonly lineId: string;
  readonly productCode: string;
  readonly title: string;
  readonly quantity: number;
  readonly unitPrice: number;
  readonly amount: number;
}

export interface WrittenOrder {
  readonly id: number;
  readonly outcome: 'added' | 'changed' | 'same';
}

export interface PlatformOrderWriter {
  /** Gives what became of each, in their order. */
  write(orders: readonly PlatformOrder[]): WrittenOrder[];
  /** Brings the rollups up to date and notes what has changed: before the transaction ends. */
  finish(): void;
}

/** The store that a shop feeds. */
export interface FedStore {
  readonly id: number;
  readonly code: string;
  readonly timeZone: string;
}

/** Not an import: there is no file that could be taken back. */
const NO_IMPORT = 0;
const DAY_SECONDS = 86_400;
/** Beyond this many a commit says only that orders changed. */
const MOST_NAMED = 2_000;

/** Nothing of this is undone: the platform's word is not a file of ours. */
const noImages: BeforeImages = { keep: () => false, made: () => undefined, kept: 0 };

export function createPlatformOrderWriter(
  db: WritableStatements,
  platform: string,
  store: FedStore,
): PlatformOrderWriter {
  const table = createOrderTable(db, NO_IMPORT);
  const rollups = createRollupDelta(db);
  const products = createProducts(db, NO_IMPORT, noImages);
  const currencies = createNamedRows(db, 'currency', noImages);
  const platformId = createNamedRows(db, 'platform', noImages).idOf(platform);
  const channelId = createNamedRows(db, 'channel', noImages).idOf(platform);
  const clock = createZoneClock(store.timeZone);
  const seed = orderKeySeed(platform, store.code);
  let lastId = Number(db.prepare<[], number>('SELECT ifnull(max(id), 0) FROM orders').pluck().get());
  const days = new Set<number>();
  const changed: number[] = [];

  function draftOf(order: PlatformOrder, keyHash: number, known: OrderRow | undefined): OrderDraft {
    const local = order.placedAt + clock.offsetAt(order.placedAt);
    const businessDate = Math.floor(local / DAY_SECONDS);
    const currencyId = currencies.idOf(order.currency);
    return {
      file: 0,
      storeId: store.id,
      platformId,
      number: order.number,
      keyHash,
      businessDate,
      placedAt: order.placedAt,
      localMinute: Math.floor((local - businessDate * DAY_SECONDS) / 60),
      // A file may have said more exactly where it was sold.
      channelId: known?.channelId ?? channelId,
      status: order.status,
      currencyId,
      currencyStated: true,
      storeCurrencyId: currencyId,
      cashOnDelivery: false,
      total: order.total,
      paid: Number.NaN,
      received: Number.NaN,
      refunded: order.refunded,
      shippingFee: order.shippingFee,
      tax: order.tax,
      discount: order.discount,
      // No platform tells these of an order; what a file said of them stays.
      deliveryCost: known?.deliveryCost ?? Number.NaN,
      platformFee: known?.platformFee ?? Number.NaN,
      customer: order.customer ?? known?.customer ?? null,
      contact: order.contact ?? known?.contact ?? null,
      shipment: null,
      lines: order.lines.map(lineOf),
    };
  }

  function lineOf(line: PlatformOrderLine): LineDraft {
    return {
      record: 0,
      key: numberedLineRef(line.lineId),
      product: products.met(line.productCode, line.title),
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      amount: line.amount,
      discount: Number.NaN,
      unitCost: Number.NaN,
      lineCost: Number.NaN,
      returned: false,
    };
  }

  function rowOf(order: PlatformOrder, keyHash: number, known: OrderRow | undefined): OrderRow {
    const row = newOrder(draftOf(order, keyHash, known), known?.id ?? ++lastId, NO_IMPORT);
    row.shipments = order.shipments ?? known?.shipments ?? [];
    if (known) keepCosts(row.lines, known.lines);
    return row;
  }

  /** Gives the row given in when nothing has changed. */
  function writeOne(order: PlatformOrder, keyHash: number, known: OrderRow | undefined): OrderRow {
    const row = rowOf(order, keyHash, known);
    if (known && isSame(known, row)) return known;
    if (known) {
      rollups.add(factsOf(known), -1);
      days.add(known.businessDate);
      table.rewrite(row);
    } else {
      table.insert(row);
    }
    rollups.add(factsOf(row), 1);
    days.add(row.businessDate);
    changed.push(row.id);
    return row;
  }

  return {
    write(orders) {
      const hashes = orders.map(({ number }) => hashText(number, seed));
      const byNumber = new Map<string, OrderRow>();
      for (const row of table.load([...new Set(hashes)])) {
        if (row.storeId === store.id && row.platformId === platformId) byNumber.set(row.number, row);
      }
      return orders.map((order, i) => {
        const known = byNumber.get(order.number);
        const row = writeOne(order, hashes[i]!, known);
        // The same order twice on a page: the later word counts.
        byNumber.set(order.number, row);
        return { id: row.id, outcome: row === known ? 'same' : known ? 'changed' : 'added' };
      });
    },
    finish() {
      if (changed.length === 0) return;
      rollups.flush();
      const notes = createChangeNotes(db);
      notes.storeImported(store.id);
      // An order whose sums stay as they were (another status, a shipment) changes its day all the same.
      notes.storeDays(store.id, days);
      if (changed.length > MOST_NAMED) notes.orders();
      else for (const id of changed) notes.order(id);
    },
  };
}

/** What a file or a product list said a line costs stays, as long as it is the same goods. */
function keepCosts(lines: readonly LineRow[], known: readonly LineRow[]): void {
  const byRef = new Map(known.map((line) => [line.ref, line]));
  for (const line of lines) {
    const before = byRef.get(line.ref);
    if (!before || before.cost === null || before.productId !== line.productId || before.quantity !== line.quantity) {
      continue;
    }
    if (line.cost !== null) continue;
    line.cost = before.cost;
    line.costImportId = before.costImportId;
  }
}

function isSame(one: OrderRow, other: OrderRow): boolean {
  return isDeepStrictEqual(inOrder(one), inOrder(other));
}

function inOrder(order: OrderRow): OrderRow {
  const shipments = [...order.shipments].sort((a, b) => (a.trackingNumber < b.trackingNumber ? -1 : 1));
  return { ...order, shipments };
}
