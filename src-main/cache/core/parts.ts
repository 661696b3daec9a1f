/** What the parts of the cache's core share. */
import type { Log } from '../../logging/index.ts';
import type { Stamp } from '../entry.ts';
import type { Memory } from '../memory/index.ts';
import type { DiskTier, RedisTier } from '../tiers/index.ts';
import type { Backoff } from './backoff.ts';
import type { Diaries } from './diary.ts';
import type { Flights } from './flights.ts';
import type { CoreFaults } from './options.ts';
import type { Statistics } from './statistics.ts';
import type { TagTable } from './tag-table.ts';

/** What the core asks of Redis; whoever made the tier starts it. */
export type CoreRedis = Pick<RedisTier, Exclude<keyof RedisTier, 'scripts' | 'start'>>;

export interface CoreParts {
  readonly memory: Memory;
  readonly disk: DiskTier | null;
  readonly redis: CoreRedis | null;
  readonly statistics: Statistics;
  readonly tags: TagTable;
  readonly flights: Flights;
  readonly backoff: Backoff;
  readonly diaries: Diaries;
  readonly nextStamp: () => Stamp;
  /** UTC milliseconds. */
  readonly now: () => number;
  /** The same for hits, where reading the system's clock would cost more than the hit. */
  readonly hitClock: () => number;
  /** Milliseconds that only ever go up. */
  readonly ticks: () => number;
  readonly random: () => number;
  readonly soon: (work: () => void) => void;
  readonly rawBytes: (payload: Uint8Array) => number;
  readonly log: Log;
  readonly faults: CoreFaults;
}
