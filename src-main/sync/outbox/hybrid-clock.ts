/**
 * A hybrid logical clock (Kulkarni et al. 2014): as close to the wall clock as it can be, and never going back, whatever the
 * wall clock does. Its reading is kept in the database and moves in the transaction of what it stamps: a transaction that
 * comes to nothing has not moved it.
 */
import type { WritableDb } from '../../database/index.ts';

export interface HybridTime {
  /** UTC milliseconds: the largest that was seen. */
  readonly time: number;
  /** Tells apart what has the same time. */
  readonly counter: number;
  /** Who gave it. */
  readonly node: string;
}

/** The counter is written as four hexadecimal digits, the time as twelve: enough for 8,900 years. */
const MOST = 0xffff;
const TIME_DIGITS = 12;

/** Gives the next reading. @param now the wall clock's, UTC milliseconds. */
export function tick(last: HybridTime, now: number): HybridTime {
  if (now > last.time) return { ...last, time: now, counter: 0 };
  return next(last);
}

/** Gives the next reading after another clock's was met, so that what follows is stamped later than what it followed. */
export function meet(last: HybridTime, other: HybridTime, now: number): HybridTime {
  const time = Math.max(last.time, other.time, now);
  if (time === last.time && time === other.time) {
    return next({ ...last, counter: Math.max(last.counter, other.counter) });
  }
  if (time === last.time) return next(last);
  if (time === other.time) return next({ ...last, time, counter: other.counter });
  return { ...last, time, counter: 0 };
}

function next(last: HybridTime): HybridTime {
  if (last.counter < MOST) return { ...last, counter: last.counter + 1 };
  return { ...last, time: last.time + 1, counter: 0 };
}

/** Gives a text that sorts as the clock runs: time, counter, node. */
export function formatHybrid({ time, counter, node }: HybridTime): string {
  return `${time.toString(16).padStart(TIME_DIGITS, '0')}-${counter.toString(16).padStart(4, '0')}-${node}`;
}

/** Null: it is no such text. */
export function parseHybrid(text: string): HybridTime | null {
  const match = /^([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-z]{1,32})$/.exec(text);
  if (!match) return null;
  return { time: Number.parseInt(match[1]!, 16), counter: Number.parseInt(match[2]!, 16), node: match[3]! };
}

/** The clock within one transaction. */
export interface TransactionClock {
  stamp(): string;
  /** To be called for every stamp that came from elsewhere. */
  meet(stamp: string): void;
  /** Keeps the reading: the last step of the transaction. */
  keep(): void;
}

/** Makes the clock of one transaction. @param now UTC milliseconds. */
export function createTransactionClock(db: WritableDb, now: number): TransactionClock {
  let reading: HybridTime | null = null;
  const present = () => reading ?? (db.prepare('SELECT time, counter, node FROM hybrid_clock').get() as HybridTime);
  return {
    stamp() {
      reading = tick(present(), now);
      return formatHybrid(reading);
    },
    meet(stamp) {
      const other = parseHybrid(stamp);
      if (other) reading = meet(present(), other, now);
    },
    keep() {
      if (reading) db.prepare('UPDATE hybrid_clock SET time = ?, counter = ?').run(reading.time, reading.counter);
    },
  };
}
