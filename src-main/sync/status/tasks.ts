/** The log in words, as the pages read it. */
import type { SyncLogLine } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';

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
      at: new Date(at).toISOString(),
      shopId: shop_id,
      level,
      event,
      details: JSON.parse(details) as SyncLogLine['details'],
    }));
}

export const statusReadTasks = { 'sync.log': logLines };
export type StatusReadTasks = typeof statusReadTasks;
