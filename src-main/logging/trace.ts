/** A trace id is opened once a request and follows it through every await, into worker threads and into the log. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

export interface Trace {
  /** Runs `work` under a trace id; a new one unless one is given. */
  run<Result>(work: () => Result, traceId?: string): Result;
  /** The id that the running code belongs to; null outside of any request. */
  current(): string | null;
}

/** Gives 16 hexadecimal digits: short enough to be read out on the telephone, long enough never to repeat. */
export function newTraceId(): string {
  return randomBytes(8).toString('hex');
}

/** Each engine has its own, so that two of them in one process never mix their ids. */
export function createTrace(): Trace {
  const storage = new AsyncLocalStorage<string>();
  return {
    run: (work, traceId = newTraceId()) => storage.run(traceId, work),
    current: () => storage.getStore() ?? null,
  };
}
