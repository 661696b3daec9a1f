/**
 * Asks Redis twice a second whether it can be used, also for writing, and says so at once when it cannot. One failed
 * beat may be bad luck; a server that refuses writes, or two failed beats, is not.
 */
import type { Later } from '../../../resilience/index.ts';

const PERIOD_MILLISECONDS = 500;
const LATE_MILLISECONDS = 250;
/** Answers that mean that the server as it is now cannot be used. */
const UNUSABLE = /(READONLY|OOM|NOAUTH|WRONGPASS|NOPERM|LOADING|MASTERDOWN|CLUSTERDOWN|MISCONF|NOREPLICAS)/;

export interface PulseOptions {
  readonly beat: () => Promise<void>;
  /** Only then does it beat. */
  readonly wanted: () => boolean;
  readonly onFailure: (problem: string) => void;
  readonly later: Later;
}

/** Begins at once; gives the way to end it. */
export function startPulse({ beat, wanted, onFailure, later }: PulseOptions): () => void {
  let failures = 0;
  let callOff: (() => void) | null = null;
  let ended = false;

  function fail(problem: string): void {
    failures += 1;
    if (failures < 2 && !UNUSABLE.test(problem)) return;
    failures = 0;
    onFailure(problem);
  }

  function once(): void {
    if (ended) return;
    callOff = later(PERIOD_MILLISECONDS, once);
    if (!wanted()) return;
    let over = false;
    const notInTime = later(LATE_MILLISECONDS, () => {
      // What has arrived while the thread was busy comes first.
      setImmediate(() => end(() => fail(`no heartbeat within ${LATE_MILLISECONDS} ms`)));
    });
    function end(then: () => void): void {
      if (over || ended) return;
      over = true;
      notInTime();
      then();
    }
    beat().then(
      () =>
        end(() => {
          failures = 0;
        }),
      (error: unknown) => end(() => fail(error instanceof Error ? error.message : String(error))),
    );
  }

  once();
  return () => {
    ended = true;
    callOff?.();
  };
}
