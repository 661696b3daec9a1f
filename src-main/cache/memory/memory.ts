/** What the cache asks of its memory: bounded in bytes, nothing in it is ever cloned. */
import type { EvictionCause } from '#shared/contract/index.ts';
import type { MemoryEntry } from '../entry.ts';
import type { Level } from '../level.ts';

export interface LevelUse {
  readonly entries: number;
  readonly bytes: number;
}

export interface Memory {
  /** Gives the entry whatever its age, and counts the access for the policy. */
  get(key: string): MemoryEntry | undefined;
  /** Gives the entry without counting. */
  peek(key: string): MemoryEntry | undefined;
  /** Puts an entry in the place of what had its key. False: the policy or its size kept it out. */
  set(entry: MemoryEntry): boolean;
  /** Notes that the entry of this key has grown or shrunk (a column was opened), in bytes of now. */
  resize(key: string, bytes: number): void;
  delete(key: string, cause: EvictionCause): boolean;
  /** Drops what has one of the tags; gives how many. Costs what it drops, not what there is. */
  invalidate(tags: readonly string[]): number;
  /** Drops everything, or everything of a level. */
  clear(level: Level | null): number;
  /** Drops what is past its grace, at most so many. The caller calls it now and then. */
  expire(now: number, most: number): number;
  /** Frees so many bytes, L1 first, then L2, L3, L4, the least wanted first. Gives what it freed. */
  shed(bytes: number): number;
  /** A smaller budget drops at once. */
  setBudget(bytes: number): void;
  /** How often a key was asked for lately: 0 to 15, as the policy's sketch has it. */
  frequency(key: string): number;
  /** What makes a restart warm: frequencies, window and order; small (under 1 MB). */
  saveHeat(): Uint8Array;
  /** Takes up saved heat; false when it was written by another version and was left aside. */
  restoreHeat(heat: Uint8Array): boolean;
  /** From the most wanted to the least. */
  entries(): Iterable<MemoryEntry>;
  /** The entries with the most bytes, the largest first. */
  largest(count: number): readonly MemoryEntry[];
  readonly bytes: number;
  readonly budget: number;
  readonly size: number;
  /** Share of the budget that newcomers get, as the shadows chose it. */
  readonly windowShare: number;
  use(level: Level): LevelUse;
}

export interface MemoryOptions {
  readonly budget: number;
  /** Told of each entry that leaves, once. It must not call the memory, which is in the middle of a change. */
  readonly onEvict: (entry: MemoryEntry, cause: EvictionCause) => void;
  /** In [0, 1): given in, so that a run can be repeated. */
  readonly random: () => number;
}
