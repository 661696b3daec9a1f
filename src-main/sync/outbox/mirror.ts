/**
 * A second, small file that holds the outbox alone, so that the loss of the database takes no change with it. It is a file of
 * its own with a log of its own: nothing that befalls one befalls the other. Each row bears a checksum, so that where the two
 * say different things it is known which of them is right.
 */
import { existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
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

/** Who had the right to send last, as this data directory knows it. */
export interface Owner {
  /** What that right was numbered with; null: it was never had. */
  readonly fence: number | null;
  /** Times that it was asked for since. */
  readonly claims: number;
}

export interface Mirror {
  /** By the order in which they were made. */
  states(): MirroredState[];
  /** Null: it is not there, or not what was written. */
  change(id: string): MirroredChange | null;
  /** The same. */
  edit(id: string): MirroredEdit | null;
  /** All of it is on the disk when this returns. */
  put(changes: readonly MirroredChange[], edits: readonly MirroredEdit[]): void;
  owner(): Owner;
  /** On the disk when this returns. */
  keepOwner(owner: Owner): void;
  /** Forgets what is old, and of what is settled all but the newest: with each opening, and once a night. @param now UTC milliseconds. */
  prune(now: number): void;
  /** False: somebody has taken the file away. */
  isThere(): boolean;
  close(): void;
}

/** A newer layout of this file gets another number; the mirror is then made anew from the database. */
const LAYOUT = 5;
/** A backup that is older than this may bring back changes as waiting that were sent long ago. */
const KEPT_MILLISECONDS = 400 * 24 * 3_600_000;
/** Beyond what the database itself keeps settled (90 days), no more than this: some 100 MB. What waits is kept, however much it is. */
const MOST_SETTLED = 100_000;
const ALL_KEPT_MILLISECONDS = 100 * 24 * 3_600_000;
/** An edit that no change names is of no use; one that is just being written may be there before its changes. */
const LONE_EDIT_MILLISECONDS = 24 * 3_600_000;

const SCHEMA = `
CREATE TABLE mirrored_change (
  id TEXT PRIMARY KEY, seq INTEGER NOT NULL, rev INTEGER NOT NULL, settled_at INTEGER, body TEXT NOT NULL,
  sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE mirrored_edit (
  id TEXT PRIMARY KEY, at INTEGER NOT NULL, body TEXT NOT NULL, sum INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE owner (fence INTEGER, claims INTEGER NOT NULL) STRICT;
INSERT INTO owner VALUES (NULL, 0);
PRAGMA user_version = ${LAYOUT};
`;

/** Gives the path of the mirror of a data directory. */
export function mirrorFile(dataDirectory: string): string {
  return join(dataDirectory, 'outbox.db');
}

interface ChangeRecord {
  readonly id: string;
  readonly seq: number;
  readonly rev: number;
  readonly settled_at: number | null;
  readonly body: string;
  readonly sum: number;
}

interface EditRecord {
  readonly id: string;
  readonly at: number;
  readonly body: string;
  readonly sum: number;
}

function changeSum({ id, seq, rev, settled_at, body }: Omit<ChangeRecord, 'sum'>): number {
  return crc32(`${id} ${seq} ${rev} ${settled_at} ${body}`);
}

function editSum({ id, at, body }: Omit<EditRecord, 'sum'>): number {
  return crc32(`${id} ${at} ${body}`);
}

/**
 * Opens the mirror of a data directory. One that is damaged is set aside, never deleted, and begun anew with what is whole in it.
 * @param now UTC milliseconds.
 * @throws AppError DISK_FULL, DISK_WRITE_FAILED, …
 */
export function openMirror(dataDirectory: string, now: number): { readonly mirror: Mirror; readonly damaged: boolean } {
  const file = mirrorFile(dataDirectory);
  try {
    return { mirror: over(file, open(file), now), damaged: false };
  } catch (error) {
    if (toDatabaseError(error).code !== 'DATABASE_CORRUPT') throw error;
    const whole = salvage(file);
    setAside(file, dataDirectory, now);
    const db = open(file);
    whole.writeTo(db);
    return { mirror: over(file, db, now), damaged: true };
  }
}

/** Reads what can be read of a damaged mirror, up to where it cannot; what its checksum does not hold for is left behind. */
function salvage(file: string): { writeTo(db: Sqlite): void } {
  const changes: ChangeRecord[] = [];
  const edits: EditRecord[] = [];
  const db = new SqliteDatabase(file, { readonly: true });
  try {
    readInto(changes, db.prepare<[], ChangeRecord>('SELECT * FROM mirrored_change'), changeSum);
    readInto(edits, db.prepare<[], EditRecord>('SELECT * FROM mirrored_edit'), editSum);
  } catch (error) {
    // What of it cannot be read is what it is set aside for.
    if (toDatabaseError(error).code !== 'DATABASE_CORRUPT' && !isOtherLayout(error)) throw error;
  } finally {
    db.close();
  }
  return {
    writeTo(fresh) {
      const write = writing(fresh);
      fresh.transaction(() => {
        for (const edit of edits) write.edit(edit);
        for (const change of changes) write.change(change);
      })();
    },
  };
}

function isOtherLayout(error: unknown): boolean {
  return error instanceof SqliteDatabase.SqliteError && error.code === 'SQLITE_ERROR';
}

function readInto<Row extends { readonly sum: number }>(
  rows: Row[],
  all: SqliteDatabase.Statement<[], Row>,
  sumOf: (row: Row) => number,
): void {
  for (const row of all.iterate()) if (sumOf(row) === row.sum) rows.push(row);
}

function writing(db: Sqlite) {
  const putChange = db.prepare(
    `INSERT INTO mirrored_change (id, seq, rev, settled_at, body, sum) VALUES (:id, :seq, :rev, :settled_at, :body, :sum)
     ON CONFLICT DO UPDATE SET seq = excluded.seq, rev = excluded.rev, settled_at = excluded.settled_at,
       body = excluded.body, sum = excluded.sum`,
  );
  const putEdit = db.prepare(
    `INSERT INTO mirrored_edit (id, at, body, sum) VALUES (:id, :at, :body, :sum)
     ON CONFLICT DO UPDATE SET at = excluded.at, body = excluded.body, sum = excluded.sum`,
  );
  return {
    change: (row: Omit<ChangeRecord, 'sum'>) => void putChange.run({ ...row, sum: changeSum(row) }),
    edit: (row: Omit<EditRecord, 'sum'>) => void putEdit.run({ ...row, sum: editSum(row) }),
  };
}

function open(file: string): Sqlite {
  const db = new SqliteDatabase(file);
  try {
    db.pragma('journal_mode = WAL');
    db.pragma('synchronous = FULL');
    const found = db.pragma('integrity_check(1)', { simple: true });
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

function pruning(db: Sqlite): (now: number) => void {
  const forgetBefore = db.prepare<[number]>('DELETE FROM mirrored_change WHERE settled_at < ?');
  const newestOfTooMany = db
    .prepare<[], number>(
      `SELECT settled_at FROM mirrored_change WHERE settled_at IS NOT NULL
       ORDER BY settled_at DESC LIMIT 1 OFFSET ${MOST_SETTLED}`,
    )
    .pluck();
  const forgetLoneEdits = db.prepare<[number]>(
    `DELETE FROM mirrored_edit WHERE at < ? AND id NOT IN (SELECT body ->> '$.row.edit_id' FROM mirrored_change)`,
  );
  return (now) =>
    db
      .transaction(() => {
        const tooMany = newestOfTooMany.get();
        const before = tooMany === undefined ? 0 : Math.min(tooMany + 1, now - ALL_KEPT_MILLISECONDS);
        const { changes } = forgetBefore.run(Math.max(before, now - KEPT_MILLISECONDS));
        if (changes > 0) forgetLoneEdits.run(now - LONE_EDIT_MILLISECONDS);
      })
      .immediate();
}

function over(file: string, db: Sqlite, now: number): Mirror {
  const inode = () => statSync(file, { throwIfNoEntry: false })?.ino;
  const opened = inode();
  const prune = pruning(db);
  prune(now);
  const write = writing(db);
  const readOwner = db.prepare<[], Owner>('SELECT fence, claims FROM owner');
  const writeOwner = db.prepare<[Owner]>('UPDATE owner SET fence = :fence, claims = :claims');
  const findChange = db.prepare<[string], ChangeRecord>('SELECT * FROM mirrored_change WHERE id = ?');
  const findEdit = db.prepare<[string], EditRecord>('SELECT * FROM mirrored_edit WHERE id = ?');
  return {
    states: () =>
      db
        .prepare<[], MirroredState>(
          'SELECT id, seq, rev, settled_at IS NOT NULL AS settled FROM mirrored_change ORDER BY seq, id',
        )
        .all(),
    change(id) {
      const row = findChange.get(id);
      return row && changeSum(row) === row.sum ? (JSON.parse(row.body) as MirroredChange) : null;
    },
    edit(id) {
      const row = findEdit.get(id);
      return row && editSum(row) === row.sum ? (JSON.parse(row.body) as MirroredEdit) : null;
    },
    put: (changes, edits) =>
      db
        .transaction(() => {
          for (const edit of edits) write.edit({ id: edit.id, at: edit.at, body: JSON.stringify(edit) });
          for (const change of changes) {
            const { id, seq, rev, settled_at } = change.row;
            write.change({ id, seq, rev, settled_at, body: JSON.stringify(change) });
          }
        })
        .immediate(),
    owner: () => readOwner.get()!,
    keepOwner: (owner) => void writeOwner.run(owner),
    prune,
    isThere: () => opened !== undefined && inode() === opened,
    close: () => void db.close(),
  };
}
