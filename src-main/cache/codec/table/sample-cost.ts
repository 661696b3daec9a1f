/** An estimate of what packed numbers will take once they are compressed, to choose a packing before paying for it. */
import type { Integers } from './bit-packing.ts';

const WINDOWS = 4;
const WINDOW_ROWS = 512;

/** Gives up to four runs of neighbouring values, evenly spread. Neighbours matter: differences are taken between them. */
export function sampleWindows(count: number): readonly (readonly [start: number, end: number])[] {
  if (count <= WINDOWS * WINDOW_ROWS) return [[0, count]];
  return Array.from({ length: WINDOWS }, (_, i) => {
    const start = Math.floor((i * (count - WINDOW_ROWS)) / (WINDOWS - 1));
    return [start, start + WINDOW_ROWS] as const;
  });
}

/** Gives which share of the sampled values are distinct. */
export function distinctShare(windows: ReturnType<typeof sampleWindows>, values: ArrayLike<number>): number {
  const distinct = new Set<number>();
  let rows = 0;
  for (const [start, end] of windows) {
    for (let row = start; row < end; row++) distinct.add(values[row]!);
    rows += end - start;
  }
  return distinct.size / rows;
}

/** A number up to 2^53 - 1 has so many bytes. */
const MOST_PLANES = 7;
const INT32_MOST = 2 ** 31 - 1;

/**
 * Gives bits a value by the order-0 entropy (Shannon, 1948) of each byte of the numbers, which is what an entropy coder
 * over separate streams comes close to.
 * @param values from 0 up.
 */
export function bitsByEntropy(windows: ReturnType<typeof sampleWindows>, values: Integers): number {
  const counts = new Uint32Array(MOST_PLANES * 256);
  for (const [start, end] of windows) for (let row = start; row < end; row++) countBytes(counts, values[row]!);
  return bitsOf(counts, windows);
}

/** The same of each value's difference to the one before, the sign folded in. The first has none. */
export function bitsOfDifferences(windows: ReturnType<typeof sampleWindows>, values: Integers): number {
  const counts = new Uint32Array(MOST_PLANES * 256);
  for (const [start, end] of windows) {
    for (let row = Math.max(1, start); row < end; row++) countBytes(counts, zigzag(values[row]! - values[row - 1]!));
  }
  return bitsOf(counts, windows);
}

/** Folds the sign in: 0, -1, 1, -2, … become 0, 1, 2, 3, … */
export const zigzag = (value: number) => (value < 0 ? -2 * value - 1 : 2 * value);

function bitsOf(counts: Uint32Array, windows: ReturnType<typeof sampleWindows>): number {
  const rows = windows.reduce((sum, [start, end]) => sum + end - start, 0);
  let bits = 0;
  for (let plane = 0; plane < MOST_PLANES; plane++)
    bits += entropy(counts.subarray(plane * 256, (plane + 1) * 256), rows);
  return bits;
}

/** Bytes that are zero from some place on are not counted: `entropy` knows that there were as many rows. */
function countBytes(counts: Uint32Array, value: number): void {
  let plane = 0;
  let high = value;
  for (; high > INT32_MOST; plane += 256) {
    const byte = high % 256;
    counts[plane + byte]!++;
    high = (high - byte) / 256;
  }
  for (let rest = high | 0; rest > 0; rest >>= 8, plane += 256) counts[plane + (rest & 255)]!++;
}

function entropy(counts: Uint32Array, rows: number): number {
  let bits = 0;
  let counted = 0;
  for (let byte = 0; byte < 256; byte++) {
    const count = counts[byte]!;
    if (count === 0) continue;
    counted += count;
    if (byte > 0) bits -= (count / rows) * Math.log2(count / rows);
  }
  const zeros = counts[0]! + rows - counted;
  return zeros === 0 ? bits : bits - (zeros / rows) * Math.log2(zeros / rows);
}
