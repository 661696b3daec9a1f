/**
 * One sum by id, at the place of the id: what the net sales of all products are added up in. No place has to be looked
 * for, which makes it twice as fast as `CellSums` where most ids are seen.
 */
import { addCells } from './cell-decoder.ts';

export interface IdSums {
  /** Above every id that was added. */
  readonly bound: number;
  /** By id; 0 for ids that were not added. */
  readonly values: Float64Array;
  /** Adds one value. */
  add(id: number, value: number): void;
  /** Adds the cells of blobs of one column (or takes them away). */
  addCells(blobs: Uint8Array, sign: 1 | -1): void;
  clear(): void;
}

export function createIdSums(): IdSums {
  let bound = 0;
  let values = new Float64Array(1024);
  let scratch = new Int32Array(1024);

  function reach(wanted: number): void {
    if (wanted <= bound) return;
    bound = wanted;
    if (bound <= values.length) return;
    const grown = new Float64Array(Math.max(bound, values.length * 2));
    grown.set(values);
    values = grown;
  }

  const sink = {
    idBuffer(count: number): Int32Array {
      if (scratch.length < count) scratch = new Int32Array(count * 2);
      return scratch;
    },
    toSlots: (ids: Int32Array, count: number) => reach(ids[count - 1]! + 1),
    reach,
    sums: {
      get values() {
        return values;
      },
      columns: 1,
    },
  };
  return {
    get bound() {
      return bound;
    },
    get values() {
      return values;
    },
    add(id, value) {
      reach(id + 1);
      values[id]! += value;
    },
    addCells: (blobs, sign) => addCells(blobs, 1, sink, 1, 0, sign),
    clear() {
      values.fill(0, 0, bound);
      bound = 0;
    },
  };
}
