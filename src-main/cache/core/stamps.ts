/** The engine's order of events: each stamp is handed out once and is greater than all before it. */
import type { Stamp } from '../entry.ts';

export interface StampSequence {
  next(): Stamp;
  /** Goes on from there, if that is further on: what the disk knows of the runs before. */
  goOnFrom(first: Stamp): void;
}

export function createStamps(): StampSequence {
  let last: Stamp = 0;
  return {
    next: () => ++last,
    goOnFrom(first) {
      last = Math.max(last, first - 1);
    },
  };
}
