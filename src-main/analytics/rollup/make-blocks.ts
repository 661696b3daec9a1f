/**
 * Makes the rows of blocks of stores in a database whose rollups were begun before there were any: some of them at a time, each time
 * one transaction, in the order of their keys. Whoever writes rollups keeps those up that have been made and leaves the others
 * out, so that other writes may come in between, and what was broken off goes on where it was.
 */
import type { WritableDb } from '../../database/index.ts';
import { CELL_COLUMN_NAMES, CELL_COLUMNS, type CellColumn } from './dimensions.ts';
import { createRowCollector, type RollupRows, takeRows } from './encoded-rows.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT } from './measures.ts';
import { FIRST_PERIOD, GRAIN_BOUNDS, isDay, LAST_PERIOD } from './period.ts';
import { CURRENCIES, currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';
import { clearRowSums, createRowSums, type RowSums } from './row-sums.ts';
import { ALL_BLOCKS, blockOf, FIRST_BLOCK, KEPT_BLOCKS_SQL, storesOf } from './store-block.ts';
import { createRowWriter } from './write-rows.ts';

/** Of stores' rows are read for the rows that are made at a time: about 10 ms (measured). */
const SLICE_BYTES = 256 * 1024;

/** What a block holds. */
const COLUMNS = CELL_COLUMN_NAMES.map((name): CellColumn => CELL_COLUMNS[name]).filter(
  (column) => column !== CELL_COLUMNS.stores && column !== CELL_COLUMNS.amounts,
);
const ROW_SQL = `SELECT ${[...MEASURE_COLUMNS, ...COLUMNS.map(({ column }) => column)].join(', ')} FROM rollup
  LEFT JOIN rollup_product_net USING (id) LEFT JOIN rollup_product USING (id) WHERE id = ?`;

/** Makes the next rows of blocks; true when there are none left to be made. */
export function makeBlocks(db: WritableDb, sliceBytes = SLICE_BYTES): boolean {
  return db.transaction(() => {
    const kept = db.prepare<[], number>(KEPT_BLOCKS_SQL).pluck().get() ?? 0;
    if (kept === ALL_BLOCKS) return true;
    const { rows, reached } = nextRows(db, Math.max(kept, rowKey(FIRST_BLOCK, 0, FIRST_PERIOD)), sliceBytes);
    db.prepare('UPDATE rollup_blocks SET kept = ?').run(reached ?? ALL_BLOCKS);
    // Made after it has been said that they are kept: it leaves out what is not.
    const writer = createRowWriter(db);
    writer.write(rows);
    writer.finish();
    return reached === null;
  })();
}

/** Gives rows of blocks from a key on, and the key before which none is left; null when none is left at all. */
function nextRows(db: WritableDb, from: number, sliceBytes: number): { rows: RollupRows; reached: number | null } {
  const findRow = createRowFinder(db);
  const add = createRowAdder(db);
  const collector = createRowCollector();
  const sums = createRowSums();
  let bytes = 0;
  let key = findRow(from);
  while (key !== null && bytes < sliceBytes) {
    clearRowSums(sums);
    for (const storeId of storesOf(storeOfKey(key))) bytes += add(sums, withStore(key, storeId));
    collector.add(key, sums, false);
    key = findRow(key + 1);
  }
  return { rows: takeRows(collector), reached: key };
}

/** The row of a store for the same currency and period. */
function withStore(key: number, storeId: number): number {
  return rowKey(storeId, currencyOfKey(key), periodOfKey(key));
}

/** Makes what finds the first row of a block, at a key or after it, that one of the block's stores has a row for. */
function createRowFinder(db: WritableDb): (from: number) => number | null {
  const findFirst = db
    .prepare<[number, number], number | null>('SELECT min(id) FROM rollup WHERE id BETWEEN ? AND ?')
    .pluck();

  /** The first row for a longer period that a store has from a key on. */
  function ofStore(storeId: number, from: number): number | null {
    const last = rowKey(storeId, CURRENCIES - 1, LAST_PERIOD);
    let key = findFirst.get(from, last) ?? null;
    while (key !== null && isDay(periodOfKey(key))) {
      key = findFirst.get(rowKey(storeId, currencyOfKey(key), GRAIN_BOUNDS.part.first), last) ?? null;
    }
    return key;
  }

  function inBlock(block: number, from: number): number | null {
    let first: number | null = null;
    for (const storeId of storesOf(block)) {
      const key = ofStore(storeId, withStore(from, storeId));
      if (key !== null) first = Math.min(first ?? Number.POSITIVE_INFINITY, withStore(key, block));
    }
    return first;
  }

  /** The next block that has a store. */
  function blockAfter(block: number): number | null {
    const lastStore = storesOf(block).at(-1)!;
    const key = findFirst.get(rowKey(lastStore + 1, 0, FIRST_PERIOD), rowKey(FIRST_BLOCK, 0, FIRST_PERIOD) - 1) ?? null;
    return key === null ? null : blockOf(storeOfKey(key));
  }

  return (from) => {
    let key = inBlock(storeOfKey(from), from);
    for (let block = blockAfter(storeOfKey(from)); key === null && block !== null; block = blockAfter(block)) {
      key = inBlock(block, rowKey(block, 0, FIRST_PERIOD));
    }
    return key;
  };
}

/** Makes what adds a row to sums, where it exists; it gives how many bytes the row has. */
function createRowAdder(db: WritableDb): (sums: RowSums, key: number) => number {
  const find = db.prepare<[number], (number | Uint8Array | null)[]>(ROW_SQL).raw();
  return (sums, key) => {
    const row = find.get(key);
    if (!row) return 0;
    let bytes = MEASURE_COUNT * Float64Array.BYTES_PER_ELEMENT;
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums.totals[measure]! += row[measure] as number;
    for (const [i, column] of COLUMNS.entries()) {
      const cells = row[MEASURE_COUNT + i] as Uint8Array | null;
      if (cells) sums[column.dimension].addCells(cells, column);
      bytes += cells?.length ?? 0;
    }
    return bytes;
  };
}
