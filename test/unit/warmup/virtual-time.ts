/** A clock that only moves when a test moves it, with the timers that hang on it. */
import { setImmediate as nextTurn } from 'node:timers/promises';

export interface VirtualTime {
  readonly elapsed: () => number;
  readonly later: (milliseconds: number, work: () => void) => () => void;
  /** Moves on timer by timer, and lets what each sets off come to rest. */
  advance(milliseconds: number): Promise<void>;
}

export function createVirtualTime(): VirtualTime {
  let present = 0;
  const timers = new Set<{ readonly at: number; readonly work: () => void }>();
  return {
    elapsed: () => present,
    later(milliseconds, work) {
      const timer = { at: present + Math.max(0, milliseconds), work };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async advance(milliseconds) {
      const until = present + milliseconds;
      await nextTurn();
      for (;;) {
        const [next] = [...timers].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (!next) break;
        timers.delete(next);
        present = Math.max(present, next.at);
        next.work();
        await nextTurn();
      }
      present = until;
      await nextTurn();
    },
  };
}

/** Random numbers that a seed repeats (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
