/** A backup is made when the newest is older than the interval and something was written since; a missed one is made up for after the start. */
import { existsSync, statSync } from 'node:fs';
import { databaseFiles } from '../files.ts';
import type { PoolLog } from '../task-pool.ts';
import { listBackups, type StoredBackup } from './stored.ts';

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
  /** UTC milliseconds of the next turn; null before `start`, after `stop`, and while backups are switched off. */
  nextAt(): number | null;
  /** What the last turn failed with; null when it went well. */
  lastFailure(): string | null;
}

/** A start is busy enough without a backup. */
const AFTER_START_MILLISECONDS = 60_000;
const AFTER_FAILURE_MILLISECONDS = 15 * 60_000;
const HOUR_MILLISECONDS = 3_600_000;
/** However short the interval in the settings is. */
const LEAST_INTERVAL_MILLISECONDS = 60_000;

function newestWrite(dataDirectory: string): number {
  const { database } = databaseFiles(dataDirectory);
  const times = [database, `${database}-wal`].filter((file) => existsSync(file)).map((file) => statSync(file).mtimeMs);
  return Math.max(0, ...times);
}

/** Gives a schedule that stands still until `start`. */
export function createBackupSchedule(options: BackupScheduleOptions): BackupSchedule {
  let callOff: (() => void) | null = null;
  let running = false;
  let nextAt: number | null = null;
  let lastFailure: string | null = null;

  /** A backup from the future was made by a clock that was wrong: to wait for its time would be to make none for years. */
  function newestBackup(): number {
    const times = listBackups(databaseFiles(options.dataDirectory).backups).map(({ description }) =>
      description ? Date.parse(description.createdAt) : 0,
    );
    return Math.max(0, ...times.filter((time) => time <= options.now()));
  }

  /** Milliseconds from one backup to the next; null while they are switched off. */
  function interval(): number | null {
    const { everyHours } = options.settings();
    return everyHours === 0 ? null : Math.max(LEAST_INTERVAL_MILLISECONDS, everyHours * HOUR_MILLISECONDS);
  }

  function plan(earliest: number): void {
    const every = interval();
    nextAt = every === null ? null : Math.max(earliest, newestBackup() + every);
    // While they are switched off, the next turn only looks whether they still are.
    const wait = nextAt === null ? HOUR_MILLISECONDS : nextAt - options.now();
    callOff = options.later(wait, () => void turn());
  }

  async function turn(): Promise<void> {
    try {
      const due = interval() !== null && newestWrite(options.dataDirectory) > newestBackup();
      if (due) {
        const made = await options.createBackup(options.settings().keep);
        options.log.write('info', 'backup made', { fileName: made.fileName, bytes: made.bytes });
      }
      lastFailure = null;
      if (running) plan(options.now() + (interval() ?? 0));
    } catch (error) {
      lastFailure = String(error);
      options.log.write('error', 'backup failed', { error: lastFailure });
      if (running) plan(options.now() + AFTER_FAILURE_MILLISECONDS);
    }
  }

  return {
    start() {
      running = true;
      plan(options.now() + AFTER_START_MILLISECONDS);
    },
    stop() {
      running = false;
      callOff?.();
      callOff = null;
      nextAt = null;
    },
    nextAt: () => nextAt,
    lastFailure: () => lastFailure,
  };
}
