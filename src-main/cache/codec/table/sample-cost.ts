/** An estimate of what packed numbers will take once they are compressed, to choose a packing before paying for it. */

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
 * @param value the packed value of a row, from 0 up.
 */
export function bitsByEntropy(windows: ReturnType<typeof sampleWindows>, value: (row: number) => number): number {
  const counts = new Uint32Array(MOST_PLANES * 256);
  let rows = 0;
  for (const [start, end] of windows) {
    for (let row = start; row < end; row++) countBytes(counts, value(row));
    rows += end - start;
  }
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
