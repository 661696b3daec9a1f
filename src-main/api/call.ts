/** Every call runs under a trace id, is timed and logged, and fails in one shape. */
import { mapEventIterator } from '@orpc/client';
import { os } from '@orpc/server';
import { httpStatus } from '#shared/domain/http-status.ts';
import { type Log, newTraceId, type Trace } from '../logging/index.ts';
import { toApiError, toAppError } from './api-error.ts';

export interface CallSetting {
  readonly log: Log;
  readonly trace: Trace;
  /** Settled when the engine has started, or could not. */
  readonly ready: () => Promise<void>;
}

/** Gives whether a procedure answers with a stream. */
export function isStream(output: unknown): output is AsyncIteratorObject<unknown, unknown, void> {
  return typeof output === 'object' && output !== null && Symbol.asyncIterator in output && 'next' in output;
}

/** Logs a failed call: what is our fault as an error with its cause, what the caller can put right as a remark. */
function logFailure(log: Log, call: string, error: unknown, traceId: string): void {
  const known = toAppError(error);
  const facts = { call, code: known.code, traceId };
  if (httpStatus(known.code) === 500) log.error('call failed', { ...facts, error: known });
  else if (known.code !== 'CANCELLED') log.info('call refused', { ...facts, details: known.details });
}

/** Gives the middleware that stands around every procedure, its input's validation included. */
export function aroundEveryCall({ log, trace, ready }: CallSetting) {
  return os.middleware(async ({ next, path }) => {
    const call = path.join('.');
    // The command line opens the trace itself, so that its own lines carry the same id.
    const traceId = trace.current() ?? newTraceId();
    function failed(error: unknown) {
      const failure = toApiError(error, traceId);
      if (failure !== error) logFailure(log, call, error, traceId);
      return failure;
    }
    return trace.run(async () => {
      const began = performance.now();
      try {
        await ready();
        const result = await next();
        const { output } = result;
        log.debug('call answered', { call, milliseconds: Math.round((performance.now() - began) * 10) / 10 });
        if (!isStream(output)) return result;
        const stream = mapEventIterator(output, {
          value: async (value: unknown) => value,
          error: async (error) => failed(error),
        });
        return { ...result, output: stream };
      } catch (error) {
        throw failed(error);
      }
    }, traceId);
  });
}
