/** A stream of the newest value: whoever reads slowly misses steps, never the last one. */

export interface LatestStream<Value> {
  readonly latest: Value;
  set(value: Value): void;
  /** Sets the last value and ends every reader after it. */
  finish(value: Value): void;
  /** Begins with the newest value. */
  subscribe(signal?: AbortSignal): AsyncIteratorObject<Value, undefined, void>;
}

export function createLatestStream<Value>(first: Value): LatestStream<Value> {
  let latest = first;
  let version = 1;
  let finished = false;
  const waiting = new Set<() => void>();

  function wake(): void {
    for (const resume of [...waiting]) resume();
  }

  return {
    get latest() {
      return latest;
    },
    set(value) {
      if (finished) return;
      latest = value;
      version++;
      wake();
    },
    finish(value) {
      latest = value;
      version++;
      finished = true;
      wake();
    },
    subscribe(signal) {
      let taken = 0;
      let ended = signal?.aborted ?? false;
      const end = () => {
        ended = true;
        wake();
      };
      signal?.addEventListener('abort', end, { once: true });
      return {
        async next() {
          while (!ended && taken === version && !finished) {
            const { promise, resolve } = Promise.withResolvers<void>();
            waiting.add(resolve);
            await promise;
            waiting.delete(resolve);
          }
          if (ended || taken === version) {
            signal?.removeEventListener('abort', end);
            return { value: undefined, done: true };
          }
          taken = version;
          return { value: latest, done: false };
        },
        async return() {
          end();
          return { value: undefined, done: true };
        },
        async throw(error) {
          end();
          throw error;
        },
        [Symbol.asyncIterator]() {
          return this;
        },
        async [Symbol.asyncDispose]() {
          end();
        },
      };
    },
  };
}
