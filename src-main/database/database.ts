/**
 * The database as the main thread sees it: one writer thread, a few reader threads, one maintenance thread on demand.
 * While the file is being replaced (a restore, a recovery) every caller waits; nobody sees half of either.
 */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { StoredBackup } from './backup/stored.ts';
import { changeWriteTasks } from './change-journal.ts';
import { createFileIdentity } from './file-identity.ts';
import { databaseFiles } from './files.ts';
import type { Recovered } from './recovery.ts';
import type { Reader, ReadTasks, TaskOptions, Writer, WriteTasks } from './task.ts';
import { createTaskPool, type PoolLog, type TaskPool } from './task-pool.ts';
import type { Opened } from './writer-owner.ts';

export interface DatabaseOptions {
  readonly dataDirectory: string;
  readonly readers: number;
  readonly workerFiles: { readonly reader: URL; readonly writer: URL };
  readonly log: PoolLog;
  readonly traceId: () => string | null;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** Told when the database was found damaged or gone and its place was filled, at the start or later. */
  readonly onRecovered: (recovered: Recovered) => void;
  /** Who keeps answers follows the database; nothing is acknowledged before it has. */
  readonly follower?: DatabaseFollower;
}

/** Neither may reject. */
export interface DatabaseFollower {
  /** A writing task has ended: what it noted (change-journal.ts) counts from now on. */
  written(): Promise<void>;
  /** The file is another one now. */
  replaced(): Promise<void>;
}

export interface DatabaseFacts {
  readonly schemaVersion: number;
  readonly bytes: number;
  readonly logBytes: number;
  readonly waitingReads: number;
  readonly waitingWrites: number;
  /** UTC milliseconds of the last full check that found nothing; null before the first. */
  readonly checkedAt: number | null;
}

export interface Database<R extends ReadTasks, W extends WriteTasks> {
  readonly reader: Reader<R>;
  readonly writer: Writer<W>;
  /** Starts the writer's thread, so that it is there when the database is to be opened. It touches nothing yet. */
  startThread(): void;
  /** Ends that thread, if nobody has opened the database with it. */
  endThread(): Promise<void>;
  /**
   * Opens, checks, migrates, recovers.
   * @throws AppError DATABASE_NEWER, DATABASE_IN_USE, DISK_FULL, …
   */
  open(): Promise<Opened>;
  close(): Promise<void>;
  facts(): DatabaseFacts;
  /** Looks whether the open file still is the one of its name, and writes it anew when it is not. Cheap. */
  look(): Promise<void>;
  /** Reads the whole file; a damaged one is set aside and the newest good backup restored. */
  check(): Promise<{ damaged: boolean }>;
  createBackup(keep: number): Promise<StoredBackup>;
  exportBackup(fileName: string, to: string): Promise<void>;
  /** Replaces the database by an archive (or a plain database file). Nothing changes when the archive is bad. */
  restore(archive: string): Promise<{ setAside: string }>;
}

/** What a follower itself has written: it would wait for itself. */
const FOLLOWERS_OWN: ReadonlySet<string> = new Set(Object.keys(changeWriteTasks));

/** Makes the database of a data directory; nothing is touched before `open`. Two of them can live in one process. */
export function createDatabase<R extends ReadTasks, W extends WriteTasks>(options: DatabaseOptions): Database<R, W> {
  const files = databaseFiles(options.dataDirectory);
  const start = { dataDirectory: options.dataDirectory, databaseFile: files.database };
  const identity = createFileIdentity(files);
  let writers: TaskPool | null = null;
  let readers: TaskPool | null = null;
  let maintenance: TaskPool | null = null;
  let opening = false;
  let schemaVersion = 0;
  let checkedAt: number | null = null;
  /** Settled while the file may be used; replaced while it is being exchanged. */
  let usable: Promise<void> = Promise.resolve();

  function pool(name: string, workerFile: URL, threads: number, keptThreads: number): TaskPool {
    return createTaskPool({
      name,
      workerFile,
      threads,
      keptThreads,
      start,
      log: options.log,
      traceId: options.traceId,
    });
  }

  function opened<Pool>(value: Pool | null): Pool {
    if (!value) throw new AppError('ENGINE_STARTING', { action: 'retry' });
    return value;
  }

  /** Gives the pool of the writer's thread. */
  function startThread(): TaskPool {
    writers ??= pool('writer', options.workerFiles.writer, 1, 1);
    return writers;
  }

  function startReaders(): void {
    // One waits for the next question; the others come while there is more to do than it can.
    readers = pool('reader', options.workerFiles.reader, options.readers, 1);
    maintenance = pool('maintenance', options.workerFiles.reader, 1, 0);
  }

  async function stopReaders(): Promise<void> {
    const stopping = [readers?.close(), maintenance?.close()];
    readers = null;
    maintenance = null;
    await Promise.all(stopping);
  }

  /** Lets nobody in while `exchange` runs without a single reader open (Windows cannot move an open file). */
  async function exclusively<Result>(exchange: (writer: TaskPool) => Promise<Result>): Promise<Result> {
    const before = usable;
    const gate = Promise.withResolvers<void>();
    usable = gate.promise;
    await before;
    const writer = opened(writers);
    try {
      await stopReaders();
      return await exchange(writer);
    } catch (error) {
      await heal();
      throw error;
    } finally {
      identity.note();
      startReaders();
      await options.follower?.replaced();
      gate.resolve();
    }
  }

  let rescuing: Promise<void> | null = null;
  /** Has a file that lost its name written anew; callers that come meanwhile share the one attempt. */
  function rescue(): Promise<void> {
    rescuing ??= (async () => {
      const before = usable;
      const gate = Promise.withResolvers<void>();
      usable = gate.promise;
      await before;
      try {
        // The exchange that was waited for may have put it right.
        if (!identity.lost()) return;
        adopt((await opened(writers).run('database.rescue', null)) as Opened);
        // Where a file can lose its name while it is open, the readers do not stand in the way; now they read the old one.
        await stopReaders();
        startReaders();
      } finally {
        rescuing = null;
        gate.resolve();
      }
    })();
    return rescuing;
  }

  /** Waits until the file may be used, under its own name. */
  async function ready(): Promise<void> {
    await usable;
    if (identity.lost()) await rescue();
  }

  function adopt(result: Opened): void {
    schemaVersion = result.schemaVersion;
    identity.note();
    if (result.recovered) options.onRecovered(result.recovered);
  }

  /** After an exchange that failed half way: what it left is opened, and what it began is finished, as far as that goes. */
  async function heal(): Promise<void> {
    try {
      await reopen();
    } catch (error) {
      options.log.write('error', 'database not open', { error: String(error) });
    }
  }

  async function noteDamage(): Promise<void> {
    adopt((await exclusively((writer) => writer.run('database.recover', null))) as Opened);
  }

  async function check(): Promise<{ damaged: boolean }> {
    await ready();
    try {
      const result = (await opened(maintenance).run('checkDatabase', null)) as { checkedAt: number };
      checkedAt = result.checkedAt;
      return { damaged: false };
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'DATABASE_CORRUPT') throw error;
      await noteDamage();
      return { damaged: true };
    }
  }

  async function makeBackup(keep: number): Promise<StoredBackup> {
    await ready();
    return (await opened(maintenance).run('createBackup', { keep })) as StoredBackup;
  }

  let suspecting = false;
  /** A statement met damage: the whole file is checked, and replaced if it is so. The statement's own caller still gets the error. */
  function suspectDamage(error: unknown): void {
    if (suspecting || !(error instanceof AppError) || error.code !== 'DATABASE_CORRUPT') return;
    suspecting = true;
    check()
      .catch((failure: unknown) => options.log.write('error', 'recovery failed', { error: String(failure) }))
      .finally(() => {
        suspecting = false;
      });
  }

  async function read(task: string, args: unknown, taskOptions?: TaskOptions): Promise<unknown> {
    await usable;
    const pool = opened(readers);
    try {
      return await pool.run(task, args, taskOptions);
    } catch (error) {
      // It still stood in the queue when the threads were ended for an exchange of the file: it is asked again after it.
      await usable;
      const turnedAway = error instanceof AppError && error.code === 'SERVICE_UNAVAILABLE';
      if (turnedAway && readers && readers !== pool) return read(task, args, taskOptions);
      suspectDamage(error);
      // An exchange that a full disk cut off: it is taken up again as soon as anybody asks for something.
      if (identity.lost()) await rescue();
      else if (!existsSync(files.database)) await heal();
      throw error;
    }
  }

  async function write(task: string, args: unknown, taskOptions?: TaskOptions): Promise<unknown> {
    try {
      return await carryOut(task, args, taskOptions);
    } finally {
      // Also after a failure: what went wrong may have done so after a commit.
      if (!FOLLOWERS_OWN.has(task)) await options.follower?.written();
    }
  }

  async function carryOut(task: string, args: unknown, taskOptions?: TaskOptions): Promise<unknown> {
    await usable;
    try {
      const result = await opened(writers).run(task, args, taskOptions);
      // What was written to a file without a name is on no disk that anybody finds again: it is not "written" yet.
      if (identity.lost()) await rescue();
      return result;
    } catch (error) {
      suspectDamage(error);
      // A thread that died is replaced by one that has nothing open yet; what it was doing was rolled back.
      if (!(error instanceof AppError) || error.code !== 'ENGINE_STARTING' || !writers) throw error;
      await reopen();
      return await opened(writers).run(task, args, taskOptions);
    }
  }

  let reopening: Promise<void> | null = null;
  /** Has the writer's new thread open the database; callers that come meanwhile share the one attempt. */
  function reopen(): Promise<void> {
    reopening ??= (async () => {
      try {
        const result = (await opened(writers).run('database.open', null)) as Opened;
        if (!result.already) adopt(result);
        if (!result.already) options.log.write('warn', 'database opened anew', { schemaVersion });
      } finally {
        reopening = null;
      }
    })();
    return reopening;
  }

  /** A file that cannot be written anew now is no reason to keep the app from ending. */
  async function lastLook(): Promise<void> {
    try {
      await ready();
    } catch (error) {
      options.log.write('error', 'database file not written anew', { error: String(error) });
    }
  }

  function bytesOf(file: string): number {
    return existsSync(file) ? statSync(file).size : 0;
  }

  return {
    // The pools carry any task; the types of the parts' task maps are put on at this one place.
    reader: { read } as Reader<R>,
    writer: { write } as Writer<W>,
    startThread: () => void startThread(),
    async endThread() {
      if (opening) return;
      await writers?.close();
      writers = null;
    },
    async open() {
      opening = true;
      const writer = startThread();
      // They open the file with their first task, so that their threads may start while the writer opens it.
      startReaders();
      try {
        const result = (await writer.run('database.open', null)) as Opened;
        adopt(result);
        if (result.checked) checkedAt = options.now();
        return result;
      } catch (error) {
        await Promise.all([writer.close(), stopReaders()]);
        writers = null;
        throw error;
      }
    },
    async close() {
      await lastLook();
      await stopReaders();
      const writer = writers;
      writers = null;
      if (!writer) return;
      try {
        await writer.run('database.close', null);
      } finally {
        await writer.close();
      }
    },
    facts: () => ({
      schemaVersion,
      bytes: bytesOf(files.database),
      logBytes: bytesOf(`${files.database}-wal`),
      waitingReads: readers?.waiting ?? 0,
      waitingWrites: writers?.waiting ?? 0,
      checkedAt,
    }),
    check,
    look: ready,
    async createBackup(keep) {
      try {
        return await makeBackup(keep);
      } catch (error) {
        // A copy that is damaged was made of something that is: that is put right, and copied again.
        if (!(error instanceof AppError) || error.code !== 'BACKUP_INVALID' || !(await check()).damaged) throw error;
        return await makeBackup(keep);
      }
    },
    async exportBackup(fileName, to) {
      await ready();
      await opened(maintenance).run('exportBackup', { fileName, to });
    },
    async restore(archive) {
      return (await exclusively((writer) => writer.run('database.restore', { archive }))) as { setAside: string };
    },
  };
}

/** The path of a backup that the app made itself. */
export function backupPath(dataDirectory: string, fileName: string): string {
  return join(databaseFiles(dataDirectory).backups, fileName);
}
