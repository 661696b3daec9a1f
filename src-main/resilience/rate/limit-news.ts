/** The state of a leaky or token bucket as the remote side reports it, in its own units. */
export interface LimitNews {
  readonly available: number;
  readonly maximum: number;
  readonly restorePerSecond: number;
}
