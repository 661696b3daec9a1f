/** Who may call when: one line for each shop, staff before background work, else in the order in which they came. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Later } from '../timing.ts';
import { giveOut, hear, hearThrottled, pauseOf, takeBack, waitOf } from './bucket.ts';
import type { BucketScope, BucketStore } from './bucket-store.ts';
import type { LimitNews } from './limit-news.ts';
import { createLine, type Line } from './line.ts';

export interface TurnRequest extends BucketScope {
  readonly priority: 'staff' | 'background';
  /** What the call is expected to take of the limit. */
  readonly cost: number;
  readonly signal: AbortSignal;
  /** It has been tried before: it goes before those that have not. */
  readonly isAgain: boolean;
  /** Where the platform wants to be left alone for longer, in milliseconds, there is no turn. */
  readonly longestPause: number;
}

/** The right to call once. Exactly one of its functions is to be called, when it is known how the call ended. */
export interface Turn {
  /** It was answered, or not; null where nothing was said of the limit. */
  end(news: LimitNews | null): void;
  /** It was turned away; null: for how long was not said. */
  throttled(retryAfterMilliseconds: number | null): void;
  /** It was not sent after all. */
  unused(): void;
}

export interface RateLimiter {
  /** Resolves when the caller may call. @throws AppError CANCELLED; PLATFORM_THROTTLED for a pause that is too long. */
  turn(request: TurnRequest): Promise<Turn>;
}

export interface RateLimiterOptions {
  readonly buckets: BucketStore;
  readonly later: Later;
}

interface ShopLine extends Line {
  isServed: boolean;
  /** Ends the wait before its time. */
  wake: () => void;
}

function pausedError({ platform }: BucketScope, retryAfterMilliseconds: number): AppError {
  const details = { platform, unsent: true, retryAfterMilliseconds };
  return new AppError('PLATFORM_THROTTLED', { action: 'throttle', details });
}

/** Makes a limiter with a line for each shop. */
export function createRateLimiter({ buckets, later }: RateLimiterOptions): RateLimiter {
  const lines = new Map<string, ShopLine>();

  function lineOf(scope: BucketScope): ShopLine {
    const known = lines.get(scope.shop);
    if (known) return known;
    const line: ShopLine = Object.assign(
      createLine(() => line.wake()),
      { isServed: false, wake: () => undefined },
    );
    lines.set(scope.shop, line);
    return line;
  }

  /** Resolves after so many milliseconds, or when something has changed. */
  function sleep(line: ShopLine, milliseconds: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const callOff = later(Math.ceil(milliseconds), resolve);
    line.wake = () => {
      callOff();
      resolve();
    };
    return promise;
  }

  /** Gives out turns one after the other until nobody waits. */
  async function serve(scope: BucketScope, line: ShopLine): Promise<void> {
    line.isServed = true;
    for (let next = line.first; next; next = line.first) await serveNext(scope, line, next.cost);
    line.isServed = false;
  }

  /** Takes a place in the bucket's line; whoever is first here when the time of that place comes is given the turn. */
  async function serveNext(scope: BucketScope, line: ShopLine, cost: number): Promise<void> {
    const place = await buckets.change(scope, (state, now) => giveOut(state, now, cost));
    for (;;) {
      const { first } = line;
      if (first === null || first.cost !== cost) {
        await buckets.change(scope, (state, now) => takeBack(state, now, cost));
        return;
      }
      const { priority } = first;
      const [milliseconds, pause] = await buckets.read(scope, (state, now) => [
        waitOf(state, now, { place, cost, priority }),
        pauseOf(state, now),
      ]);
      if (pause > first.longestPause) line.turnAway(first, pausedError(scope, pause));
      else if (milliseconds > 0) await sleep(line, milliseconds);
      else if (line.first === first) {
        line.leave();
        first.let(turnOf(scope, line, { place, cost }));
        return;
      }
    }
  }

  function turnOf(scope: BucketScope, line: ShopLine, turn: { place: number; cost: number }): Turn {
    async function tell(work: Parameters<typeof buckets.change<void>>[1]): Promise<void> {
      await buckets.change(scope, work);
      line.wake();
    }
    return {
      end: (news) => void tell((state, now) => hear(state, now, turn, news)),
      throttled: (retryAfter) => void tell((state, now) => hearThrottled(state, now, turn, retryAfter)),
      unused: () => void tell((state, now) => takeBack(state, now, turn.cost)),
    };
  }

  return {
    turn(request) {
      const { platform, shop } = request;
      const line = lineOf(request);
      const turn = line.join(request);
      if (!line.isServed) void serve({ platform, shop }, line);
      return turn;
    },
  };
}
