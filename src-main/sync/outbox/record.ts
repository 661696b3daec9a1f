/** What is written down of what happened: stations of a change, lines of the log, the audit. */
import type { Reason, TimelineEntry } from '#shared/contract/index.ts';
import type { PushKind } from '../platform/index.ts';
import type { ChangeRow } from './change-row.ts';
import type { SyncTransaction } from './transaction.ts';

/** A change's own row tells when it was saved and settled; these are the stations in between. */
export interface Station {
  readonly lane: string;
  readonly changeId: string | null;
  readonly kind: PushKind | null;
  readonly event: TimelineEntry['event'];
  readonly before?: number | string | null;
  readonly after?: number | string | null;
  readonly reason?: Reason | null;
}

/** Adds an entry to the timeline of a lane. */
export function noteStation(tx: SyncTransaction, station: Station): void {
  const json = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value));
  tx.run(
    'INSERT INTO change_event (at, lane, change_id, kind, event, before, after, reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    tx.now,
    station.lane,
    station.changeId,
    station.kind,
    station.event,
    json(station.before),
    json(station.after),
    json(station.reason),
  );
}

/** What staff know a change's subject by: an order's number, or a product's name and code; never a platform's own id. */
export function subjectOf(
  tx: SyncTransaction,
  change: Pick<ChangeRow, 'order_number' | 'product_id' | 'listing_id'>,
): string {
  if (change.order_number !== null) return change.order_number;
  const product = tx.get<{ code: string; name: string | null; title: string | null }>(
    `SELECT p.code, p.name, (SELECT l.title FROM listing l WHERE l.product_id = p.id AND l.listing_id = ?) AS title
     FROM product p WHERE p.id = ?`,
    change.listing_id,
    change.product_id,
  );
  if (!product) return change.listing_id ?? '';
  const name = product.name ?? product.title ?? product.code;
  // A listing without a code of the seller's goes by the platform's own id, which says nothing to anybody.
  const isOwnCode = change.listing_id === null || !product.code.endsWith(`:${change.listing_id}`);
  return isOwnCode && name !== product.code ? `${name} (${product.code})` : name;
}

export interface LogLine {
  readonly shopId: number | null;
  readonly level: 'info' | 'warning' | 'error';
  /** What `sync.log.*` in the page's words has a sentence for. */
  readonly event: string;
  readonly details?: Readonly<Record<string, string | number | boolean>>;
}

/** The newest lines are kept, up to this many. */
const MOST_LINES = 20_000;

/** Adds a line to the log that staff read, and drops the oldest beyond the limit. */
export function noteLog(tx: SyncTransaction, { shopId, level, event, details = {} }: LogLine): void {
  tx.run(
    'INSERT INTO sync_log (at, shop_id, level, event, details) VALUES (?, ?, ?, ?, ?)',
    tx.now,
    shopId,
    level,
    event,
    JSON.stringify(details),
  );
  tx.run('DELETE FROM sync_log WHERE id <= (SELECT max(id) FROM sync_log) - ?', MOST_LINES);
}

export interface AuditLine {
  readonly actor: string;
  readonly action: string;
  readonly subject: string;
  /** No customers' data. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** Adds a line to the audit: who did what. */
export function noteAudit(tx: SyncTransaction, { actor, action, subject, details = {} }: AuditLine): void {
  tx.run(
    'INSERT INTO audit (at, actor, action, subject, details) VALUES (?, ?, ?, ?, ?)',
    tx.now,
    actor,
    action,
    subject,
    JSON.stringify(details),
  );
}
