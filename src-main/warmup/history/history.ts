/**
 * What warmups did, kept for a year or so: a line a run, and for the newest of them a file with what became of every store.
 * It lies beside the database, so that it survives a dropped cache and a restored backup.
 */
import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type WarmupRun, type WarmupStoreResult, warmupRun } from '#shared/contract/index.ts';
import type { Log } from '../../logging/index.ts';
import { createStateFile, jsonFormat } from '../../resilience/index.ts';

export interface WarmupHistory {
  open(): Promise<void>;
  /** Takes a run that has ended. @throws what the disk answered. */
  add(run: WarmupRun, stores: readonly WarmupStoreResult[]): Promise<void>;
  /** The newest first. */
  runs(): readonly WarmupRun[];
  /** What became of the stores of a run; null when that is no longer kept. */
  stores(taskId: string): Promise<readonly WarmupStoreResult[] | null>;
}

/** Four a day for a year. */
const KEPT_RUNS = 1_500;
const KEPT_DETAILS = 60;

export function createHistory(directory: string, log: Log): WarmupHistory {
  const file = join(directory, 'history.jsonl');
  const details = join(directory, 'runs');
  let runs: WarmupRun[] = [];

  const detailFile = (taskId: string) =>
    createStateFile<readonly WarmupStoreResult[]>(join(details, `${taskId}.json`), jsonFormat(), log);

  async function lines(): Promise<string[]> {
    try {
      return (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
      throw error;
    }
  }

  /** A line that a crash cut in half, or that a later version wrote, is left out. */
  function runOf(line: string): WarmupRun | null {
    try {
      const parsed = warmupRun.safeParse(JSON.parse(line));
      return parsed.success ? parsed.data : null;
    } catch (error) {
      if (error instanceof SyntaxError) return null;
      throw error;
    }
  }

  async function dropOld(): Promise<void> {
    if (runs.length > 2 * KEPT_RUNS) {
      runs = runs.slice(-KEPT_RUNS);
      const whole = createStateFile<string>(file, { encode: Buffer.from, decode: String }, log);
      await whole.write(runs.map((run) => `${JSON.stringify(run)}\n`).join(''));
    }
    const names = (await readdir(details)).filter((name) => name.endsWith('.json')).sort();
    for (const name of names.slice(0, -KEPT_DETAILS)) await rm(join(details, name), { force: true });
  }

  return {
    async open() {
      await mkdir(details, { recursive: true });
      runs = (await lines()).map(runOf).filter((run) => run !== null);
    },
    async add(run, stores) {
      await mkdir(details, { recursive: true });
      if (stores.length > 0) await detailFile(run.task_id).write(stores);
      // A line that was cut in half ends here.
      await appendFile(file, `\n${JSON.stringify(run)}\n`, { mode: 0o600 });
      runs.push(run);
      await dropOld();
    },
    runs: () => runs.toReversed(),
    stores: (taskId) => detailFile(taskId).read(),
  };
}
