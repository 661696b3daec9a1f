/** What waits, what became of it, and why something is not on a platform yet. */
import type { Change, ChangeState, Reason, TimelineEntry } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { instantOf } from '../instant.ts';
import { type ChangeRow, parseJson, type Shipment } from './change-row.ts';
import { listingLane, orderLane } from './lanes.ts';
import { createStatementCache } from './statement-cache.ts';

type Context = TaskContext<ReadableDb>;

export interface WaitingCounts {
  readonly shopId: number;
  /** Everything that is not acknowledged. */
  readonly waiting: number;
  /** UTC milliseconds. */
  readonly waitingSince: number | null;
  readonly parked: number;
  readonly conflicts: number;
  /** When the first of them is tried next; null: none has to wait. */
  readonly nextTryAt: number | null;
}

function waitingCounts({ db }: Context): WaitingCounts[] {
  return db
    .prepare<[], WaitingCounts>(
      `SELECT s.id AS shopId, count(c.seq) AS waiting, min(c.created_at) AS waitingSince,
         count(CASE WHEN c.parked_at IS NOT NULL THEN 1 END) AS parked,
         (SELECT count(*) FROM conflict f WHERE f.shop_id = s.id AND f.resolution IS NULL) AS conflicts,
         min(CASE WHEN c.parked_at IS NULL AND c.next_try_at > 0 THEN c.next_try_at END) AS nextTryAt
       FROM shop s LEFT JOIN change c ON c.shop_id = s.id AND c.settled_at IS NULL
       WHERE s.disconnected_at IS NULL GROUP BY s.id ORDER BY s.id`,
    )
    .all();
}

export interface PushedOfDay {
  readonly shopId: number;
  readonly changes: number;
  readonly calls: number;
}

/** What was sent on a day (UTC), and the calls that it took. @param args.day days since 1970-01-01. */
function pushedOfDay({ db }: Context, { day }: { day: number }): PushedOfDay[] {
  return db
    .prepare<[number], PushedOfDay>('SELECT shop_id AS shopId, changes, calls FROM push_day WHERE day = ?')
    .all(day);
}

interface NamedChange extends ChangeRow {
  readonly code: string | null;
  readonly name: string | null;
  readonly currency: string | null;
}

const NAMED = `SELECT c.*, p.code, p.name, u.code AS currency FROM change c
  LEFT JOIN product p ON p.id = c.product_id LEFT JOIN currency u ON u.id = c.currency_id`;

/** What each state is among rows. Those that are sent within another one are not listed for themselves. */
const CONDITION = {
  waiting: 'c.settled_at IS NULL AND c.parked_at IS NULL',
  parked: 'c.settled_at IS NULL AND c.parked_at IS NOT NULL AND c.carried_by IS NULL',
  settled: 'c.settled_at IS NOT NULL',
} as const;

export interface ChangesQuestion {
  readonly state: keyof typeof CONDITION;
  readonly shopId?: number | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** The oldest first. */
function changes(
  { db }: Context,
  { state, shopId, after, limit }: ChangesQuestion,
): { changes: Change[]; next: string | null } {
  const rows = db
    .prepare<unknown[], NamedChange>(
      `${NAMED} WHERE ${CONDITION[state]} AND (? IS NULL OR c.shop_id = ?)
         AND c.seq > coalesce((SELECT seq FROM change WHERE id = ?), 0) ORDER BY c.seq LIMIT ?`,
    )
    .all(shopId ?? null, shopId ?? null, after ?? null, limit + 1);
  const page = rows.slice(0, limit);
  return { changes: page.map(changeView), next: rows.length > limit ? (page.at(-1)?.id ?? null) : null };
}

/** Null: there is none of this id. */
function oneChange({ db }: Context, { id }: { id: string }): Change | null {
  const row = db.prepare<[string], NamedChange>(`${NAMED} WHERE c.id = ?`).get(id);
  return row ? changeView(row) : null;
}

/** Gives a change's state as pages show it. */
export function stateOf(row: ChangeRow): ChangeState {
  if (row.outcome) return row.outcome;
  if (row.parked_at !== null) return 'parked';
  if (row.conflict_id !== null) return 'conflict';
  return row.first_sent_at === null ? 'waiting' : 'sending';
}

/** A value as it is shown: of a shipment its number. */
function shown(text: string | null): number | string | null {
  const value = parseJson<number | string | Shipment>(text);
  return typeof value === 'object' && value !== null ? value.trackingNumber : value;
}

/** What the field comes to: of stock the base with the difference. */
function afterOf(row: ChangeRow): number | string | null {
  const value = shown(row.value);
  if (row.kind !== 'stock') return value;
  return Number(shown(row.before) ?? 0) + Number(value ?? 0);
}

function changeView(row: NamedChange): Change {
  return {
    id: row.id,
    shopId: row.shop_id,
    kind: row.kind,
    subject: row.order_number ?? row.code ?? row.listing_id ?? '',
    title: row.name ?? row.order_number ?? '',
    before: shown(row.before),
    after: afterOf(row),
    currency: row.currency,
    state: stateOf(row),
    at: instantOf(row.created_at),
    tries: row.tries,
    nextTryAt: row.settled_at === null && row.next_try_at > 0 ? instantOf(row.next_try_at) : null,
    settledAt: instantOf(row.settled_at),
    problem: parseJson<Reason>(row.problem),
  };
}

export interface Timeline {
  readonly subject: string;
  readonly missing: Reason | null;
  readonly entries: TimelineEntry[];
}

/** A longer timeline shows its newest entries. */
const MOST_ENTRIES = 500;

interface EventRow {
  readonly at: number;
  readonly change_id: string | null;
  readonly kind: ChangeRow['kind'] | null;
  readonly event: TimelineEntry['event'];
  readonly before: string | null;
  readonly after: string | null;
  readonly reason: string | null;
}

/** Why an item is, or is not yet, on a shop. @param args.subject a product's code, a listing's id or an order's number. */
function timeline({ db }: Context, { shopId, subject }: { shopId: number; subject: string }): Timeline {
  const sql = createStatementCache(db);
  const lanes = sql
    .all<{ lane: string }>(
      `SELECT 'listing:' || l.shop_id || '/' || l.listing_id AS lane FROM listing l JOIN product p ON p.id = l.product_id
         WHERE l.shop_id = ? AND p.code = ?`,
      shopId,
      subject,
    )
    .map(({ lane }) => lane);
  const asked = JSON.stringify([...lanes, listingLane(shopId, subject), orderLane(shopId, subject)]);
  const rows = sql.all<TimelineRow>(
    `SELECT c.*, e.kind = 'followed' AS followed FROM change c LEFT JOIN edit e ON e.id = c.edit_id
     WHERE c.lane IN (SELECT value FROM json_each(?)) ORDER BY c.seq DESC LIMIT ${MOST_ENTRIES}`,
    asked,
  );
  const events = sql.all<EventRow>(
    `SELECT at, change_id, kind, event, before, after, reason FROM change_event
     WHERE lane IN (SELECT value FROM json_each(?)) ORDER BY id DESC LIMIT ${MOST_ENTRIES}`,
    asked,
  );
  const entries = [...rows.flatMap(stationsOf), ...events.map(eventView)]
    .sort((a, b) => a.at.localeCompare(b.at))
    .slice(-MOST_ENTRIES);
  return { subject, missing: missingReason(rows), entries };
}

/** A change, and whether it is another shop's movement instead of somebody's edit. */
interface TimelineRow extends ChangeRow {
  readonly followed: 0 | 1 | null;
}

function stationsOf(row: TimelineRow): TimelineEntry[] {
  const station = { changeId: row.id, kind: row.kind, before: shown(row.before), after: afterOf(row), reason: null };
  const saved: TimelineEntry = {
    ...station,
    at: instantOf(row.created_at),
    event: row.followed === 1 ? 'followed' : 'saved',
  };
  if (row.settled_at === null || row.outcome === null) return [saved];
  return [saved, { ...station, at: instantOf(row.settled_at), event: row.outcome }];
}

function eventView(row: EventRow): TimelineEntry {
  return {
    at: instantOf(row.at),
    event: row.event,
    changeId: row.change_id,
    kind: row.kind,
    before: shown(row.before),
    after: shown(row.after),
    reason: parseJson<Reason>(row.reason),
  };
}

/** What stands in the way of the item; null: nothing waits. */
function missingReason(rows: readonly ChangeRow[]): Reason | null {
  const waiting = rows.filter((row) => row.settled_at === null);
  if (waiting.length === 0) return null;
  if (waiting.some((row) => row.conflict_id !== null)) return { code: 'CHANGE_IN_CONFLICT', details: {} };
  const problem = waiting.find((row) => row.problem !== null)?.problem ?? null;
  return parseJson<Reason>(problem) ?? { code: 'CHANGE_WAITING', details: {} };
}

/** When a change came to its end last, in UTC milliseconds; null: none has yet. Read off the end of an index. */
function lastSettled({ db }: Context): number | null {
  return db
    .prepare<[], number | null>('SELECT max(settled_at) FROM change WHERE settled_at IS NOT NULL')
    .pluck()
    .get()!;
}

/** Tells this outbox from every other one; a copy of the disk has the same. */
function identity({ db }: Context): string {
  return db.prepare<[], string>('SELECT node FROM hybrid_clock').pluck().get()!;
}

export const outboxQueries = {
  'outbox.identity': identity,
  'outbox.counts': waitingCounts,
  'outbox.lastSettled': lastSettled,
  'outbox.pushed': pushedOfDay,
  'outbox.changes': changes,
  'outbox.change': oneChange,
  'outbox.timeline': timeline,
};
