/**
 * What Redis missed while it was away, kept on disk until it is delivered: the newest of a key or tag wins, and nothing
 * leaves before it has been applied. Applying it twice does no harm.
 */

import type { EntryFacts, Stamp, StoredEntry } from '../../entry.ts';
import type { Level } from '../../level.ts';

/** Where this process stood in Redis' log of invalidations: which run of the server, and how far in it. */
export interface BusPosition {
  readonly run: string;
  readonly sequence: number;
}

/** A write that Redis missed. `heard`: the last that was heard of other processes before its load began. */
export interface MissedWrite {
  readonly entry: StoredEntry;
  readonly heard: BusPosition | null;
}

/** Everything by which other processes have to be told that something is no longer valid. */
export interface MissedInvalidations {
  readonly tags: ReadonlyMap<string, Stamp>;
  readonly keys: ReadonlyMap<string, Stamp>;
  /** Null stands for everything. */
  readonly clears: ReadonlyMap<Level | null, Stamp>;
}

export interface RecoveryStore {
  /** Takes the place of older writes of the same keys. May be dropped when there are too many: the soonest gone first. */
  addWrites(writes: readonly MissedWrite[]): Promise<void>;
  /** Resolves once it would survive the end of the process. Too many become a clear of everything. */
  addInvalidations(missed: MissedInvalidations): Promise<void>;
  /** Whether Redis does not know yet that this is no longer valid. */
  covers(facts: Pick<EntryFacts, 'key' | 'tags'>): boolean;
  /** All that waits, as it is now. */
  invalidations(): MissedInvalidations;
  /** Forgets what has been delivered, but for what has come again since. */
  removeInvalidations(delivered: MissedInvalidations): Promise<void>;
  /** Some writes that wait and that no invalidation of this engine has overtaken. */
  nextWrites(most: number): Promise<readonly MissedWrite[]>;
  removeWrites(delivered: readonly MissedWrite[]): Promise<void>;
  /** Writes and invalidations that wait. */
  readonly waiting: number;
  /** Names this data directory among the processes on a Redis, for ever. */
  identity(): Promise<string>;
  savePosition(position: BusPosition): Promise<void>;
  loadPosition(): Promise<BusPosition | null>;
}
