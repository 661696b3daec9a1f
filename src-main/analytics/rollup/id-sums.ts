/**
 * One sum by id, at the place of the id: what the net sales of all products are added up in. No place has to be looked
 * for, which makes it twice as fast as `CellSums` where most ids are seen.
 */
import { addIdCells } from './cell-decoder.ts';

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

/** No getters: V8 keeps an object that has one as a table, and looks each of its properties up in it. */
type Filling<Sums> = { -readonly [Name in keyof Sums]: Sums[Name] };

export function createIdSums(): IdSums {
  const sums = { values: new Float64Array(1024), columns: 1 };
  let scratch = new Int32Array(1024);

  function reach(wanted: number): void {
    if (wanted <= table.bound) return;
    table.bound = wanted;
    if (wanted <= sums.values.length) return;
    const grown = new Float64Array(Math.max(wanted, sums.values.length * 2));
    grown.set(sums.values);
    sums.values = grown;
    table.values = grown;
  }

  const sink = {
    idBuffer(count: number): Int32Array {
      if (scratch.length < count) scratch = new Int32Array(count * 2);
      return scratch;
    },
    toSlots: (ids: Int32Array, count: number) => reach(ids[count - 1]! + 1),
    reach,
    sums,
  };
  const table: Filling<IdSums> = {
    bound: 0,
    values: sums.values,
    add(id, value) {
      reach(id + 1);
      sums.values[id]! += value;
    },
    addCells: (blobs, sign) => addIdCells(blobs, sink, sign),
    clear() {
      sums.values.fill(0, 0, table.bound);
      table.bound = 0;
    },
  };
  return table;
}
