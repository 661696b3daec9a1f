/** The database's tasks called directly, on real files: what the threads do, in the order in which it was asked for. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  MIGRATIONS,
  migrate,
  openReadable,
  openWritable,
  type Reader,
  type ReadTasks,
  type TaskContext,
  type WritableDb,
  type Writer,
  type WriteTasks,
} from '../../../src-main/database/index.ts';

export interface InProcess<R extends ReadTasks, W extends WriteTasks> {
  readonly directory: string;
  readonly db: WritableDb;
  readonly reader: Reader<R>;
  readonly writer: Writer<W>;
  remove(): void;
}

/** @param now UTC milliseconds. */
export function openInProcess<R extends ReadTasks, W extends WriteTasks>(tasks: {
  readonly read: R;
  readonly write: W;
  readonly now: () => number;
}): InProcess<R, W> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-sync-'));
  const file = join(directory, 'mendian.db');
  const db = openWritable(file);
  migrate(db, MIGRATIONS);
  // The directory is thrown away: nothing is proved by waiting for the disk.
  db.pragma('synchronous = OFF');
  const reading = openReadable(file);
  const contextOf = <Db>(connection: Db): TaskContext<Db> => ({
    db: connection,
    dataDirectory: directory,
    cancelled: () => false,
    report: () => undefined,
    now: tasks.now,
    log: () => undefined,
  });
  type Task = (context: unknown, args: unknown) => unknown;
  const call = async (known: Record<string, unknown>, name: string, context: unknown, args: unknown) =>
    // What crosses into a thread is copied: nothing is shared here either.
    structuredClone(await (known[name] as Task)(context, structuredClone(args)));
  return {
    directory,
    db,
    reader: { read: (name, args) => call(tasks.read, name, contextOf(reading), args) as never },
    writer: { write: (name, args) => call(tasks.write, name, contextOf(db), args) as never },
    remove() {
      reading.close();
      db.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
