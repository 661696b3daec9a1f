/**
 * What staff wait for and ask of several tasks within a tick, such as an overview and its age, goes to a reading thread
 * together: the answers come back in one trip, and are of one state of the database.
 */
import type { Reader } from '../../database/index.ts';
import { createGather } from '../core/index.ts';
import type { AnswerGroup, AnswerResult } from './answers-task.ts';
import type { CacheReadTasks } from './tasks.ts';

export interface AnswerTrips {
  /** Gives the results of a group in their order. */
  ask(group: AnswerGroup, signal: AbortSignal): Promise<readonly AnswerResult[]>;
}

interface Passenger {
  readonly group: AnswerGroup;
  readonly signal: AbortSignal;
  resolve(results: readonly AnswerResult[]): void;
  reject(error: unknown): void;
}

export function createAnswerTrips(reader: Reader<CacheReadTasks>): AnswerTrips {
  const waiting = createGather<Passenger>(queueMicrotask, (passengers) => void travel(passengers));

  async function travel(passengers: readonly Passenger[]): Promise<void> {
    const signal = whenAllGiveUp(passengers.map((one) => one.signal));
    try {
      const groups = passengers.map(({ group }) => group);
      const results = await reader.read('cache.answers', groups, { signal });
      passengers.forEach(({ resolve }, index) => {
        resolve(results[index]!);
      });
    } catch (error) {
      for (const { reject } of passengers) reject(error);
    }
  }

  return {
    ask: (group, signal) =>
      new Promise((resolve, reject) => {
        waiting.add({ group, signal, resolve, reject });
      }),
  };
}

/** A trip is called off when nobody waits for any of it. */
function whenAllGiveUp(signals: readonly AbortSignal[]): AbortSignal {
  const [only] = signals;
  if (only !== undefined && signals.length === 1) return only;
  const all = new AbortController();
  const look = () => {
    if (signals.every(({ aborted }) => aborted)) all.abort();
  };
  for (const signal of signals) signal.addEventListener('abort', look, { once: true });
  look();
  return all.signal;
}
