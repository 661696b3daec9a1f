/** What the cache has of its disk tier beyond what every tier gives. Nothing here rejects or throws: trouble is a miss. */
import type { TierStatistics } from '#shared/contract/index.ts';
import type { TaskPool } from '../../../database/index.ts';
import type { Later } from '../../../resilience/index.ts';
import type { Stamp, StoredEntry } from '../../entry.ts';
import type { Tier, TierRequest } from '../../tier.ts';
import type { RecoveryStore } from '../recovery/recovery-store.ts';
import type { TierLog } from '../surroundings.ts';

export interface DiskTierOptions {
  /** `cache.db` in the data directory. A damaged one is moved into `damaged` beside it. */
  readonly file: string;
  /** The entry of its threads: `workerFile('cache')`. */
  readonly workerFile: URL;
  /** The thread that writes, where it was started before; it ends with the tier. */
  readonly writer?: TaskPool;
  /** Bytes that the entries may take, asked now and then. */
  readonly budget: () => number;
  /** What a read on the calling thread may take before it counts as a failure, in milliseconds. */
  readonly deadline: number;
  readonly log: TierLog;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
}

/** Why the disk tier does not give an entry. */
export type DiskAbsence = 'never-stored' | 'expired' | 'invalidated' | 'tier-down';

export interface DiskTier extends Tier {
  readonly name: 'disk';
  /**
   * Opens `cache.db`, making or replacing it if need be, and gives the first stamp that is free: greater than all that
   * the file knows. Resolves also when the file cannot be used now; it is then tried again behind the scenes.
   */
  open(): Promise<Stamp>;
  /** The end is near: what waits is written at once, and so is all that still comes. */
  hurry(): void;
  /** Writes what still waits, for at most a second, and closes. */
  close(): Promise<void>;
  /** One row, read on the calling thread; null: not there, expired, invalidated, or the tier is out of order. */
  readOne(request: TierRequest): StoredEntry | null;
  /** As `readOne`, but says why there is nothing. Not counted. */
  examine(request: TierRequest): { readonly entry: StoredEntry | null; readonly absence: DiskAbsence | null };
  /** Notes which keys are wanted most, so that they are the last to go when the disk's bound is reached. */
  want(keys: readonly string[]): Promise<void>;
  /** The memory's heat, as `Memory.saveHeat` gave it; the newest replaces the one before. */
  saveHeat(heat: Uint8Array): Promise<void>;
  loadHeat(): Promise<Uint8Array | null>;
  /** A named text that comes back after a restart, never newer than the invalidations that were asked for before it. */
  saveMark(name: string, value: string): Promise<void>;
  loadMark(name: string): Promise<string | null>;
  /** Keeps a point of the statistics for 30 days. `at`: UTC milliseconds; the newest of the same instant counts. */
  appendHistory(at: number, point: unknown): Promise<void>;
  /** The points from `since` on, the oldest first. */
  history(since: number): Promise<readonly { readonly at: number; readonly point: unknown }[]>;
  /** Where the Redis tier keeps what it could not deliver. */
  readonly recovery: RecoveryStore;
  statistics(): TierStatistics;
}

/** A disk tier whose file is looked after once a day. */
export interface DiskFileTier extends DiskTier {
  /** Drops everything that nobody can be given any more, and lets SQLite put its statistics and its log in order. */
  tidy(): Promise<void>;
}
