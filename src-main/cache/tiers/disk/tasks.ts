/** The disk tier’s thread: it alone writes `cache.db`. A second thread with the same tasks, on demand, reads batches of rows. */
import SqliteDatabase, { type Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';
import type { Stamp } from '../../entry.ts';
import { LEVELS, type Level } from '../../level.ts';
import { readRecord } from '../entry-record.ts';
import type { MissedWrite } from '../recovery/recovery-store.ts';
import { type Applier, createApplier } from './apply.ts';
import { openCacheFile, type Replaced, setAside } from './cache-file.ts';
import { READ_ENTRY, type ReadRow } from './entry-row.ts';
import { createInvalidations } from './invalidations.ts';
import { hashKey } from './key-hash.ts';
import {
  type DiskOpened,
  type DiskOperation,
  type DiskUse,
  floorMark,
  MARK_STAMP,
  type MissedKind,
} from './operation.ts';
import { createSweeper, type Sweeper } from './sweep.ts';

const MISSED_BYTES_AT_ONCE = 4 << 20;

interface Open {
  readonly db: Sqlite;
  readonly applier: Applier;
  readonly sweeper: Sweeper;
}

/** A row as it was read: the thread that asked checks it. */
export interface FoundRow {
  readonly row: ReadRow | null;
}

function readFloors(db: Sqlite): [Level | null, Stamp][] {
  const mark = db.prepare<[string], { value: number }>('SELECT value FROM mark WHERE name = ?');
  return [null, ...LEVELS].flatMap((level) => {
    const found = mark.get(floorMark(level));
    return found ? [[level, found.value] as [Level | null, Stamp]] : [];
  });
}

/** Gives some of them, in any order (there is one of a key), and not more than a few megabytes at once. */
function missedWrites(db: Sqlite, most: number): MissedWrite[] {
  const rows = db
    .prepare<[number], { run: string | null; sequence: number | null; record: Uint8Array }>(
      'SELECT run, sequence, record FROM missed_write LIMIT ?',
    )
    .iterate(most);
  const writes: MissedWrite[] = [];
  let bytes = 0;
  for (const { run, sequence, record } of rows) {
    const read = readRecord(record);
    if (!read) continue;
    writes.push({ entry: read.entry, heard: run === null || sequence === null ? null : { run, sequence } });
    bytes += record.length;
    if (bytes > MISSED_BYTES_AT_ONCE) break;
  }
  return writes;
}

/** Gives the tasks for a file. Nothing is touched before `cache.open`. */
export function createCacheTasks(file: string, damagedFolder: string) {
  let open: Open | null = null;
  let reading: Sqlite | null = null;

  function opened(): Open {
    if (!open) throw new AppError('ENGINE_STARTING', { action: 'retry' });
    return open;
  }

  function takeOver(db: Sqlite, replaced: Replaced): DiskOpened {
    const invalidations = createInvalidations();
    const invalidated = db.prepare<[], [string, Stamp]>('SELECT tag, stamp FROM invalidation').raw().all();
    for (const [tag, stamp] of invalidated) invalidations.note([tag], stamp);
    const floors = readFloors(db);
    for (const [level, stamp] of floors) invalidations.raise(level, stamp);
    const applier = createApplier(db, invalidations);
    open = { db, applier, sweeper: createSweeper(db, applier, invalidations) };
    const stamp = db.prepare<[string], { value: number }>('SELECT value FROM mark WHERE name = ?').get(MARK_STAMP);
    return {
      ...applier.use(),
      nextStamp: (stamp?.value ?? 0) + 1,
      invalidated,
      floors,
      missed: db
        .prepare<[], [MissedKind, string, Stamp]>('SELECT kind, name, stamp FROM missed_invalidation')
        .raw()
        .all(),
      replaced,
    };
  }

  function close(): void {
    open?.db.close();
    reading?.close();
    open = null;
    reading = null;
  }

  function openFile(): DiskOpened {
    close();
    const { db, replaced } = openCacheFile(file, damagedFolder);
    return takeOver(db, replaced);
  }

  return {
    'cache.open': openFile,
    /** Damage was met while running: the file is set aside, and an empty one takes its place. */
    'cache.replace': (): DiskOpened => {
      close();
      setAside(file, damagedFolder);
      return openFile();
    },
    'cache.apply': (_context: unknown, operations: readonly DiskOperation[]): DiskUse => {
      const { applier } = opened();
      applier.apply(operations);
      return applier.use();
    },
    'cache.sweep': (_context: unknown, args: { budget: number; now: number }): DiskUse & { more: boolean } => {
      const { sweeper, applier } = opened();
      const more = sweeper.sweep(args.budget, args.now);
      return { ...applier.use(), more };
    },
    'cache.optimize': (): null => {
      const { db } = opened();
      db.pragma('optimize');
      db.pragma('wal_checkpoint(TRUNCATE)');
      return null;
    },
    'cache.oldest': (): Stamp | null => opened().sweeper.oldest(),
    'cache.mark': (_context: unknown, name: string): unknown =>
      opened().db.prepare<[string], { value: unknown }>('SELECT value FROM mark WHERE name = ?').get(name)?.value ??
      null,
    'cache.history': (_context: unknown, since: number): { at: number; point: string }[] =>
      opened()
        .db.prepare<[number], { at: number; point: string }>('SELECT at, point FROM history WHERE at >= ? ORDER BY at')
        .all(since),
    'cache.missed-writes': (_context: unknown, most: number): MissedWrite[] => missedWrites(opened().db, most),
    /** Only by the reading thread; its connection opens with the first batch. */
    'cache.read': (_context: unknown, keys: readonly string[]): FoundRow[] => {
      reading ??= new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 0 });
      const read = reading.prepare<[bigint], ReadRow>(READ_ENTRY);
      return keys.map((key) => {
        const row = read.get(hashKey(key));
        return { row: row?.key === key ? row : null };
      });
    },
    /** Lets go of the file, so that it can be moved. */
    'cache.close': close,
  };
}
