/** A disk tier on a real file in a temporary directory, and entries to put into it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StoredEntry } from '../../../../src-main/cache/entry.ts';
import { createDiskTier, type DiskTier } from '../../../../src-main/cache/tiers/index.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { workerFile } from '../../../built-hub/worker-file.ts';

export const MINUTE = 60_000;
/** What a read of many may take: beyond what it does on a busy machine. */
const PATIENT_MILLISECONDS = 250;

export function entryOf(key: string, stamp: number, facts: Partial<StoredEntry> = {}): StoredEntry {
  const at = Date.now();
  return {
    key,
    level: 'L2',
    family: key.slice(0, key.indexOf(':')),
    tags: [],
    storeId: null,
    stamp,
    bornAt: at,
    freshUntil: at + 10 * MINUTE,
    goneAt: at + 20 * MINUTE,
    loadMilliseconds: 3,
    version: null,
    missing: false,
    payload: Buffer.from(`payload of ${key} at ${stamp}`),
    ...facts,
  };
}

export const requestOf = (entry: Pick<StoredEntry, 'key' | 'tags'>) => ({ key: entry.key, tags: entry.tags });

export const textOf = (entry: StoredEntry | null | undefined) =>
  entry ? Buffer.from(entry.payload).toString('utf8') : null;

export interface DiskFixture {
  readonly directory: string;
  readonly file: string;
  readonly logged: { level: string; message: string; details: Record<string, unknown> }[];
  /** Opens a tier on the same file, as a start of the app does. */
  start(budget?: number, now?: () => number): Promise<{ disk: DiskTier; firstStamp: number }>;
  /** Closes what was started. */
  close(): Promise<void>;
  /** And takes the directory away. */
  remove(): Promise<void>;
}

/** In a new directory, or in one that is there already. */
export function diskFixture(directory: string = mkdtempSync(join(tmpdir(), 'mendian-test-'))): DiskFixture {
  const file = join(directory, 'cache.db');
  const logged: DiskFixture['logged'] = [];
  const started: DiskTier[] = [];
  const close = async () => void (await Promise.all(started.map((disk) => disk.close())));
  return {
    directory,
    file,
    logged,
    async start(budget = 1 << 30, now = Date.now) {
      const disk = createDiskTier({
        file,
        workerFile: workerFile('cache'),
        deadline: PATIENT_MILLISECONDS,
        budget: () => budget,
        log: { write: (level, message, details) => void logged.push({ level, message, details }) },
        now,
        later,
      });
      started.push(disk);
      return { disk, firstStamp: await disk.open() };
    },
    close,
    async remove() {
      await close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
