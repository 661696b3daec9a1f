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

/**
 * Gives bits a value by the order-0 entropy (Shannon, 1948) of each byte of the numbers, which is what an entropy coder
 * over separate streams comes close to.
 * @param value the packed value of a row, from 0 up.
 */
export function bitsByEntropy(windows: ReturnType<typeof sampleWindows>, value: (row: number) => number): number {
  const counts: Uint32Array[] = [];
  let rows = 0;
  for (const [start, end] of windows) {
    for (let row = start; row < end; row++) {
      let rest = value(row);
      for (let plane = 0; rest > 0 || plane < counts.length; plane++) {
        counts[plane] ??= withZeros(rows);
        const byte = rest % 256;
        counts[plane]![byte]!++;
        rest = (rest - byte) / 256;
      }
      rows++;
    }
  }
  return counts.reduce((sum, plane) => sum + entropy(plane, rows), 0);
}

/** A plane that first differs from zero after so many rows. */
function withZeros(rows: number): Uint32Array {
  const counts = new Uint32Array(256);
  counts[0] = rows;
  return counts;
}

function entropy(counts: Uint32Array, total: number): number {
  let bits = 0;
  for (const count of counts) if (count > 0) bits -= (count / total) * Math.log2(count / total);
  return bits;
}
