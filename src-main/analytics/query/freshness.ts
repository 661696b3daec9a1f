/** How old the numbers are and where they came from: the newest import that touched the scope and was not undone. */
import type { Freshness, StoreScope } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { onOneState } from './question.ts';
import { resolveScope, type Scope } from './scope.ts';
import { statement } from './statement.ts';

export const NEWEST_IMPORT_SQL = `SELECT id, finished_at, files FROM import
  WHERE state = 'committed' ORDER BY id DESC LIMIT 1`;
export const NEWEST_STORE_IMPORT_SQL = `SELECT i.id, i.finished_at, i.files FROM import_store s
  CROSS JOIN import i ON i.id = s.import_id AND i.state = 'committed'
  WHERE s.store_id = ? + 0 ORDER BY s.import_id DESC LIMIT 1`;

type ImportRow = [id: number, finishedAt: number | null, files: string];

/** @param now UTC milliseconds. */
export function readFreshness(db: ReadableDb, scope: Scope, now: number): Freshness {
  const newest = newestImport(db, scope);
  const finishedAt = new Date(newest?.[1] ?? 0).toISOString();
  return {
    computedAt: new Date(now).toISOString(),
    dataAsOf: newest ? finishedAt : null,
    lastImport: newest ? { id: newest[0] as ImportId, finishedAt, files: fileNames(newest[2]) } : null,
    source: 'database',
    stale: false,
  };
}

function newestImport(db: ReadableDb, scope: Scope): ImportRow | undefined {
  if (scope.only === 0) return statement(db, NEWEST_IMPORT_SQL, 'array').get() as ImportRow | undefined;
  const find = statement(db, NEWEST_STORE_IMPORT_SQL, 'array');
  let newest: ImportRow | undefined;
  for (const id of scope.stores.keys()) {
    const row = find.get(id) as ImportRow | undefined;
    if (row && (!newest || row[0] > newest[0])) newest = row;
  }
  return newest;
}

function fileNames(files: string): string[] {
  return (JSON.parse(files) as { name: string }[]).map(({ name }) => name);
}

export interface FreshnessQuestion {
  readonly stores: StoreScope;
  /** UTC milliseconds. */
  readonly now: number;
  readonly defaultTimeZone: string;
}

/** How old the scope's data are, without any numbers. */
export function freshnessTask(
  { db }: TaskContext<ReadableDb>,
  { stores, now, defaultTimeZone }: FreshnessQuestion,
): Pick<Freshness, 'dataAsOf' | 'lastImport'> {
  return onOneState(db, () => {
    const { dataAsOf, lastImport } = readFreshness(db, resolveScope(db, stores, defaultTimeZone), now);
    return { dataAsOf, lastImport };
  });
}
