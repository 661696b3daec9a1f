/** What the reader workers answer about imports: the history, the saved templates, the stores that a file may be for. */

import type { FileKind, FileSettings, ImportCounts, Reason } from '#shared/contract/index.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { undoableImport } from './import-record.ts';

type Context = TaskContext<ReadableDb>;

export interface StoredImport {
  readonly id: number;
  /** UTC milliseconds. */
  readonly startedAt: number;
  readonly finishedAt: number | null;
  readonly state: 'committed' | 'cancelled' | 'failed' | 'undone';
  readonly files: { name: string; kind: FileKind; rows: number }[];
  readonly counts: ImportCounts | null;
  readonly failure: Reason | null;
  readonly canUndo: boolean;
}

interface ImportRow extends Omit<StoredImport, 'files' | 'counts' | 'failure' | 'canUndo'> {
  files: string;
  counts: string | null;
  failure: string | null;
}

export function importHistoryTask({ db }: Context, args: { limit: number }): StoredImport[] {
  const undoable = undoableImport(db);
  return db
    .prepare<[number], ImportRow>(
      `SELECT id, started_at AS startedAt, finished_at AS finishedAt, state, files, counts, failure
       FROM import ORDER BY id DESC LIMIT ?`,
    )
    .all(args.limit)
    .map((row) => ({
      ...row,
      files: JSON.parse(row.files) as StoredImport['files'],
      counts: row.counts === null ? null : (JSON.parse(row.counts) as ImportCounts),
      failure: row.failure === null ? null : (JSON.parse(row.failure) as Reason),
      canUndo: row.id === undoable,
    }));
}

/** Gives the largest import id there is, 0 for none. */
export function lastImportIdTask({ db }: Context): number {
  return Number(db.prepare<[], number>('SELECT ifnull(max(id), 0) FROM import').pluck().get());
}

export interface SavedTemplate {
  readonly name: string;
  readonly headings: readonly string[];
  readonly settings: FileSettings;
}

export function savedTemplatesTask({ db }: Context): SavedTemplate[] {
  return db
    .prepare<[], { name: string; headings: string; settings: string }>(
      'SELECT name, headings, settings FROM mapping_template ORDER BY name',
    )
    .all()
    .map(({ name, headings, settings }) => ({
      name,
      headings: JSON.parse(headings) as string[],
      settings: JSON.parse(settings) as FileSettings,
    }));
}

export interface KnownStore {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string | null;
}

/** Gives every store: names to choose from, and zones by which times in files are understood. */
export function knownStoresTask({ db }: Context): KnownStore[] {
  return db
    .prepare<[], KnownStore>(
      `SELECT s.id, s.code, s.name, s.time_zone AS timeZone, c.code AS currency
       FROM store s LEFT JOIN currency c ON c.id = s.currency_id ORDER BY s.name, s.id`,
    )
    .all();
}
