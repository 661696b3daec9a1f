/** Writes down what was learnt of platforms' limits, once a minute and at the end; after a crash the last minute is learnt again. */
import type { Writer } from '../../database/index.ts';
import type { Log } from '../../logging/index.ts';
import type { Later, LocalBuckets, ResilienceWriteTasks } from '../../resilience/index.ts';

export interface KeepLimitsOptions {
  readonly buckets: Pick<LocalBuckets, 'snapshot'>;
  readonly writer: Writer<ResilienceWriteTasks>;
  readonly later: Later;
  readonly log: Log;
}

const EVERY_MILLISECONDS = 60_000;

/** Begins to write. Gives a function that ends it and writes once more. */
export function keepLimits({ buckets, writer, later, log }: KeepLimitsOptions): () => Promise<void> {
  let callOff: () => void = () => undefined;
  let ended = false;
  let underWay: Promise<void> = Promise.resolve();
  /** By shop, as it was written last: a night without calls writes nothing. */
  const written = new Map<string, string>();

  async function keep(): Promise<void> {
    const changed = buckets
      .snapshot()
      .map((bucket) => ({ bucket, text: JSON.stringify(bucket) }))
      .filter(({ bucket, text }) => written.get(bucket.shop) !== text);
    if (changed.length === 0) return;
    try {
      await writer.write(
        'keepRateLimits',
        changed.map(({ bucket }) => bucket),
      );
      for (const { bucket, text } of changed) written.set(bucket.shop, text);
    } catch (error) {
      log.warn('what platforms allow is not written down', { error });
    }
  }

  function plan(): void {
    if (ended) return;
    callOff = later(EVERY_MILLISECONDS, () => {
      underWay = keep().then(plan);
    });
  }

  plan();
  return async () => {
    ended = true;
    callOff();
    await underWay;
    await keep();
  };
}
