/**
 * What one table says of each order, by its number, so that another table's rows can be given it. Numbers and cells are
 * kept as bytes in a few growing buffers: a million orders take some tens of megabytes.
 */
import type { RecordBlock, RecordReader } from '../record-block.ts';
import { createCell, createTextDictionary, moveTo, unwrapId } from '../understand/index.ts';

export interface OrderIndex {
  readonly orders: number;
  /** Records whose number was there before. */
  readonly repeated: number;
  /** Gives the order whose number stands in a cell, -1 when the table has none of this number. */
  find(block: RecordBlock, record: number, column: number): number;
  /** Appends the cell `field` of an order to `target` at `at`, which must have room; gives the new end. */
  copy(order: number, field: number, target: Uint8Array, at: number): number;
  /** True when the cell `field` of an order is empty. */
  isBlank(order: number, field: number): boolean;
  /** How many bytes the cells of an order have. */
  size(order: number): number;
}

/** Indexes the records from `from` on by the column `number`; what is kept are the columns `fields`, of the first record of each number. */
export async function indexOrders(
  records: RecordReader,
  from: number,
  number: number,
  fields: readonly number[],
): Promise<OrderIndex> {
  const numbers = createTextDictionary();
  const cell = createCell();
  let bytes = new Uint8Array(1 << 16);
  /** Cell `f` of order `o` ends at `ends[o * fields + f + 1]`. */
  let ends = new Float64Array(1 << 12);
  let used = 0;
  let orders = 0;
  let repeated = 0;
  /** Orders by the dictionary's number of their number; the dictionary also learns numbers that only are asked for. */
  let orderOf = new Int32Array(1 << 12).fill(-1);

  function remember(entry: number): void {
    if (entry >= orderOf.length) {
      const bigger = new Int32Array(Math.max(orderOf.length * 2, entry + 1)).fill(-1);
      bigger.set(orderOf);
      orderOf = bigger;
    }
    orderOf[entry] = orders++;
  }

  function keep(block: RecordBlock, record: number, column: number, at: number): void {
    moveTo(cell, block, record, column);
    const length = cell.end - cell.start;
    if (used + length > bytes.length) {
      const bigger = new Uint8Array(Math.max(bytes.length * 2, used + length));
      bigger.set(bytes.subarray(0, used));
      bytes = bigger;
    }
    bytes.set(cell.bytes.subarray(cell.start, cell.end), used);
    used += length;
    if (at >= ends.length) {
      const bigger = new Float64Array(ends.length * 2);
      bigger.set(ends);
      ends = bigger;
    }
    ends[at] = used;
  }

  function entryAt(block: RecordBlock, record: number, column: number): number {
    moveTo(cell, block, record, column);
    unwrapId(cell);
    return cell.start === cell.end ? -1 : numbers.index(cell.bytes, cell.start, cell.end);
  }

  for await (const block of records) {
    for (let record = Math.max(0, from - block.firstRecord); record < block.records; record++) {
      const entry = entryAt(block, record, number);
      if (entry < 0) continue;
      if (entry < orderOf.length && orderOf[entry]! >= 0) {
        repeated++;
        continue;
      }
      for (const [i, column] of fields.entries()) keep(block, record, column, orders * fields.length + i + 1);
      remember(entry);
    }
  }

  return {
    orders,
    repeated,
    find(block, record, column) {
      const entry = entryAt(block, record, column);
      return entry < 0 || entry >= orderOf.length ? -1 : orderOf[entry]!;
    },
    copy(order, field, target, at) {
      const index = order * fields.length + field;
      const cellBytes = bytes.subarray(ends[index]!, ends[index + 1]!);
      target.set(cellBytes, at);
      return at + cellBytes.length;
    },
    isBlank(order, field) {
      const index = order * fields.length + field;
      return ends[index] === ends[index + 1];
    },
    size: (order) => ends[(order + 1) * fields.length]! - ends[order * fields.length]!,
  };
}

const TRIED = 3_000;

/** Gives how many of the first records from `from` on each index knows by their column `number`, and how many were tried. */
export async function countKnown(
  records: RecordReader,
  from: number,
  number: number,
  indexes: readonly OrderIndex[],
): Promise<{ readonly known: readonly number[]; readonly tried: number }> {
  const known = indexes.map(() => 0);
  let tried = 0;
  for await (const block of records) {
    for (let record = Math.max(0, from - block.firstRecord); record < block.records; record++, tried++) {
      for (const [i, index] of indexes.entries()) if (index.find(block, record, number) >= 0) known[i]!++;
    }
    if (tried >= TRIED) break;
  }
  return { known, tried };
}

/** Gives indexes of the same fields as one; of a number that several have, the first tells. */
export function mergeIndexes(indexes: readonly OrderIndex[]): OrderIndex {
  const bases = indexes.map((_, i) => indexes.slice(0, i).reduce((sum, index) => sum + index.orders, 0));
  const holding = (order: number) => bases.findLastIndex((base) => base <= order);
  return {
    orders: indexes.reduce((sum, { orders }) => sum + orders, 0),
    repeated: indexes.reduce((sum, { repeated }) => sum + repeated, 0),
    find(block, record, column) {
      for (const [i, index] of indexes.entries()) {
        const order = index.find(block, record, column);
        if (order >= 0) return bases[i]! + order;
      }
      return -1;
    },
    copy(order, field, target, at) {
      const i = holding(order);
      return indexes[i]!.copy(order - bases[i]!, field, target, at);
    },
    isBlank(order, field) {
      const i = holding(order);
      return indexes[i]!.isBlank(order - bases[i]!, field);
    },
    size(order) {
      const i = holding(order);
      return indexes[i]!.size(order - bases[i]!);
    },
  };
}
