/** Follows what the engine tells as a stream, across lost connections. */
import { isWorthRetrying } from './failure.ts';

export interface StreamListener<Value> {
  onValue(value: Value): void;
  /** Whether this was all there is: a stream that ends before it was broken off. Left out: there is always more. */
  isLast?(value: Value): boolean;
  /** The stream broke; it is asked for again. */
  onLost(): void;
  /** It cannot be followed. */
  onFailure(error: unknown): void;
}

const PAUSE = 2_000;

/** Resolves when the last value has come, the signal is aborted or the stream cannot be followed. `pause` waits between two attempts. */
export async function followStream<Value>(
  open: (signal: AbortSignal) => Promise<AsyncIterable<Value>>,
  listener: StreamListener<Value>,
  signal: AbortSignal,
  pause: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<void> {
  while (!signal.aborted) {
    try {
      let ended = false;
      for await (const value of await open(signal)) {
        listener.onValue(value);
        ended = listener.isLast?.(value) ?? false;
      }
      if (ended) return;
    } catch (error) {
      if (signal.aborted) return;
      if (!isWorthRetrying(error)) {
        listener.onFailure(error);
        return;
      }
    }
    if (signal.aborted) return;
    listener.onLost();
    await pause(PAUSE);
  }
}
