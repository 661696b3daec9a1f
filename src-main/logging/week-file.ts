/** Log lines go to one file a week, named after its Monday (UTC); files older than the weeks to keep are removed. */
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { businessDate } from '#shared/domain/business-date.ts';
import { type AppendFile, openAppendFile } from './append-file.ts';

const MILLISECONDS_A_DAY = 86_400_000;
const DAYS_A_WEEK = 7;
/** 1970-01-01 was a Thursday: three days after a Monday. */
const EPOCH_AFTER_MONDAY = 3;
const LOG_FILE = /^mendian-(\d{4}-\d{2}-\d{2})\.log$/;
/** Also one that was packed. */
const KEPT_FILE = /^mendian-\d{4}-\d{2}-\d{2}\.log(\.gz)?$/;

export interface WeekFileOptions {
  readonly directory: string;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly keepWeeks: () => number;
  /** Told about a disk that refuses the log, without which the app goes on; and with null once it takes it again. */
  readonly onProblem: (error: Error | null) => void;
}

/** Gives the day number of the Monday of a moment's week. */
export function mondayOf(milliseconds: number): number {
  const day = Math.floor(milliseconds / MILLISECONDS_A_DAY);
  return Math.floor((day + EPOCH_AFTER_MONDAY) / DAYS_A_WEEK) * DAYS_A_WEEK - EPOCH_AFTER_MONDAY;
}

/** Gives the log files of a directory, the newest first. */
export function logFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => LOG_FILE.test(name))
    .sort()
    .reverse();
}

/** Gives the log files of a directory, packed or not, the newest first. */
export function keptLogFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => KEPT_FILE.test(name))
    .sort()
    .reverse();
}

/** By their number, not by the clock: one that is wrong for a moment would take every file for an old one. */
function removeOld(directory: string, keepWeeks: number): void {
  for (const name of keptLogFiles(directory).slice(keepWeeks)) rmSync(join(directory, name), { force: true });
}

/** Opens the present week's file for appending; the next week's takes its place when it has begun. */
export function openWeekFile({ directory, now, keepWeeks, onProblem }: WeekFileOptions): AppendFile {
  mkdirSync(directory, { recursive: true });
  let monday = mondayOf(now());
  let file = openWeek();
  /** Files of past weeks that are still being closed. */
  let closing: Promise<unknown> = Promise.resolve();

  function openWeek(): AppendFile {
    const opened = openAppendFile(join(directory, `mendian-${businessDate(monday)}.log`), onProblem);
    removeOld(directory, keepWeeks());
    return opened;
  }

  /** Whoever logs has other worries: a new file that cannot be had is a problem of the log, and the old one goes on. */
  function turnWeek(): void {
    const past = file;
    try {
      monday = mondayOf(now());
      file = openWeek();
    } catch (error) {
      onProblem(error instanceof Error ? error : new Error(String(error)));
      return;
    }
    closing = Promise.all([closing, past.close().catch(onProblem)]);
  }

  return {
    write(line) {
      if (now() >= (monday + DAYS_A_WEEK) * MILLISECONDS_A_DAY) turnWeek();
      file.write(line);
    },
    async flush() {
      await closing;
      await file.flush();
    },
    async close() {
      await closing;
      await file.close();
    },
  };
}
