/** Follows what warmup is doing for as long as the page is open, across lost connections. */
import type { WarmupProgress } from '#shared/contract/index.ts';
import { type Client, isWorthRetrying } from '../../api/index.ts';

export interface ProgressListener {
  onProgress(progress: WarmupProgress): void;
  /** The stream broke; it is asked for again. */
  onLost(): void;
  /** It cannot be followed. */
  onFailure(error: unknown): void;
}

const PAUSE = 2_000;

/** Resolves when the signal is aborted or warmup cannot be followed. `pause` waits between two attempts. */
export async function followProgress(
  client: Client,
  listener: ProgressListener,
  signal: AbortSignal,
  pause: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<void> {
  while (!signal.aborted) {
    try {
      for await (const progress of await client.warmup.progress(undefined, { signal })) {
        listener.onProgress(progress);
      }
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
