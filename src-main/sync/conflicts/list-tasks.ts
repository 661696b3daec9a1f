/** Conflicts as the pages read them. */
import type { Conflict } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { instantOf } from '../instant.ts';
import { parseJson } from '../outbox/index.ts';
import { type ConflictRow, UNDO_HOURS } from './resolve-tasks.ts';

type Context = TaskContext<ReadableDb>;

interface NamedConflict extends ConflictRow {
  readonly platform: string;
  readonly shop: string;
  readonly code: string | null;
  readonly name: string | null;
  readonly currency: string | null;
  readonly order_number: string | null;
  readonly listing_id: string | null;
}

const NAMED = `SELECT f.*, s.platform, s.title AS shop, p.code, p.name, u.code AS currency, c.order_number, c.listing_id
  FROM conflict f JOIN shop s ON s.id = f.shop_id LEFT JOIN change c ON c.id = f.change_id
  LEFT JOIN product p ON p.id = c.product_id LEFT JOIN currency u ON u.id = c.currency_id`;

/** Those that wait, the oldest first; those that were decided, the newest first. */
function listConflicts(
  { db, now }: Context,
  { state, limit }: { readonly state: 'open' | 'resolved'; readonly limit: number },
): { conflicts: Conflict[]; total: number } {
  const condition = state === 'open' ? 'f.resolution IS NULL' : 'f.resolution IS NOT NULL';
  const order = state === 'open' ? 'f.detected_at, f.id' : 'f.resolved_at DESC, f.id DESC';
  const rows = db.prepare<[number], NamedConflict>(`${NAMED} WHERE ${condition} ORDER BY ${order} LIMIT ?`).all(limit);
  const total = db.prepare<[], number>(`SELECT count(*) FROM conflict f WHERE ${condition}`).pluck().get() ?? 0;
  return { conflicts: rows.map((row) => view(row, now())), total };
}

/** Null: there is none of this id. */
function oneConflict({ db, now }: Context, { id }: { readonly id: number }): Conflict | null {
  const row = db.prepare<[number], NamedConflict>(`${NAMED} WHERE f.id = ?`).get(id);
  return row ? view(row, now()) : null;
}

const HOUR = 3_600_000;

function view(row: NamedConflict, now: number): Conflict {
  const until = row.resolved_at === null ? null : row.resolved_at + UNDO_HOURS * HOUR;
  return {
    id: row.id,
    shopId: row.shop_id,
    platform: row.platform,
    shop: row.shop,
    kind: row.kind,
    subject: row.order_number ?? row.code ?? row.listing_id ?? '',
    title: row.name ?? row.order_number ?? '',
    currency: row.currency,
    base: parseJson(row.base),
    local: parseJson(row.local),
    remote: parseJson(row.remote),
    localAt: instantOf(row.local_at),
    remoteAt: instantOf(row.remote_at),
    detectedAt: instantOf(row.detected_at),
    resolution: row.resolution,
    resolvedValue: parseJson(row.resolved_value),
    resolvedAt: instantOf(row.resolved_at),
    undoableUntil: until === null || until <= now ? null : instantOf(until),
  };
}

export const conflictReadTasks = { 'conflicts.list': listConflicts, 'conflicts.one': oneConflict };
