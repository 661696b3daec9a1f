/** Follows an import until it has ended, across lost connections. */
import type { ImportProgress } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { type Client, isWorthRetrying } from '../../api/index.ts';

export interface RunListener {
  onProgress(progress: ImportProgress): void;
  /** The stream broke; it is asked for again. */
  onLost(): void;
  /** It cannot be followed, such as after the engine was started anew. */
  onFailure(error: unknown): void;
}

const PAUSE = 1_000;

/** Resolves when the run has ended or cannot be followed. `pause` waits between two attempts. */
export async function followRun(
  client: Client,
  runId: ImportId,
  listener: RunListener,
  signal: AbortSignal,
  pause: (milliseconds: number) => Promise<void> = (milliseconds) =>
    new Promise((resolve) => setTimeout(resolve, milliseconds)),
): Promise<void> {
  while (!signal.aborted) {
    try {
      let ended = false;
      for await (const progress of await client.ingest.progress({ importId: runId }, { signal })) {
        listener.onProgress(progress);
        ended = progress.phase === 'done';
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
