/** The log in words, as the pages read it. */
import type { SyncLogLine } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext, WritableDb } from '../../database/index.ts';
import { instantOf } from '../instant.ts';
import { type LogLine, noteLog, type Transact } from '../outbox/index.ts';

export interface LogQuestion {
  readonly shopId?: number | undefined;
  /** Only lines older than this one. */
  readonly before?: number | undefined;
  readonly limit: number;
}

interface LogRow {
  readonly id: number;
  readonly at: number;
  readonly shop_id: number | null;
  readonly level: SyncLogLine['level'];
  readonly event: string;
  readonly details: string;
}

/** The newest first. */
function logLines({ db }: TaskContext<ReadableDb>, { shopId, before, limit }: LogQuestion): SyncLogLine[] {
  return db
    .prepare<unknown[], LogRow>(
      `SELECT id, at, shop_id, level, event, details FROM sync_log
       WHERE (? IS NULL OR shop_id = ?) AND id < ? ORDER BY id DESC LIMIT ?`,
    )
    .all(shopId ?? null, shopId ?? null, before ?? Number.MAX_SAFE_INTEGER, limit)
    .map(({ id, at, shop_id, level, event, details }) => ({
      id,
      at: instantOf(at),
      shopId: shop_id,
      level,
      event,
      details: JSON.parse(details) as SyncLogLine['details'],
    }));
}

/** Since when sync is paused, in UTC milliseconds; null: it is not. */
function pausedAt({ db }: TaskContext<ReadableDb>): number | null {
  return db.prepare<[], number | null>('SELECT paused_at FROM sync_state').pluck().get() ?? null;
}

/** Pauses sync, or lets it go on. Gives since when it is paused. */
function pause({ db, now }: TaskContext<WritableDb>, { paused }: { readonly paused: boolean }): number | null {
  return db
    .prepare<[number | null, number], number | null>(
      'UPDATE sync_state SET paused_at = CASE WHEN ? IS NULL THEN NULL ELSE coalesce(paused_at, ?) END RETURNING paused_at',
    )
    .pluck()
    .get(paused ? 1 : null, now())!;
}

/** Adds a line to the log that staff read. */
function createNote(transact: Transact) {
  return (context: TaskContext<WritableDb>, { seed, ...line }: LogLine & { readonly seed: string }): void =>
    transact(context, seed, (tx) => noteLog(tx, line));
}

export const statusReadTasks = { 'sync.log': logLines, 'sync.pausedAt': pausedAt };
export type StatusReadTasks = typeof statusReadTasks;
/** Makes the tasks that pause sync and write its log. */
export function createStatusWriteTasks(transact: Transact) {
  return { 'sync.pause': pause, 'sync.note': createNote(transact) };
}
export type StatusWriteTasks = ReturnType<typeof createStatusWriteTasks>;
