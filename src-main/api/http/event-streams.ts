/** An event stream holds its connection for as long as a page is open: nobody may hold so many that none are left for others. */
import type { ServerResponse } from 'node:http';
import { AppError } from '#shared/domain/app-error.ts';
import { toApiError } from '../api-error.ts';
import { isStream } from '../call.ts';

/** A window holds one, and one more for each import it follows. */
const MOST_OF_ONE_CALLER = 64;
/** Half of the server's connections: the other half is for calls, files and uploads. */
const MOST_IN_ALL = 512;

/** What the handlers know of a request besides its content. */
export interface RequestContext {
  /** Takes a place for a stream until the answer ends. @throws AppError TOO_MANY_STREAMS. */
  readonly openStream: () => void;
}

export interface EventStreams {
  /** Gives the context of one request. @param caller whose session or token the request has shown. */
  contextOf(caller: string, response: ServerResponse): RequestContext;
}

/** Makes a count of open streams. */
export function createEventStreams(mostOfOne = MOST_OF_ONE_CALLER, mostInAll = MOST_IN_ALL): EventStreams {
  const open = new Map<string, number>();
  let all = 0;

  function release(caller: string): void {
    const left = (open.get(caller) ?? 0) - 1;
    if (left > 0) open.set(caller, left);
    else open.delete(caller);
    all--;
  }

  return {
    contextOf: (caller, response) => ({
      openStream() {
        const own = open.get(caller) ?? 0;
        if (own >= mostOfOne || all >= mostInAll) {
          // The connection is what is scarce: it is not kept for a further request.
          response.setHeader('Connection', 'close');
          throw new AppError('TOO_MANY_STREAMS', { action: 'retry', details: { open: own } });
        }
        if (response.destroyed) return;
        open.set(caller, own + 1);
        all++;
        response.once('close', () => release(caller));
      },
    }),
  };
}

/** Gives the interceptor that stands around every call of a handler and turns streams away that find no place. */
export function boundedStreams(traceId: () => string) {
  return async <Result>(call: { context: RequestContext; next: () => Promise<Result> }): Promise<Result> => {
    const output = await call.next();
    if (!isStream(output)) return output;
    try {
      call.context.openStream();
    } catch (error) {
      await output.return?.();
      throw toApiError(error, traceId());
    }
    return output;
  };
}
