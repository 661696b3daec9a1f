/**
 * One call to a platform that may throttle, stall, drop the line or talk rubbish, as resilience makes calls; warmup adds its steady
 * pace. A source that tries again by itself is asked once, for as long as it takes it: tries must not multiply. Staff do not wait for the pace, and get one try: they see at once that a platform does not answer.
 */
import { createRemoteCalls, type Later, type Priority, type RateLimiter, type Turn } from '../../resilience/index.ts';
import { createPace, type Pace } from './pace.ts';

export interface PlatformCallsOptions {
  /** Calls a second to one platform. */
  readonly rate: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly elapsed: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  /** How long an answer is waited for, in milliseconds. */
  readonly deadline?: number;
}

export interface CallOptions {
  readonly priority: Priority;
  readonly signal: AbortSignal;
  /** As its source says. */
  readonly triesItself?: boolean | undefined;
}

export interface PlatformCalls {
  /**
   * Gives what the call gives.
   * @throws AppError of the last try; CANCELLED when the signal aborts.
   */
  run<Result>(platform: string, options: CallOptions, call: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  pace(platform: string): Pace;
}

const TRIES = { staff: 1, background: 3 } as const;
/** A platform that has not answered by then is taken as gone. */
const DEADLINE_MILLISECONDS = 15_000;

export function createPlatformCalls(options: PlatformCallsOptions): PlatformCalls {
  const { rate, elapsed, later, random, deadline = DEADLINE_MILLISECONDS } = options;
  const paces = new Map<string, Pace>();

  function paceOf(platform: string): Pace {
    const known = paces.get(platform);
    if (known) return known;
    const made = createPace({ rate, elapsed, later });
    paces.set(platform, made);
    return made;
  }

  async function takeTurn(platform: string, priority: Priority, signal: AbortSignal): Promise<void> {
    if (priority === 'background') await paceOf(platform).turn(signal);
  }

  const limiter: RateLimiter = {
    async turn({ platform, priority, signal }): Promise<Turn> {
      await takeTurn(platform, priority, signal);
      const pace = paceOf(platform);
      return {
        end: () => undefined,
        throttled: (milliseconds) => pace.rest(milliseconds ?? pace.interval),
        unused: () => undefined,
      };
    },
  };
  // A lane gives a platform up by itself, and a source of a connected shop leaves it alone.
  const calls = createRemoteCalls({ later, random, limiter, tries: TRIES, deadline: () => deadline });

  return {
    async run(platform, { priority, signal, triesItself }, call) {
      if (triesItself) {
        await takeTurn(platform, priority, signal);
        return call(signal);
      }
      return calls.run({
        subject: { platform, shop: platform, app: null },
        api: 'read',
        priority,
        cost: 1,
        writes: false,
        signal,
        attempt: async (inner) => ({ value: await call(inner) }),
      });
    },
    pace: paceOf,
  };
}
