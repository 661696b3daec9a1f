/**
 * One call to a platform that may throttle, stall, drop the line or talk rubbish: paced, with a deadline, tried again as long
 * as that has a point. Staff do not wait for the pace, and get one try: they see at once that a platform does not answer.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { createPace, type Pace } from './pace.ts';
import { type Later, wait, withDeadline } from './wait.ts';

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

export interface PlatformCalls {
  /**
   * Gives what the call gives.
   * @throws AppError of the last try; CANCELLED when the signal aborts.
   */
  run<Result>(
    platform: string,
    options: { readonly priority: 'staff' | 'background'; readonly signal: AbortSignal },
    call: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result>;
  pace(platform: string): Pace;
}

const TRIES = 3;
/** The longest of the waits doubles from here; each is a random part of it ("full jitter", as AWS's architects describe it). */
const FIRST_WAIT_MILLISECONDS = 1_000;
const LONGEST_WAIT_MILLISECONDS = 60_000;
/** A platform that has not answered by then is taken as gone. */
const DEADLINE_MILLISECONDS = 15_000;
/** A platform that wants to be left alone for longer has no orders for this run. */
const LONGEST_REST_MILLISECONDS = 10 * 60_000;

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

  function once<Result>(
    platform: string,
    signal: AbortSignal,
    call: (signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    const late = () => new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform } });
    return withDeadline({ milliseconds: deadline, later, signal, late }, call);
  }

  return {
    async run(platform, { priority, signal }, call) {
      const pace = paceOf(platform);
      for (let tried = 1; ; tried++) {
        if (priority === 'background') await pace.turn(signal);
        try {
          return await once(platform, signal, call);
        } catch (error) {
          const failure = platformError(platform, error);
          const rest = retryAfter(failure);
          if (rest > 0) pace.rest(Math.min(rest, LONGEST_REST_MILLISECONDS));
          const last = priority === 'staff' ? 1 : TRIES;
          if (failure.action !== 'retry' || tried >= last || rest > LONGEST_REST_MILLISECONDS) throw failure;
          const longest = Math.min(LONGEST_WAIT_MILLISECONDS, FIRST_WAIT_MILLISECONDS * 2 ** (tried - 1));
          await wait(random() * longest, later, signal);
        }
      }
    },
    pace: paceOf,
  };
}

function retryAfter({ details }: AppError): number {
  const { retryAfterMilliseconds: given } = details;
  return typeof given === 'number' && given > 0 ? given : 0;
}

/** What an adapter did not foresee is most often a line that broke: it is worth another try. */
function platformError(platform: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  return new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform }, cause: error });
}
