/**
 * The engine's live events. Every listener hears them in the order they happened; one that cannot keep up loses no
 * knowledge: its queue is replaced by a `hello`, which means "take everything anew".
 */
import type { AppEvent } from '#shared/contract/index.ts';

export interface EventBus {
  emit(event: AppEvent): void;
  /** A stream that begins with `hello` and ends when `signal` aborts, its reader returns, or the bus closes. */
  subscribe(signal?: AbortSignal): AsyncIteratorObject<AppEvent, undefined, void>;
  /** Calls `listener` at once for every event; gives the way to stop. */
  listen(listener: (event: AppEvent) => void): () => void;
  /** Ends every stream. */
  close(): void;
  readonly listeners: number;
}

/** Far more than a page needs to take between two frames, far less than would weigh. */
const QUEUE_LIMIT = 256;

export function createEventBus(version: string, queueLimit: number = QUEUE_LIMIT): EventBus {
  const hello: AppEvent = { type: 'hello', version };
  const listeners = new Set<(event: AppEvent) => void>();
  const endings = new Set<() => void>();

  function listen(listener: (event: AppEvent) => void): () => void {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  }

  function subscribe(signal?: AbortSignal): AsyncIteratorObject<AppEvent, undefined, void> {
    let queue: AppEvent[] = [hello];
    let ended = false;
    const waiting: ((result: IteratorResult<AppEvent, undefined>) => void)[] = [];

    const stopListening = listen((event) => {
      const taker = waiting.shift();
      if (taker) return taker({ value: event, done: false });
      queue.push(event);
      if (queue.length > queueLimit) queue = [hello];
    });

    function end(): void {
      if (ended) return;
      ended = true;
      queue = [];
      stopListening();
      endings.delete(end);
      signal?.removeEventListener('abort', end);
      for (const taker of waiting.splice(0)) taker({ value: undefined, done: true });
    }

    endings.add(end);
    if (signal?.aborted) end();
    else signal?.addEventListener('abort', end, { once: true });

    // Written out instead of an async generator: a generator's `return` waits for the event it is waiting for.
    return {
      next() {
        const event = queue.shift();
        if (event) return Promise.resolve({ value: event, done: false });
        if (ended) return Promise.resolve({ value: undefined, done: true });
        return new Promise((resolve) => waiting.push(resolve));
      },
      return() {
        end();
        return Promise.resolve({ value: undefined, done: true });
      },
      throw(error) {
        end();
        return Promise.reject(error);
      },
      [Symbol.asyncIterator]() {
        return this;
      },
      async [Symbol.asyncDispose]() {
        end();
      },
    };
  }

  return {
    emit(event) {
      for (const listener of [...listeners]) listener(event);
    },
    subscribe,
    listen,
    close() {
      for (const end of [...endings]) end();
    },
    get listeners() {
      return listeners.size;
    },
  };
}
