/**
 * Durations counted in buckets that grow by a quarter each: any percentile within 12 % in a fixed 96 numbers, and two
 * histograms add up to one.
 */

const BUCKETS = 96;
const GROWTH = 1.25;
/** The upper end of the first bucket, in milliseconds; the last one ends at 10^6.3 s, where everything longer is. */
const FIRST = 0.001;

export type Histogram = Float64Array;

export function createHistogram(): Histogram {
  return new Float64Array(BUCKETS);
}

export function addDuration(histogram: Histogram, milliseconds: number): void {
  const bucket = milliseconds <= FIRST ? 0 : Math.ceil(Math.log(milliseconds / FIRST) / Math.log(GROWTH));
  histogram[Math.min(BUCKETS - 1, bucket)]! += 1;
}

/** Gives the duration that this share (0 to 1) of them did not exceed, in milliseconds; null when there are none. */
export function percentile(histogram: Histogram, share: number): number | null {
  let total = 0;
  for (const count of histogram) total += count;
  if (total === 0) return null;
  let left = share * total;
  for (let bucket = 0; bucket < BUCKETS; bucket++) {
    left -= histogram[bucket]!;
    // The middle of the bucket, geometrically.
    if (left <= 0) return FIRST * GROWTH ** (bucket - 0.5);
  }
  return FIRST * GROWTH ** (BUCKETS - 1);
}

export function sumHistograms(histograms: readonly Histogram[]): Histogram {
  const sum = createHistogram();
  for (const histogram of histograms)
    for (let bucket = 0; bucket < BUCKETS; bucket++) sum[bucket]! += histogram[bucket]!;
  return sum;
}

/** A histogram of the last while: it forgets in two halves. */
export interface RecentHistogram {
  add(milliseconds: number): void;
  /** Forgets the older half. Call it every half of the while that is to be remembered. */
  turn(): void;
  percentile(share: number): number | null;
}

export function createRecentHistogram(): RecentHistogram {
  let older = createHistogram();
  let newer = createHistogram();
  return {
    add: (milliseconds) => addDuration(newer, milliseconds),
    turn() {
      older = newer;
      newer = createHistogram();
    },
    percentile: (share) => percentile(sumHistograms([older, newer]), share),
  };
}
