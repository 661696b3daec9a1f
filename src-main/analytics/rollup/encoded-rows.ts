/**
 * Rows of the rollups as they are stored, in few buffers, so that one thread can make them and another one write them.
 * Row `r` has the key `keys[r]`, its totals from `r * MEASURE_COUNT` on, and its two blobs one behind the other in `bytes`.
 */
import { AppError } from '#shared/domain/app-error.ts';
import { MEASURE_COUNT } from './measures.ts';
import { storeOfKey } from './row-key.ts';
import type { RowSums } from './row-sums.ts';
import { createSectionEncoder } from './sections.ts';

export interface RollupRows {
  readonly keys: Float64Array<ArrayBuffer>;
  readonly totals: Float64Array<ArrayBuffer>;
  /** Two for each row: where its parts end in `bytes`, and where its products, which follow them, end. */
  readonly ends: Int32Array<ArrayBuffer>;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What can be handed to another thread with the rows instead of being copied. */
export function rollupBuffers({ keys, totals, ends, bytes }: RollupRows): ArrayBuffer[] {
  return [keys.buffer, totals.buffer, ends.buffer, bytes.buffer];
}

/** The two blobs of a row; they are valid until the encoder is called again. */
export interface RowBlobs {
  readonly parts: Uint8Array;
  readonly products: Uint8Array;
  /** True when neither holds a cell. */
  readonly empty: boolean;
}

export function createRowEncoder(): (key: number, sums: RowSums) => RowBlobs {
  const encodeParts = createSectionEncoder();
  const encodeProducts = createSectionEncoder();
  return (key, { channel, hour, store, product }) => {
    const parts = encodeParts(storeOfKey(key) === 0 ? [channel, hour, store] : [channel, hour]);
    const products = encodeProducts([product]);
    return { parts, products, empty: isBare(parts) && isBare(products) };
  };
}

/** True for a blob whose sections are all empty. */
function isBare(blob: Uint8Array): boolean {
  return blob.length === 2 + 4 * blob[1]!;
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

export interface RowCollector {
  /** Takes a row down, unless it comes to nothing. */
  add(key: number, sums: RowSums): void;
  /** Gives the rows taken down. */
  rows(): RollupRows;
}

export function createRowCollector(): RowCollector {
  const encode = createRowEncoder();
  let size = 0;
  let used = 0;
  let keys = new Float64Array(256);
  let totals = new Float64Array(256 * MEASURE_COUNT);
  let ends = new Int32Array(256 * 2);
  let bytes = new Uint8Array(65_536);

  function growRows(): void {
    const [oldKeys, oldTotals, oldEnds] = [keys, totals, ends];
    keys = new Float64Array(size * 2);
    totals = new Float64Array(size * 2 * MEASURE_COUNT);
    ends = new Int32Array(size * 2 * 2);
    keys.set(oldKeys);
    totals.set(oldTotals);
    ends.set(oldEnds);
  }

  function growBytes(needed: number): void {
    const grown = new Uint8Array(Math.max(needed, bytes.length * 2));
    grown.set(bytes.subarray(0, used));
    bytes = grown;
  }

  function append(blob: Uint8Array): void {
    if (used + blob.length > bytes.length) growBytes(used + blob.length);
    bytes.set(blob, used);
    used += blob.length;
  }

  return {
    add(key, sums) {
      // Sums of all orders may come to nothing while their parts do not, such as a sale here and its refund there.
      const nothing = comesToNothing(sums.totals);
      const { parts, products, empty } = encode(key, sums);
      if (nothing && empty) return;
      if (size === keys.length) growRows();
      keys[size] = key;
      totals.set(sums.totals, size * MEASURE_COUNT);
      append(parts);
      ends[size * 2] = used;
      append(products);
      ends[size * 2 + 1] = used;
      size += 1;
    },
    rows: () => ({
      keys: keys.slice(0, size),
      totals: totals.slice(0, size * MEASURE_COUNT),
      ends: ends.slice(0, size * 2),
      bytes: bytes.slice(0, used),
    }),
  };
}
