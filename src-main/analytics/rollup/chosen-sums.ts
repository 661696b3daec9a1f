/** Sums of a few chosen ids out of many: of the others' cells nothing but the id is read. */
import { addCells } from './cell-decoder.ts';
import type { ColumnRun } from './cell-sums.ts';

export interface ChosenSums {
  /** Chooses the ids, all sums 0. */
  choose(ids: readonly number[]): void;
  /** Adds the cells of blobs of these columns (or takes them away). */
  addCells(blobs: Uint8Array, columns: ColumnRun, sign: 1 | -1): void;
  /** Gives a sum of a chosen id; `column` counts from the first column of the blobs. */
  valueOf(id: number, column: number): number;
}

export function createChosenSums(columns: number): ChosenSums {
  let chosen: readonly number[] = [];
  let slotOf = new Int32Array(1024); // by id: slot + 1, 0: not chosen
  const sums = { values: new Float64Array(columns * 32), columns };
  let ids = new Int32Array(1024);

  // No getters: V8 keeps an object that has one as a table, and looks each of its properties up in it.
  const few = {
    positions: new Int32Array(32),
    slots: new Int32Array(32),
    find(among: Int32Array, count: number): number {
      const { positions, slots } = few;
      let found = 0;
      for (let i = 0; i < count; i++) {
        const entry = slotOf[among[i]!]!; // undefined, which is not > 0, beyond the chosen
        if (entry > 0) {
          positions[found] = i;
          slots[found] = entry - 1;
          found += 1;
        }
      }
      return found;
    },
    findInRun(first: number, count: number): number {
      const { positions, slots } = few;
      let found = 0;
      for (let slot = 0; slot < chosen.length; slot++) {
        const position = chosen[slot]! - first;
        if (position < 0 || position >= count) continue;
        positions[found] = position;
        slots[found] = slot;
        found += 1;
      }
      return found;
    },
  };
  const sink = {
    idBuffer(count: number): Int32Array {
      if (ids.length < count) ids = new Int32Array(count * 2);
      return ids;
    },
    toSlots: () => undefined,
    sums,
    few,
  };
  return {
    choose(wanted) {
      for (const id of chosen) slotOf[id] = 0;
      chosen = wanted;
      const bound = wanted.reduce((most, id) => Math.max(most, id + 1), 0);
      if (bound > slotOf.length) slotOf = new Int32Array(bound * 2);
      for (let slot = 0; slot < wanted.length; slot++) slotOf[wanted[slot]!] = slot + 1;
      if (few.positions.length < wanted.length) {
        few.positions = new Int32Array(wanted.length * 2);
        few.slots = new Int32Array(wanted.length * 2);
        sums.values = new Float64Array(wanted.length * 2 * columns);
      }
      sums.values.fill(0);
    },
    addCells: (blobs, { first, end }, sign) => addCells(blobs, end - first, sink, columns, 0, sign),
    valueOf: (id, column) => sums.values[(slotOf[id]! - 1) * columns + column]!,
  };
}
