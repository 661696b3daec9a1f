/** Computers of a chain on one Redis, with the system's own timers. */
import { Redis } from 'ioredis';
import { later } from '../../../src-main/engine/timer.ts';
import { createRedisAsking, type RedisAsking } from '../../../src-main/resilience/index.ts';

export { until } from '../../waiting/index.ts';
export { later };

export interface Connected {
  readonly redis: RedisAsking;
  readonly failures: string[];
  close(): void;
}

/** Far beyond what an answer takes on a busy machine: where nobody answers, the connection is gone. */
const PATIENT_MILLISECONDS = 5_000;

/** A connection that gives up at once where there is no Redis, and finds it again. */
export function connectTo(target: { readonly host: string; readonly port: number }, prefix = 'chain'): Connected {
  const client = new Redis({ ...target, maxRetriesPerRequest: 0, enableOfflineQueue: false, retryStrategy: () => 20 });
  // While it is down every try to connect is an error, which is what the tests bring about.
  client.on('error', () => undefined);
  const failures: string[] = [];
  const redis = createRedisAsking({
    redis: () => (client.status === 'ready' ? client : null),
    prefix: () => prefix,
    later,
    failed: (problem) => failures.push(problem),
    deadlineMilliseconds: PATIENT_MILLISECONDS,
  });
  return { redis, failures, close: () => client.disconnect() };
}
