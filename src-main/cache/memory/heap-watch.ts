/**
 * Keeps the cache from taking the heap that the rest of the engine needs: above a share of V8's limit the memory sheds
 * until it would be below a lower one, and then waits for the collector to show the effect before it sheds again.
 */
import type { Memory } from './memory.ts';

/** Bytes. */
export interface HeapFigures {
  readonly used: number;
  readonly limit: number;
}

export interface HeapWatchOptions {
  readonly memory: Pick<Memory, 'shed'>;
  readonly figures: () => HeapFigures;
  /** Milliseconds that only go forward. */
  readonly elapsed: () => number;
}

export interface HeapWatch {
  /** Looks at the heap and sheds if need be; gives the bytes that were freed. To be called every few seconds. */
  check(): number;
}

/** Above this share of the limit V8 spends its time collecting. */
const HIGH = 0.85;
const WANTED = 0.75;
/** Freed values still count until the collector has been there; a full collection comes by itself well within this time. */
const PATIENCE_MILLISECONDS = 30_000;

export function createHeapWatch({ memory, figures, elapsed }: HeapWatchOptions): HeapWatch {
  let shedAt: number | null = null;
  return {
    check() {
      const { used, limit } = figures();
      if (used < HIGH * limit) {
        shedAt = null;
        return 0;
      }
      const now = elapsed();
      if (shedAt !== null && now - shedAt < PATIENCE_MILLISECONDS) return 0;
      shedAt = now;
      return memory.shed(used - WANTED * limit);
    },
  };
}
