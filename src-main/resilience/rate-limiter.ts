/** Who may call when: one line for each shop, staff before background work, else in the order in which they came. */
import type { LimitNews } from './limit-news.ts';

export interface TurnRequest {
  readonly platform: string;
  readonly shop: string;
  readonly priority: 'staff' | 'background';
  /** What the call is expected to take of the limit. */
  readonly cost: number;
  readonly signal: AbortSignal;
  /** It has been tried before: it goes before those that have not. */
  readonly isAgain: boolean;
}

/** The right to call once. Exactly one of its functions is to be called, when it is known how the call ended. */
export interface Turn {
  /** It was answered, or not; null where nothing was said of the limit. */
  end(news: LimitNews | null): void;
  /** It was turned away; null: for how long was not said. */
  throttled(retryAfterMilliseconds: number | null): void;
}

export interface RateLimiter {
  /** Resolves when the caller may call. @throws AppError CANCELLED */
  turn(request: TurnRequest): Promise<Turn>;
}
