/**
 * Rows of the rollups as they are stored, in few buffers, so that one thread can make them and another one write them.
 * Row `r` has the key `keys[r]`, its totals from `r * MEASURE_COUNT` on, and its blobs one behind the other in `bytes`.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { BLOBS, CELL_COLUMN_NAMES, CELL_COLUMNS } from './dimensions.ts';
import { MEASURE_COUNT } from './measures.ts';
import { holdsEverything } from './period.ts';
import { periodOfKey } from './row-key.ts';
import type { RowSums } from './row-sums.ts';

export interface RollupRows {
  readonly keys: Float64Array<ArrayBuffer>;
  readonly totals: Float64Array<ArrayBuffer>;
  /** Where each blob ends in `bytes`, BLOBS of them for each row, in the order of CELL_COLUMNS. */
  readonly ends: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What can be handed to another thread with the rows instead of being copied. */
export function rollupBuffers({ keys, totals, ends, bytes }: RollupRows): ArrayBuffer[] {
  return [keys.buffer, totals.buffer, ends.buffer, bytes.buffer];
}

/**
 * True when all sums of all orders are 0.
 * @throws AppError AMOUNT_TOO_LARGE when a sum is beyond 2^53 and can no longer be exact.
 */
export function comesToNothing(totals: Float64Array): boolean {
  let nothing = true;
  for (let measure = 0; measure < MEASURE_COUNT; measure++) {
    const sum = totals[measure]!;
    if (!Number.isSafeInteger(sum)) throw new AppError('AMOUNT_TOO_LARGE');
    if (sum !== 0) nothing = false;
  }
  return nothing;
}

const COLUMNS = CELL_COLUMN_NAMES.map((name) => CELL_COLUMNS[name]);

export interface RowCollector {
  /** Takes a row down, unless it comes to nothing. */
  add(key: number, sums: RowSums): void;
  /** Gives the rows taken down. */
  rows(): RollupRows;
  /** Forgets them. */
  clear(): void;
}

export function createRowCollector(): RowCollector {
  let size = 0;
  let used = 0;
  let keys = new Float64Array(16);
  let totals = new Float64Array(16 * MEASURE_COUNT);
  let ends = new Int32Array(16 * BLOBS);
  let bytes = new Uint8Array(16_384);

  function growRows(): void {
    const [oldKeys, oldTotals, oldEnds] = [keys, totals, ends];
    keys = new Float64Array(size * 2);
    totals = new Float64Array(size * 2 * MEASURE_COUNT);
    ends = new Int32Array(size * 2 * BLOBS);
    keys.set(oldKeys);
    totals.set(oldTotals);
    ends.set(oldEnds);
  }

  function growBytes(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, bytes.length * 2));
    grown.set(bytes);
    bytes = grown;
  }

  return {
    add(key, sums) {
      if (size === keys.length) growRows();
      const nothing = comesToNothing(sums.totals);
      const everything = holdsEverything(periodOfKey(key));
      let at = used;
      for (let blob = 0; blob < BLOBS; blob++) {
        const column = COLUMNS[blob]!;
        const cells = sums[column.dimension];
        if (cells.size > 0 && (everything || column !== CELL_COLUMNS.amounts)) {
          const bound = cells.encodedBound(column);
          if (at + bound > bytes.length) growBytes(at + bound);
          at = cells.encode(bytes, at, column);
        }
        ends[size * BLOBS + blob] = at;
      }
      // Sums of all orders may come to nothing while their cells do not, such as a sale here and its refund there.
      if (nothing && at === used) return;
      used = at;
      keys[size] = key;
      for (let i = 0; i < MEASURE_COUNT; i++) totals[size * MEASURE_COUNT + i] = sums.totals[i]!;
      size += 1;
    },
    rows: () => ({
      keys: keys.slice(0, size),
      totals: totals.slice(0, size * MEASURE_COUNT),
      ends: ends.slice(0, size * BLOBS),
      bytes: bytes.slice(0, used),
    }),
    clear() {
      size = 0;
      used = 0;
    },
  };
}
