/** What a cache is made of. Everything that differs between an engine, a test and a simulation is handed in here. */
import type { Log } from '../../logging/index.ts';
import type { Memory, MemoryOptions } from '../memory/index.ts';
import type { DiskTier } from '../tiers/index.ts';
import type { BackoffTimes } from './backoff.ts';
import type { Budget } from './budget.ts';
import type { CoreRedis } from './parts.ts';
import type { StampSequence } from './stamps.ts';

export interface CacheOptions {
  readonly memory: (options: MemoryOptions) => Memory;
  /** Null: there is none. */
  readonly disk: DiskTier | null;
  readonly redis: CoreRedis | null;
  /** Shared with the tiers, which order what they hold by it. */
  readonly stamps: StampSequence;
  /** What the memory may take; changed later by `setBudget`. */
  readonly budget: Budget;
  /** Whether other processes work on the same data set, so that its entries can change without this process. */
  readonly datasetShared?: boolean;
  /** Gives a store's name for the overview. */
  readonly storeName?: (storeId: number) => string;
  /** Gives what a payload took before it was encoded; its own length when left out. */
  readonly rawBytes?: (payload: Uint8Array) => number;
  /** Used and most bytes of the JavaScript heap. Left out: the memory is not shed under its pressure. */
  readonly heap?: () => { readonly used: number; readonly limit: number };
  /** How long a source that failed is left alone. */
  readonly backoff?: BackoffTimes;
  readonly log: Log;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** The same for hits: `createTurnClock(now)` saves reading the system's clock at each. `now` when left out. */
  readonly hitClock?: () => number;
  /** Milliseconds that only ever go up. */
  readonly ticks: () => number;
  /** Runs something after so many milliseconds; gives the way to call it off. */
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
  /** Runs something after the present job; a microtask when left out. */
  readonly soon?: (work: () => void) => void;
  /** Only for tests that show that they would notice. */
  readonly faults?: CoreFaults;
}

/** Rules that can be broken on purpose, to see whether a test catches it. */
export interface CoreFaults {
  /** Keep what was loaded although it was invalidated meanwhile. */
  readonly keepRevoked?: boolean;
  /** Let newcomers wait for a load that began before an invalidation. */
  readonly joinRevoked?: boolean;
  /** Believe whatever the disk gives. */
  readonly trustDisk?: boolean;
  /** Go on serving what is shared after the bus had a gap. */
  readonly ignoreGap?: boolean;
}
