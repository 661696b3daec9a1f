/**
 * Rows of the rollups as they are stored, in few buffers, so that one thread can make and put aside what another one writes.
 * Row `r` has the key `keys[r]`, its totals from `r * MEASURE_COUNT` on, and its blobs one behind the other in `bytes`.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { BLOBS, CELL_COLUMN_NAMES, CELL_COLUMNS } from './dimensions.ts';
import { MEASURE_COUNT } from './measures.ts';
import type { RowSums } from './row-sums.ts';

export interface RollupRows {
  readonly keys: Float64Array<ArrayBuffer>;
  readonly totals: Float64Array<ArrayBuffer>;
  /** Where each blob ends in `bytes`, BLOBS of them for each row, in the order of CELL_COLUMNS. */
  readonly ends: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * True when all sums of all orders are 0.
 * @throws AppError SUM_TOO_LARGE when a sum is beyond 2^53 and can no longer be exact.
 */
export function comesToNothing(totals: Float64Array): boolean {
  let nothing = true;
  for (let measure = 0; measure < MEASURE_COUNT; measure++) {
    const sum = totals[measure]!;
    if (!Number.isSafeInteger(sum)) throw new AppError('SUM_TOO_LARGE');
    if (sum !== 0) nothing = false;
  }
  return nothing;
}

const COLUMNS = CELL_COLUMN_NAMES.map((name) => CELL_COLUMNS[name]);

/**
 * Adds a row to sums.
 * @param everything false leaves out what only some periods have.
 */
export function addEncodedRow(
  sums: RowSums,
  { totals, ends, bytes }: RollupRows,
  at: number,
  everything: boolean,
): void {
  for (let measure = 0; measure < MEASURE_COUNT; measure++) {
    sums.totals[measure]! += totals[at * MEASURE_COUNT + measure]!;
  }
  let begin = beginOfRow(ends, at);
  for (let blob = 0; blob < BLOBS; blob++) {
    const end = ends[at * BLOBS + blob]!;
    const column = COLUMNS[blob]!;
    if (begin < end && (everything || column !== CELL_COLUMNS.amounts))
      sums[column.dimension].addCells(bytes.subarray(begin, end), column);
    begin = end;
  }
}

/** How many bytes the blobs of a row take. */
export function bytesOfRow({ ends }: RollupRows, at: number): number {
  return ends[(at + 1) * BLOBS - 1]! - beginOfRow(ends, at);
}

function beginOfRow(ends: Int32Array, at: number): number {
  return at === 0 ? 0 : ends[at * BLOBS - 1]!;
}

export interface RowCollector {
  /**
   * Takes a row down, unless it comes to nothing.
   * @param everything false leaves out what only some periods have.
   */
  add(key: number, sums: RowSums, everything: boolean): void;
  /** The same for a row that stands elsewhere. */
  copy(key: number, rows: RollupRows, at: number, everything: boolean): void;
  readonly size: number;
  /** Of all blobs. */
  readonly bytes: number;
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

  /** Ends the row whose blobs stand in their place. */
  function end(key: number, sums: Float64Array, from: number, nothing: boolean, at: number): void {
    // Sums of all orders may come to nothing while their cells do not, such as a sale here and its refund there.
    if (nothing && at === used) return;
    used = at;
    keys[size] = key;
    for (let i = 0; i < MEASURE_COUNT; i++) totals[size * MEASURE_COUNT + i] = sums[from + i]!;
    size += 1;
  }

  return {
    add(key, sums, everything) {
      if (size === keys.length) growRows();
      const nothing = comesToNothing(sums.totals);
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
      end(key, sums.totals, 0, nothing, at);
    },
    copy(key, rows, at, everything) {
      if (size === keys.length) growRows();
      const from = at * MEASURE_COUNT;
      const nothing = rows.totals.subarray(from, from + MEASURE_COUNT).every((sum) => sum === 0);
      const needed = used + bytesOfRow(rows, at);
      if (needed > bytes.length) growBytes(needed);
      let to = used;
      let begin = beginOfRow(rows.ends, at);
      for (let blob = 0; blob < BLOBS; blob++) {
        const stop = rows.ends[at * BLOBS + blob]!;
        if (everything || COLUMNS[blob] !== CELL_COLUMNS.amounts) {
          bytes.set(rows.bytes.subarray(begin, stop), to);
          to += stop - begin;
        }
        ends[size * BLOBS + blob] = to;
        begin = stop;
      }
      end(key, rows.totals, from, nothing, to);
    },
    get size() {
      return size;
    },
    get bytes() {
      return used;
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

/** Gives the rows of a collector and empties it. */
export function takeRows(collector: RowCollector): RollupRows {
  const rows = collector.rows();
  collector.clear();
  return rows;
}
