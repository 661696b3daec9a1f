/** A computer's database as its threads have it, in this one: tasks are called at once, and what crosses is copied. */
import {
  MIGRATIONS,
  migrate,
  openReadable,
  openWritable,
  type ReadableDb,
  type TaskContext,
  toDatabaseError,
  type WritableDb,
} from '../../../../src-main/database/index.ts';
import { resilienceReadTasks, resilienceWriteTasks } from '../../../../src-main/resilience/tasks.ts';
import { type CrashPoint, closeOutbox } from '../../../../src-main/sync/outbox/index.ts';
import { createSyncWriteTasks, syncReadTasks } from '../../../../src-main/sync/tasks.ts';
import { crossed } from './crossing.ts';
import { keepStatementsOf } from './kept-statements.ts';
import type { SimFiles } from './sim-files.ts';

export type WriteTasks = ReturnType<typeof createSyncWriteTasks> & typeof resilienceWriteTasks;
export type ReadTasks = typeof syncReadTasks & typeof resilienceReadTasks;
export type WriteArgs<Name extends keyof WriteTasks> = Parameters<WriteTasks[Name]>[1];
export type WriteResult<Name extends keyof WriteTasks> = ReturnType<WriteTasks[Name]>;

export interface SimDatabase {
  readonly db: WritableDb;
  write<Name extends keyof WriteTasks>(name: Name, args: WriteArgs<Name>): WriteResult<Name>;
  read<Name extends keyof ReadTasks>(name: Name, args: unknown): ReturnType<ReadTasks[Name]>;
  /** The disk has room for so many pages more; null: for as many as it likes. */
  limit(pages: number | null): void;
  close(): void;
}

export interface SimDatabaseOptions {
  readonly files: SimFiles;
  readonly crashPoint: CrashPoint;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly onLog: (line: string) => void;
  /** The process ended in the middle of what is thrown. */
  readonly isDead: () => boolean;
}

const MOST_PAGES = 1_073_741_823;
const readTasks = { ...syncReadTasks, ...resilienceReadTasks };

export function openSimDatabase({ files, crashPoint, now, onLog, isDead }: SimDatabaseOptions): SimDatabase {
  const db = openWritable(files.main);
  // The directory is thrown away, and no crash of these takes the system along: nothing is proved by waiting for the disk.
  db.pragma('synchronous = OFF');
  // What is in the log and not yet in the file is what a crash can tear.
  db.pragma('wal_autocheckpoint = 0');
  migrate(db, MIGRATIONS);
  const reading: ReadableDb = openReadable(files.main);
  keepStatementsOf(db);
  keepStatementsOf(reading);
  const writeTasks: WriteTasks = { ...createSyncWriteTasks(crashPoint), ...resilienceWriteTasks };

  function contextOf<Db>(connection: Db): TaskContext<Db> {
    return {
      db: connection,
      dataDirectory: files.directory,
      cancelled: () => false,
      report: () => undefined,
      now,
      log: (level, message) => onLog(`${level} ${message}`),
    };
  }

  return {
    db,
    write<Name extends keyof WriteTasks>(name: Name, args: WriteArgs<Name>): WriteResult<Name> {
      const task = writeTasks[name] as (context: TaskContext<WritableDb>, args: unknown) => WriteResult<Name>;
      try {
        return crossed(task(contextOf(db), crossed(args)));
      } catch (error) {
        throw isDead() ? error : toDatabaseError(error);
      }
    },
    read<Name extends keyof ReadTasks>(name: Name, args: unknown): ReturnType<ReadTasks[Name]> {
      const task = readTasks[name] as (context: TaskContext<ReadableDb>, args: unknown) => never;
      return crossed(task(contextOf(reading), crossed(args)));
    },
    limit(pages) {
      const used = Number(db.pragma('page_count', { simple: true }));
      db.pragma(`max_page_count = ${pages === null ? MOST_PAGES : used + pages}`);
    },
    close() {
      reading.close();
      closeOutbox(db);
      db.close();
    },
  };
}
