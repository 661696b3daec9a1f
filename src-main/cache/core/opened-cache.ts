/** The cache as whoever puts the engine together sees it: its life, and what people who look after it ask. */
import type { CacheHistoryPoint } from '#shared/contract/index.ts';
import type { Cache, Cached } from '../cache.ts';
import type { Budget } from './budget.ts';
import type { AskedKey, KeyQuery } from './explain.ts';
import type { CacheGlance } from './overview.ts';

/** What one encoding or decoding took: the codec's `onMeasured`. */
export interface EncodingMeasured {
  readonly operation: 'encode' | 'decode';
  readonly rawBytes: number;
  readonly storedBytes: number;
  readonly milliseconds: number;
}

export interface OpenedCache extends Cache {
  /**
   * Opens the disk tier, goes on in the order of events where the last run ended, listens to other processes, and takes
   * up the heat. Call it after all families have been registered, before the first read and before Redis is started.
   */
  start(): Promise<void>;
  /**
   * Fills the memory again with what was wanted most when the last run ended; gives how many entries came back from disk,
   * once all have that fit. The second call waits for the same.
   */
  refill(): Promise<number>;
  /** Writes what still waits, saves heat and history, and closes the tiers. */
  close(): Promise<void>;
  /** Gives the reads and writes of a family that is registered; null when there is none of that name. */
  registered(name: string): Cached<unknown, unknown> | null;
  /** What lies in memory of a family: its keys without the family's name. */
  heldKeys(family: string): string[];
  /** For when stores come and go, or IT fixes another. */
  setBudget(budget: Budget): void;
  /** What health and status ask for often. */
  glance(): CacheGlance;
  /** Keys asked for lately, those that missed first. */
  keys(query: KeyQuery): readonly AskedKey[];
  history(hours: number): Promise<{ stepMilliseconds: number; points: CacheHistoryPoint[] }>;
  /** Lets go of everything in memory that is past its grace, at once. */
  expire(): void;
  /** Ends the present point of the statistics, if its time is over, and keeps what there is; points older than 30 days go. */
  rollOver(): Promise<void>;
  /** Counts what the codec measured, for the overview. */
  noteEncoding(measured: EncodingMeasured): void;
  /** Whether staff wait for a load at this moment: warmup lets them go first. */
  staffWait(): boolean;
  /** The scope of a registered family; `dataset` for a name that nobody has registered. */
  scopeOf(family: string): 'shared' | 'dataset';
  /** Resolves when all that was loaded lies in the tiers, too. */
  settled(): Promise<void>;
}
