/** A cache in memory and in a real cache file, in a directory of the test's own. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type CacheOptions,
  chooseBudget,
  createCache,
  createCodec,
  createDiskTier,
  createMemory,
  createStamps,
  type DiskTier,
  type OpenedCache,
  payloadHeader,
} from '../../../../src-main/cache/index.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { workerFile } from '../../../../src-main/engine/workers/worker-file.ts';
import { createLog, createTrace } from '../../../../src-main/logging/index.ts';

export const log = createLog({ destinations: [], level: 'error', trace: createTrace(), now: Date.now });
export const codec = createCodec({ threads: null });

const MEGABYTE = 1_048_576;
/** What a read of a tier may take: more than on a busy machine, so that what is late has not come. */
export const PATIENT_MILLISECONDS = 250;

export interface Folder {
  readonly path: string;
  /** `cache.db` in it. */
  readonly file: string;
  remove(): void;
}

export function createFolder(): Folder {
  const path = mkdtempSync(join(tmpdir(), 'mendian-cache-'));
  return { path, file: join(path, 'cache.db'), remove: () => rmSync(path, { recursive: true, force: true }) };
}

export function diskOf(folder: Folder): DiskTier {
  return createDiskTier({
    file: folder.file,
    workerFile: workerFile('cache'),
    deadline: PATIENT_MILLISECONDS,
    budget: () => 512 * MEGABYTE,
    log,
    now: Date.now,
    later,
  });
}

/** As the engine makes it. `start` it after its families have been registered. */
export function cacheOver(folder: Folder, rest: Partial<CacheOptions> = {}): OpenedCache {
  return createCache({
    memory: createMemory,
    disk: diskOf(folder),
    redis: null,
    stamps: createStamps(),
    budget: chooseBudget(1),
    rawBytes: (payload) => payloadHeader(payload).rawLength,
    log,
    now: Date.now,
    ticks: () => performance.now(),
    later,
    random: Math.random,
    ...rest,
  });
}
