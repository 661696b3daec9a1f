/**
 * What the cache asks of the tiers behind its memory. A tier may fail or be slow; the guard around it (deadline and
 * breaker) turns both into a miss, so that no read ever waits on a dead tier.
 */
import type { Stamp, StoredEntry } from './entry.ts';
import type { Level } from './level.ts';

export interface TierRequest {
  readonly key: string;
  readonly tags: readonly string[];
}

/**
 * What a shared tier knew of the tags when a read began. A value that is loaded after that read is written with this
 * lease, and the tier takes it only if none of the tags has been invalidated since, by any process. Opaque to the cache.
 */
export type TierLease = Readonly<Record<string, number>>;

export interface TierReading {
  /** In the order of the requests; null: not there, expired, or invalidated since it was written. */
  readonly entries: readonly (StoredEntry | null)[];
  readonly lease: TierLease | null;
}

/** A tier behind the memory: all methods make one round trip whatever they are given. */
export interface Tier {
  readonly name: 'disk' | 'redis';
  readMany(requests: readonly TierRequest[]): Promise<TierReading>;
  /** Resolves once the entries are where a read would find them (disk: also after a crash is not promised). */
  writeMany(entries: readonly StoredEntry[], lease: TierLease | null): Promise<void>;
  /**
   * Resolves once no read of this tier, by any process, gives an entry with one of the tags that was loaded before.
   * `stamp` is the invalidation's place in this engine's order.
   */
  invalidate(tags: readonly string[], stamp: Stamp): Promise<void>;
  deleteMany(keys: readonly string[], stamp: Stamp): Promise<void>;
  /** Everything, or everything of a level. */
  clear(level: Level | null, stamp: Stamp): Promise<void>;
}

/**
 * Whom a message of another process concerns: `all` comes from a process with the same data set, `shared` from one that
 * has only the `shared` families in common with this one.
 */
export type BusScope = 'shared' | 'all';

/** What other processes on the same Redis did; the memory and the disk of this one follow it. */
export type BusMessage =
  | { readonly type: 'invalidate'; readonly scope: BusScope; readonly tags: readonly string[] }
  | { readonly type: 'delete'; readonly scope: BusScope; readonly keys: readonly string[] }
  | { readonly type: 'clear'; readonly scope: BusScope; readonly level: Level | null }
  /** Messages may have been missed: whatever Redis shares with others is dropped. */
  | { readonly type: 'gap'; readonly scope: BusScope };
