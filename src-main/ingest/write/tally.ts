/** The counts of an import: every row of its files is in exactly one of added, changed, unchanged, rejected, skipped. */
import type { ImportCounts } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { OrderBatch, RowVerdict } from '../order-batch.ts';

export interface Tally {
  rows: number;
  added: number;
  changed: number;
  unchanged: number;
  skipped: number;
  orders: number;
  stock: number;
  /** Day numbers of the earliest and the latest order met; Infinity and -Infinity before the first. */
  firstDay: number;
  lastDay: number;
  /** Rows that the writer refused. */
  readonly refused: RowVerdict[];
  /** Rows that made or changed something, by store. */
  readonly rowsByStore: Map<number, number>;
}

export function createTally(): Tally {
  return {
    rows: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    skipped: 0,
    orders: 0,
    stock: 0,
    firstDay: Number.POSITIVE_INFINITY,
    lastDay: Number.NEGATIVE_INFINITY,
    refused: [],
    rowsByStore: new Map(),
  };
}

/** Notes that rows of a store made or changed something. */
export function noteStore(tally: Tally, storeId: number, rows: number): void {
  tally.rowsByStore.set(storeId, (tally.rowsByStore.get(storeId) ?? 0) + rows);
}

/** Notes the new orders of a batch that went into the tables by its columns alone: those that have the id of their store. */
export function noteSettled(tally: Tally, { orders, storeId, lineStart, businessDate }: OrderBatch): void {
  const rowsOf = new Uint32Array(storeId.reduce((most, id) => Math.max(most, id), 0) + 1);
  for (let order = 0; order < orders; order++) {
    const store = storeId[order]!;
    if (store === 0) continue;
    rowsOf[store]! += lineStart[order + 1]! - lineStart[order]!;
    tally.orders++;
    noteDay(tally, businessDate[order]!);
  }
  for (const [store, rows] of rowsOf.entries()) {
    if (rows === 0) continue;
    tally.added += rows;
    noteStore(tally, store, rows);
  }
}

/** Notes the day of an order that the files have. */
export function noteDay(tally: Tally, day: number): void {
  if (day < tally.firstDay) tally.firstDay = day;
  if (day > tally.lastDay) tally.lastDay = day;
}

/** @param rejected all refused rows, the reader's and the writer's. */
export function importCounts(
  tally: Tally,
  rejected: readonly RowVerdict[],
  touched: { readonly products: number; readonly stores: number },
): ImportCounts {
  const byReason = new Map<string, number>();
  for (const { reason } of rejected) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  return {
    rows: tally.rows,
    added: tally.added,
    changed: tally.changed,
    unchanged: tally.unchanged,
    rejected: rejected.length,
    skipped: tally.skipped,
    orders: tally.orders,
    products: touched.products,
    stores: touched.stores,
    stock: tally.stock,
    firstDate: dateOf(tally.firstDay),
    lastDate: dateOf(tally.lastDay),
    rejections: [...byReason].map(([reason, rows]) => ({ reason, rows })).sort((a, b) => b.rows - a.rows),
  };
}

function dateOf(day: number): string | null {
  return Number.isFinite(day) ? businessDate(day) : null;
}
