/**
 * Cells as bytes: ascending ids (products, hours) and their measures column by column, exact for every integer up to
 * 2^53. A reader that wants the first few columns hops over the others, and each column is a tight loop over numbers of
 * one width (measured: a quarter of the time of varints throughout). Blobs put one behind another are read like one.
 *
 * Layout: varint `count * 2 + filled`; then `count` varint id deltas, or, if filled, one varint: the first of `count` ids
 * that follow one another; then for each column a byte `width + 8 * power` and count x width bytes (width 0: all zero;
 * else 1 to 7 bytes, two's complement, little endian; 10^power is taken out of all values).
 */

export const TWO_32 = 4294967296;
/** By power. */
export const DIVISORS = [1, 10, 100, 1_000, 10_000] as const;

/** Sums as `CellSums` holds them: column `c` of slot `s` is `values[s * columns + c]`. */
export interface SumsTable {
  readonly values: Float64Array;
  readonly columns: number;
}
