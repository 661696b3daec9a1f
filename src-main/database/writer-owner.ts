/**
 * The writer thread owns the database file: it alone locks the data directory, opens, migrates, recovers, replaces and
 * closes it. These are tasks like any other, so they stand in the same queue as the writes.
 */
import { existsSync, mkdirSync } from 'node:fs';
import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';
import { inspectDatabaseFile } from './backup/inspect.ts';
import { markClean, takeCleanMark } from './clean-mark.ts';
import { openWritable, type WritableDb } from './connection.ts';
import { lockDataDirectory } from './data-lock.ts';
import { createFileIdentity } from './file-identity.ts';
import { databaseFiles, removeDatabaseFile, removeLog } from './files.ts';
import { checkIntegrity, mendIndexes } from './integrity.ts';
import { removeLeftovers } from './leftovers.ts';
import { type Migration, migrate } from './migration.ts';
import {
  adoptIncoming,
  finishRestore,
  isLost,
  prepareIncoming,
  type Recovered,
  recover,
  setAside,
} from './recovery.ts';
import { toDatabaseError } from './sqlite-error.ts';
import type { TaskContext } from './task.ts';

export interface Opened {
  readonly migrations: number[];
  readonly schemaVersion: number;
  readonly recovered: Recovered | null;
  /** False when the full check was put off because the file is as an orderly end left it. */
  readonly checked: boolean;
  /** True when it was open before: nothing was done. */
  readonly already: boolean;
}

/** One step: the writer has nothing else to do meanwhile, and nobody else writes. */
const ALL_PAGES = 0x7fff_ffff;

type Context = TaskContext<WritableDb | null>;

/** Gives the owner's tasks, and the connection once it is open. */
export function createWriterOwner(dataDirectory: string, migrations: readonly Migration[]) {
  const files = databaseFiles(dataDirectory);
  const identity = createFileIdentity(files);
  let lock: Sqlite | null = null;
  let db: WritableDb | null = null;

  /** @param check how far the file is looked through before it is used. */
  function openChecked(check: 'not' | 'outbox' | 'all', log?: Context['log']): number[] {
    const opened = openWritable(files.database);
    try {
      if (check !== 'not') {
        checkIntegrity(opened);
        const indexes = mendIndexes(opened, check);
        if (indexes.length > 0)
          log?.('error', 'indexes of the database were damaged and have been made anew', { indexes });
      }
      const applied = migrate(opened, migrations);
      db = opened;
      identity.note();
      return applied;
    } catch (error) {
      opened.close();
      throw error;
    }
  }

  function outcome(applied: number[], found: Recovered | null, checked: boolean): Opened {
    return {
      migrations: applied,
      schemaVersion: Number(db?.pragma('user_version', { simple: true })),
      recovered: found,
      checked,
      already: false,
    };
  }

  /** Opens the database, whatever state it was left in; one that is open stays as it is. */
  async function open(context: Context): Promise<Opened> {
    if (db) return { ...outcome([], null, false), already: true };
    mkdirSync(dataDirectory, { recursive: true });
    lock ??= lockDataDirectory(dataDirectory);
    try {
      if (finishRestore(files, migrations)) context.log('warn', 'a restore that was cut off has been finished');
      removeLeftovers(files);
      return await openOrRecover(context);
    } catch (error) {
      releaseLock();
      throw error;
    }
  }

  async function openOrRecover(context: Context): Promise<Opened> {
    const clean = takeCleanMark(files) || !existsSync(files.database);
    let problem = 'it is gone';
    if (!isLost(files)) {
      try {
        return outcome(openChecked(clean ? 'not' : 'outbox', context.log), null, !clean);
      } catch (error) {
        if (toDatabaseError(error).code !== 'DATABASE_CORRUPT') throw error;
        problem = String(error);
      }
    }
    context.log('error', 'database damaged, restoring the newest backup', { problem });
    return recovered(context);
  }

  async function recovered(context: Context): Promise<Opened> {
    const found = await recover(files, context.now(), migrations);
    return outcome(openChecked('outbox', context.log), found, true);
  }

  function closeDatabase(): void {
    db?.close();
    db = null;
  }

  function releaseLock(): void {
    lock?.close();
    lock = null;
  }

  /** Mends or recovers while running: the caller has closed every reader. */
  async function recoverNow(context: Context): Promise<Opened> {
    closeDatabase();
    if (!isLost(files)) {
      try {
        return outcome(openChecked('all', context.log), null, true);
      } catch (error) {
        if (toDatabaseError(error).code !== 'DATABASE_CORRUPT') throw error;
      }
    }
    return recovered(context);
  }

  /**
   * Writes all that is in the open database to a new file under its name, after the old one was taken away or exchanged.
   * What lies there is set aside. Readers may be open: they hold the old file too, and are to be opened anew.
   */
  async function rescue(context: Context): Promise<Opened> {
    if (!db) return open(context);
    context.log('error', 'database file was removed or replaced, writing it anew');
    mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
    removeDatabaseFile(files.incoming);
    await db.backup(files.incoming, { progress: () => ALL_PAGES });
    inspectDatabaseFile(files.incoming);
    // Its log must not stay beside another file, which SQLite would take it for the log of.
    if (identity.holds(`${files.database}-wal`)) removeLog(files.database);
    const folder = existsSync(files.database) ? setAside(files, context.now()) : null;
    // Closing removes the log by its name, which must not be the new file's yet.
    removeLog(files.database);
    closeDatabase();
    releaseLock();
    lock = lockDataDirectory(dataDirectory);
    adoptIncoming(files, files.incoming);
    const applied = openChecked('not');
    return outcome(applied, { at: context.now(), reason: 'removed', from: null, setAside: folder }, true);
  }

  /** Replaces the database by a backup; the present one is set aside. A bad backup changes nothing. */
  async function restore(context: Context, args: { archive: string }): Promise<{ setAside: string }> {
    const incoming = await prepareIncoming(files, args.archive, migrations);
    closeDatabase();
    const folder = setAside(files, context.now());
    adoptIncoming(files, incoming);
    openChecked('not');
    return { setAside: folder };
  }

  /** What a full disk keeps from being done at the end is no reason not to end: the next start checks the file, and makes up for it. */
  function tidy(context: Context, work: () => unknown): void {
    try {
      work();
    } catch (error) {
      context.log('warn', 'database file not left in order', { error: String(error) });
    }
  }

  /** Moves the log into the database file, so that the next start finds one whole file. */
  function close(context: Context): void {
    const open = db;
    if (open) {
      tidy(context, () => open.pragma('optimize'));
      closeDatabase();
      tidy(context, () => markClean(files));
    }
    releaseLock();
  }

  return {
    tasks: {
      'database.open': open,
      'database.recover': recoverNow,
      'database.rescue': rescue,
      'database.restore': restore,
      'database.close': close,
    },
    /** @throws AppError ENGINE_STARTING before `database.open` has succeeded. */
    connection(): WritableDb {
      if (!db) throw new AppError('ENGINE_STARTING', { action: 'retry' });
      return db;
    },
  };
}
