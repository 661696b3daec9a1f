/** A leaky or token bucket as the remote side tells of it, in its own units. */
export interface LimitNews {
  readonly available: number;
  readonly maximum: number;
  readonly restorePerSecond: number;
  /** What the call took in the end. */
  readonly cost: number;
}
