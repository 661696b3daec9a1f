/** What is cached, and how long it may live. Tiers (`tier.ts`) say where. */

/** L1 orders by store and month, L2 aggregates of one store, L3 answers about a set of stores, L4 single hot items. */
export const LEVELS = ['L1', 'L2', 'L3', 'L4'] as const;
export type Level = (typeof LEVELS)[number];

/** Where an entry can lie, the nearest first. */
export const TIERS = ['memory', 'disk', 'redis'] as const;
export type TierName = (typeof TIERS)[number];

/** All times in milliseconds. */
export interface Lifetime {
  /** How long a value counts as fresh. */
  readonly ttl: number;
  /** Share of the ttl (0 to 1) by which single entries live shorter, so that what was stored together does not end together. */
  readonly jitter: number;
  /** How long past its freshness a value may be served stale: while it is refreshed, and while its source is down. */
  readonly grace: number;
  /** Strength of the early refresh (XFetch's beta; 1 is the paper's): 0 switches it off. */
  readonly beta: number;
}
