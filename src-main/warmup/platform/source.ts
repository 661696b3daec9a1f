/** A platform as warmup sees it. The platforms' adapters implement this; nothing here knows how a platform is spoken to. */

/** What a platform says about an order or a shipment, as its adapter gives it: plain JSON. */
export type PlatformRecord = { readonly [name: string]: unknown };

/**
 * Errors are AppErrors. Those whose action is `retry` or `throttle` are tried again; a platform that said how long it wants to be left
 * alone says so in the detail `retryAfterMilliseconds`.
 */
export interface PlatformSource {
  /** Unique: `taobao`, `shopify-eu`. */
  readonly name: string;
  /** It has deadlines of its own, and tries again by itself: what it fails with is final. */
  readonly triesItself?: boolean;
  /** Orders placed or changed since (UTC milliseconds), the newest first. */
  recentOrderNumbers(since: number, signal: AbortSignal): Promise<readonly string[]>;
  /** Null: the platform has no such order. */
  order(number: string, signal: AbortSignal): Promise<PlatformRecord | null>;
  /** Null: there is nothing to track, or not yet. */
  tracking(number: string, signal: AbortSignal): Promise<PlatformRecord | null>;
}
