/**
 * Sums by id (product, hour) in columns: what blobs of cells are decoded into, added up in, and encoded from. Made once
 * and cleared between uses, so that a query or a flush allocates next to nothing.
 */
import { addBlob, addCells, viewOf } from './cell-decoder.ts';
import { createCellEncoder, encodedBound } from './cell-encoder.ts';
import type { SumsTable } from './cell-format.ts';

/** Columns from `first` to before `end`. */
export interface ColumnRun {
  readonly first: number;
  readonly end: number;
}

export interface CellSums extends SumsTable {
  /** How many ids are held; their slots are 0 to size - 1, in the order they were first seen. */
  readonly size: number;
  idAt(slot: number): number;
  /** Gives the slot of an id, or -1 when it is not held. */
  find(id: number): number;
  /** Adds one value a column, taken from `source` at `offset`. */
  add(id: number, source: Float64Array, offset: number): void;
  /** Gives the slot of an id, a new one if need be; its values begin at `slot * columns` of `values` as it is then. */
  slotFor(id: number): number;
  /**
   * Adds the cells of blobs (or takes them away) whose columns are those from `first` to before `end` here.
   * @param wanted how many of the first of these columns are added; all of them when left out.
   */
  addCells(blobs: Uint8Array, columns: ColumnRun, wanted?: number, sign?: 1 | -1): void;
  /** The same for the one blob that begins at `start`; gives where it ends. */
  addBlob(blobs: Uint8Array, start: number, columns: ColumnRun, wanted: number): number;
  /** How many bytes `encode` writes at most. */
  encodedBound(columns: ColumnRun): number;
  /** Writes these columns of the cells that are not zero in them, and gives where they end: at `start` when there are none. */
  encode(target: Uint8Array, start: number, columns: ColumnRun): number;
  clear(): void;
}

/** V8 looks each property of an object that has a getter up in a table, and inlines none of its functions: here are none. */
type Filling<T extends SumsTable> = { -readonly [K in keyof T]: T[K] };

/** Ids are put in order by looking through all there could be, when they are at most this many for each that is there. */
const LOOKED_THROUGH = 32;

export function createCellSums(columns: number): CellSums {
  let capacity = 32;
  let ids = new Int32Array(capacity);
  let slotOf = new Int32Array(64); // by id: slot + 1, 0 is free
  let scratch = new Int32Array(64);
  const encodeCells = createCellEncoder();
  let bound = 0; // above every id
  let ascending = true; // whether the slots are in the order of their ids
  /** Slots in the order of their ids, once they were wanted; `ordered` of them are known. */
  let order = new Int32Array(0);
  let ordered = 0;
  let keptIds = new Int32Array(0);
  let keptSlots = new Int32Array(0);

  function growSlots(): void {
    capacity *= 4;
    const grownIds = new Int32Array(capacity);
    grownIds.set(ids);
    ids = grownIds;
    const grown = new Float64Array(capacity * columns);
    grown.set(sums.values);
    sums.values = grown;
  }

  function growIds(id: number): void {
    const grown = new Int32Array(Math.max(slotOf.length * 2, id + 1));
    grown.set(slotOf);
    slotOf = grown;
  }

  function newSlot(id: number): number {
    const slot = sums.size;
    if (slot === capacity) growSlots();
    if (id < bound) ascending = false;
    else bound = id + 1;
    ids[slot] = id;
    // Not by fill(): a call of it costs more than these few numbers.
    const { values } = sums;
    const end = (slot + 1) * columns;
    for (let i = slot * columns; i < end; i++) values[i] = 0;
    sums.size = slot + 1;
    slotOf[id] = slot + 1;
    return slot;
  }

  function slotFor(id: number): number {
    if (id >= slotOf.length) growIds(id);
    const entry = slotOf[id]!;
    return entry === 0 ? newSlot(id) : entry - 1;
  }

  /** Puts the slots in the order of their ids. */
  function putInOrder(): void {
    const { size } = sums;
    if (ordered === size) return;
    if (order.length < size) {
      order = new Int32Array(capacity);
      keptIds = new Int32Array(capacity);
      keptSlots = new Int32Array(capacity);
    }
    ordered = size;
    if (ascending) {
      for (let slot = 0; slot < size; slot++) order[slot] = slot;
    } else if (bound < size * LOOKED_THROUGH) {
      let at = 0;
      for (let id = 0; at < size; id++) if (slotOf[id] !== 0) order[at++] = slotOf[id]! - 1;
    } else {
      keptIds.set(ids.subarray(0, size));
      keptIds.subarray(0, size).sort();
      for (let i = 0; i < size; i++) order[i] = slotOf[keptIds[i]!]! - 1;
    }
  }

  const sums: Filling<CellSums> = {
    size: 0,
    columns,
    values: new Float64Array(capacity * columns),
    idAt: (slot) => ids[slot]!,
    find: (id) => (id < slotOf.length ? slotOf[id]! - 1 : -1),
    add(id, source, offset) {
      const at = slotFor(id) * columns;
      const { values } = sums;
      for (let column = 0; column < columns; column++) values[at + column]! += source[offset + column]!;
    },
    slotFor,
    addCells(blobs, { first, end }, wanted = end - first, sign = 1) {
      addCells(blobs, end - first, sink, wanted, first, sign);
    },
    addBlob: (blobs, start, { first, end }, wanted) =>
      addBlob(blobs, viewOf(blobs), start, end - first, sink, wanted, first, 1),
    encodedBound: ({ first, end }) => encodedBound(sums.size, end - first),
    encode(target, start, { first, end }) {
      putInOrder();
      const { size, values } = sums;
      let kept = 0;
      for (let i = 0; i < size; i++) {
        const slot = order[i]!;
        const after = slot * columns + end;
        let at = slot * columns + first;
        while (at < after && values[at] === 0) at += 1;
        if (at === after) continue;
        keptIds[kept] = ids[slot]!;
        keptSlots[kept] = slot;
        kept += 1;
      }
      return kept === 0 ? start : encodeCells(target, start, kept, keptIds, keptSlots, sums, first, end);
    },
    clear() {
      for (let slot = 0; slot < sums.size; slot++) slotOf[ids[slot]!] = 0;
      sums.size = 0;
      bound = 0;
      ascending = true;
      ordered = 0;
    },
  };

  const sink = {
    idBuffer(count: number): Int32Array {
      if (scratch.length < count) scratch = new Int32Array(count * 2);
      return scratch;
    },
    toSlots(buffer: Int32Array, count: number): void {
      if (count > 0 && buffer[count - 1]! >= slotOf.length) growIds(buffer[count - 1]!);
      for (let i = 0; i < count; i++) {
        const id = buffer[i]!;
        const entry = slotOf[id]!;
        buffer[i] = entry === 0 ? newSlot(id) : entry - 1;
      }
    },
    sums,
  };
  return sums;
}
