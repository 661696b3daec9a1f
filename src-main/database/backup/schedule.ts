/** A backup is made when the newest is older than the interval and something was written since; a missed one is made up for after the start. */
import { existsSync, statSync } from 'node:fs';
import { databaseFiles } from '../files.ts';
import type { PoolLog } from '../task-pool.ts';
import { listBackups, type StoredBackup } from './archive.ts';

export interface BackupScheduleOptions {
  readonly dataDirectory: string;
  /** Asked at each turn, so that a changed setting counts from the next one. */
  readonly settings: () => { readonly everyHours: number; readonly keep: number };
  readonly createBackup: (keep: number) => Promise<StoredBackup>;
  readonly now: () => number;
  readonly log: PoolLog;
  /** Runs `work` after so many milliseconds and gives a function that calls it off. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
}

export interface BackupSchedule {
  start(): void;
  stop(): void;
  /** UTC milliseconds of the next turn; null before `start` and after `stop`. */
  nextAt(): number | null;
  /** What the last turn failed with; null when it went well. */
  lastFailure(): string | null;
}

/** A start is busy enough without a backup. */
const AFTER_START_MILLISECONDS = 60_000;
const AFTER_FAILURE_MILLISECONDS = 15 * 60_000;
const HOUR_MILLISECONDS = 3_600_000;

function newestWrite(dataDirectory: string): number {
  const { database } = databaseFiles(dataDirectory);
  const times = [database, `${database}-wal`].filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs);
  return Math.max(0, ...times);
}

/** Gives a schedule that stands still until `start`. */
export function createBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  let callOff: (() => void) | null = null;
  let nextAt: number | null = null;
  let lastFailure: string | null = null;

  function newestBackup(): number {
    const newest = listBackups(databaseFiles(options.dataDirectory).backups).find((backup) => backup.description);
    return newest?.description ? Date.parse(newest.description.createdAt) : 0;
  }

  function plan(earliest: number): void {
    const interval = options.settings().everyHours * HOUR_MILLISECONDS;
    nextAt = Math.max(earliest, newestBackup() + interval);
    callOff = options.later(nextAt - options.now(), () => void turn());
  }

  async function turn(): Promise<void> {
    const interval = options.settings().everyHours * HOUR_MILLISECONDS;
    try {
      if (newestWrite(options.dataDirectory) > newestBackup()) {
        const made = await options.createBackup(options.settings().keep);
        options.log.write('info', 'backup made', { fileName: made.fileName, bytes: made.bytes });
      }
      lastFailure = null;
      if (nextAt !== null) plan(options.now() + interval);
    } catch (error) {
      lastFailure = String(error);
      options.log.write('error', 'backup failed', { error: lastFailure });
      if (nextAt !== null) plan(options.now() + AFTER_FAILURE_MILLISECONDS);
    }
  }

  return {
    start: () => plan(options.now() + AFTER_START_MILLISECONDS),
    stop() {
      callOff?.();
      callOff = null;
      nextAt = null;
    },
    nextAt: () => nextAt,
    lastFailure: () => lastFailure,
  };
}
