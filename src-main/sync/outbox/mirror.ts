/**
 * A second, small file that holds the outbox alone, so that the loss of the database takes no change with it. It is a file of
 * its own with a log of its own: nothing that befalls one befalls the other.
 */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';
import { databaseFiles, toDatabaseError } from '../../database/index.ts';
import type { MirroredChange, MirroredEdit } from './mirrored.ts';

/** What is compared without reading the rest. */
export interface MirroredState {
  readonly id: string;
  readonly seq: number;
  readonly rev: number;
  readonly settled: 0 | 1;
}

export interface Mirror {
  /** By the order in which they were made. */
  states(): MirroredState[];
  change(id: string): MirroredChange | null;
  edit(id: string): MirroredEdit | null;
  /** All of it is on the disk when this returns. */
  put(changes: readonly MirroredChange[], edits: readonly MirroredEdit[]): void;
  /** False: somebody has taken the file away. */
  isThere(): boolean;
  close(): void;
}

/** A newer layout of this file gets another number; the mirror is then made anew from the database. */
const LAYOUT = 1;
/** A backup that is older than this may bring back changes as waiting that were sent long ago. */
const KEPT_MILLISECONDS = 400 * 24 * 3_600_000;

const SCHEMA = `
CREATE TABLE mirrored_change (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, rev INTEGER NOT NULL, settled_at INTEGER, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE mirrored_edit (id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL) STRICT, WITHOUT ROWID;
PRAGMA user_version = ${LAYOUT};
`;

export function mirrorFile(dataDirectory: string): string {
  return join(dataDirectory, 'outbox.db');
}

/**
 * Opens the mirror of a data directory. One that is damaged is set aside, never deleted, and begun anew.
 * @param now UTC milliseconds.
 * @throws AppError DISK_FULL, DISK_WRITE_FAILED, …
 */
export function openMirror(dataDirectory: string, now: number): { readonly mirror: Mirror; readonly damaged: boolean } {
  const file = mirrorFile(dataDirectory);
  try {
    return { mirror: over(file, open(file), now), damaged: false };
  } catch (error) {
    if (toDatabaseError(error).code !== 'DATABASE_CORRUPT') throw error;
    setAside(file, dataDirectory, now);
    return { mirror: over(file, open(file), now), damaged: true };
  }
}

function open(file: string): Sqlite {
  const db = new SqliteDatabase(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const found = db.pragma('quick_check(1)', { simple: true });
    if (found !== 'ok') throw new AppError('DATABASE_CORRUPT', { details: { problem: String(found) } });
    const layout = Number(db.pragma('user_version', { simple: true }));
    if (layout === 0) db.transaction(() => db.exec(SCHEMA)).immediate();
    else if (layout !== LAYOUT) throw new AppError('DATABASE_CORRUPT', { details: { problem: `layout ${layout}` } });
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

function setAside(file: string, dataDirectory: string, now: number): void {
  const folder = join(databaseFiles(dataDirectory).damaged, `outbox-${now}`);
  mkdirSync(folder, { recursive: true });
  for (const suffix of ['', '-wal', '-shm']) {
    if (existsSync(`${file}${suffix}`)) renameSync(`${file}${suffix}`, join(folder, `outbox.db${suffix}`));
  }
}

function over(file: string, db: Sqlite, now: number): Mirror {
  const inode = () => statSync(file, { throwIfNoEntry: false })?.ino;
  const opened = inode();
  db.prepare('DELETE FROM mirrored_change WHERE settled_at < ?').run(now - KEPT_MILLISECONDS);
  db.prepare('DELETE FROM mirrored_edit WHERE at < ?').run(now - KEPT_MILLISECONDS);
  const putChange = db.prepare(
    `INSERT INTO mirrored_change (id, seq, rev, settled_at, body) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, rev = excluded.rev, settled_at = excluded.settled_at, body = excluded.body`,
  );
  const putEdit = db.prepare(
    'INSERT INTO mirrored_edit (id, at, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body',
  );
  const bodyOf = (table: string) => db.prepare<[string], string>(`SELECT body FROM ${table} WHERE id = ?`).pluck();
  const findChange = bodyOf('mirrored_change');
  const findEdit = bodyOf('mirrored_edit');
  const read = <Body>(body: string | undefined) => (body === undefined ? null : (JSON.parse(body) as Body));
  return {
    states: () =>
      db
        .prepare<[], MirroredState>(
          'SELECT id, seq, rev, settled_at IS NOT NULL AS settled FROM mirrored_change ORDER BY seq, id',
        )
        .all(),
    change: (id) => read<MirroredChange>(findChange.get(id)),
    edit: (id) => read<MirroredEdit>(findEdit.get(id)),
    put: (changes, edits) =>
      db
        .transaction(() => {
          for (const edit of edits) putEdit.run(edit.id, edit.at, JSON.stringify(edit));
          for (const change of changes) {
            const { id, seq, rev, settled_at } = change.row;
            putChange.run(id, seq, rev, settled_at, JSON.stringify(change));
          }
        })
        .immediate(),
    isThere: () => opened !== undefined && inode() === opened,
    close: () => void db.close(),
  };
}
