/** Where buckets are kept. A change is one step: nobody else's comes in between. */
import { type BucketState, isBucket, type NominalRate, newBucket } from './bucket.ts';

export interface BucketScope {
  readonly platform: string;
  /** Unique over all platforms. */
  readonly shop: string;
}

/** Reads or changes the state that it is given; `now` is UTC milliseconds by the clock of whoever keeps it. */
export type BucketWork<Result> = (state: BucketState, now: number) => Result;

export interface BucketStore {
  /** Never fails. `work` may be run several times, on states of its own; the last counts. */
  change<Result>(scope: BucketScope, work: BucketWork<Result>): Promise<Result>;
  /** As `change`, for work that changes nothing. */
  read<Result>(scope: BucketScope, work: BucketWork<Result>): Promise<Result>;
}

/** What is kept over a restart. */
export interface KeptBucket extends BucketScope {
  readonly state: BucketState;
}

export interface LocalBuckets extends BucketStore {
  snapshot(): readonly KeptBucket[];
  /** Takes up what was kept, for shops that nothing is known of yet. */
  restore(kept: readonly KeptBucket[]): void;
  /** The state itself. */
  of(scope: BucketScope): BucketState;
}

export interface LocalBucketsOptions {
  readonly nominal: (platform: string) => NominalRate;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** Buckets in memory. */
export function createLocalBuckets({ nominal, now }: LocalBucketsOptions): LocalBuckets {
  const buckets = new Map<string, KeptBucket>();

  function of({ platform, shop }: BucketScope): BucketState {
    const known = buckets.get(shop);
    if (known) return known.state;
    const state = newBucket(nominal(platform), now());
    buckets.set(shop, { platform, shop, state });
    return state;
  }

  return {
    change: async (scope, work) => work(of(scope), now()),
    read: async (scope, work) => work(of(scope), now()),
    snapshot: () => structuredClone([...buckets.values()]),
    restore(kept) {
      for (const { platform, shop, state } of structuredClone(kept)) {
        // The calls that were under way died with their process.
        if (!buckets.has(shop) && isBucket(state))
          buckets.set(shop, { platform, shop, state: { ...state, pending: 0 } });
      }
    },
    of,
  };
}
