/** The last durations of one kind of call, for percentiles that tell of now and not of the whole day. */

const KEPT = 512;

export interface Latency {
  add(milliseconds: number): void;
  /** `share` in [0, 1]: 0.99 gives the p99 by nearest rank; null before the first call. */
  percentile(share: number): number | null;
}

export function createLatency(): Latency {
  const durations = new Float64Array(KEPT);
  let added = 0;
  return {
    add(milliseconds) {
      durations[added++ % KEPT] = milliseconds;
    },
    percentile(share) {
      const count = Math.min(added, KEPT);
      if (count === 0) return null;
      const sorted = durations.slice(0, count).sort();
      return sorted[Math.max(0, Math.ceil(share * count) - 1)]!;
    },
  };
}
