/** A bucket that fills by itself, in calls or in a platform's own points. */
export interface Bucket {
  readonly maximum: number;
  readonly perSecond: number;
  available(): number;
  /** Takes what a call costs; where there is too little it takes nothing and says how many seconds are missing. */
  take(cost: number): number;
  /** A call cost less than was taken. */
  giveBack(points: number): void;
}

export function createBucket(options: {
  readonly maximum: number;
  readonly perSecond: number;
  readonly now: () => number;
}): Bucket {
  const { maximum, perSecond, now } = options;
  let level = maximum;
  let filledAt = now();
  function fill(): void {
    const at = now();
    // A clock that is put back takes nothing away.
    level = Math.min(maximum, level + (Math.max(0, at - filledAt) / 1_000) * perSecond);
    filledAt = at;
  }
  return {
    maximum,
    perSecond,
    available() {
      fill();
      return level;
    },
    take(cost) {
      fill();
      if (cost > level) return (cost - level) / perSecond;
      level -= cost;
      return 0;
    },
    giveBack(points) {
      level = Math.min(maximum, level + points);
    },
  };
}
