/**
 * A day's clock. The hours pass by its hands; waits of seconds and longer are of the day, such as "look again in a minute",
 * shorter ones are of this computer, such as the deadline of a read, and run in real time.
 */
import { later as systemTimer } from '../../../src-main/engine/timer.ts';

export interface DayClock {
  /** UTC milliseconds. */
  now(): number;
  later(milliseconds: number, work: () => void): () => void;
  /** Puts the hands forward and runs what has become due. */
  moveTo(instant: number): void;
}

const SHORTEST_OF_THE_DAY = 1_000;

interface Waiting {
  readonly at: number;
  readonly work: () => void;
}

export function createDayClock(begin: number): DayClock {
  let present = begin;
  const waiting = new Set<Waiting>();
  return {
    now: () => present,
    later(milliseconds, work) {
      if (milliseconds < SHORTEST_OF_THE_DAY) return systemTimer(milliseconds, work);
      const one = { at: present + milliseconds, work };
      waiting.add(one);
      return () => void waiting.delete(one);
    },
    moveTo(instant) {
      present = instant;
      const due = [...waiting].filter(({ at }) => at <= instant).sort((a, b) => a.at - b.at);
      for (const one of due) if (waiting.delete(one)) one.work();
    },
  };
}
