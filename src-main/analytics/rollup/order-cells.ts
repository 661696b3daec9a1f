/** Sums of whole orders by (group, id), where an id is a channel or an hour. */
import type { CellSums } from './cell-sums.ts';
import { inRowOrder, type Ordered } from './in-row-order.ts';
import { createKeyTable } from './key-table.ts';
import { MEASURE_COUNT } from './measures.ts';

/** More groups than are held at once; ids beyond it would no longer make one exact key with a group. */
const GROUPS = 2 ** 24;

export interface OrderCells {
  /** How many sums there are. */
  size(): number;
  add(group: number, id: number, values: Float64Array): void;
  inRowOrder(ranks: Int32Array): Ordered;
  /** Adds the sums of the group of a rank to those of their ids. */
  addRun(ordered: Ordered, rank: number, sums: CellSums): void;
  /** Adds the sums of the group of a rank, whatever their ids, to the values from `offset` on. */
  addTotal(ordered: Ordered, rank: number, target: Float64Array, offset: number): void;
  clear(): void;
}

export function createOrderCells(): OrderCells {
  const keys = createKeyTable();
  let capacity = 1024;
  let groups = new Int32Array(capacity);
  let ids = new Int32Array(capacity);
  let values = new Float64Array(capacity * MEASURE_COUNT);

  function grow(): void {
    capacity *= 2;
    const [oldGroups, oldIds, oldValues] = [groups, ids, values];
    groups = new Int32Array(capacity);
    ids = new Int32Array(capacity);
    values = new Float64Array(capacity * MEASURE_COUNT);
    groups.set(oldGroups);
    ids.set(oldIds);
    values.set(oldValues);
  }

  function addValues(target: Float64Array, offset: number, entry: number): void {
    const from = entry * MEASURE_COUNT;
    for (let measure = 0; measure < MEASURE_COUNT; measure++) target[offset + measure]! += values[from + measure]!;
  }

  return {
    size: () => keys.size,
    add(group, id, added) {
      const known = keys.size;
      const entry = keys.indexOf(id * GROUPS + group);
      if (entry === known) {
        if (entry === capacity) grow();
        groups[entry] = group;
        ids[entry] = id;
        const at = entry * MEASURE_COUNT;
        for (let measure = 0; measure < MEASURE_COUNT; measure++) values[at + measure] = added[measure]!;
        return;
      }
      const at = entry * MEASURE_COUNT;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) values[at + measure]! += added[measure]!;
    },
    inRowOrder: (ranks) => inRowOrder(keys.size, groups, ids, ranks),
    addRun({ entries, bounds }, rank, sums) {
      for (let i = bounds[rank]!; i < bounds[rank + 1]!; i++) {
        const slot = sums.slotFor(ids[entries[i]!]!);
        addValues(sums.values, slot * MEASURE_COUNT, entries[i]!);
      }
    },
    addTotal({ entries, bounds }, rank, target, offset) {
      for (let i = bounds[rank]!; i < bounds[rank + 1]!; i++) addValues(target, offset, entries[i]!);
    },
    clear: () => keys.clear(),
  };
}
