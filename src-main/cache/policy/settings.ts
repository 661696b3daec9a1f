/** The ways in which a cache can be run: how much of its budget newcomers get, and who gets into its main part. */

/**
 * `frequency`: who is asked for more than what would have to leave (W-TinyLFU). `return`: who is asked for a second time,
 * in the window or soon after it left (as in 2Q, ARC and S3-FIFO); it suits keys that come back at a distance, and habits
 * that move on, where counts speak for what nobody wants any more.
 */
export type Admission = 'frequency' | 'return';

export interface Setting {
  readonly windowShare: number;
  readonly admission: Admission;
}

/** Saved heat names them by their place: new ones go to the end. The first is W-TinyLFU's own, the fifth is plain LRU. */
export const SETTINGS: readonly Setting[] = [
  { windowShare: 0.01, admission: 'frequency' },
  { windowShare: 0.1, admission: 'frequency' },
  { windowShare: 0.3, admission: 'frequency' },
  { windowShare: 0.6, admission: 'frequency' },
  { windowShare: 1, admission: 'frequency' },
  { windowShare: 0.1, admission: 'return' },
  { windowShare: 0.4, admission: 'return' },
  { windowShare: 0.75, admission: 'return' },
];

/** Where a new cache begins: of all it is the one that is seldom far from the best. */
export const FIRST_SETTING = 6;
