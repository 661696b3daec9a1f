/** Adds rows to the stored rollups: a row or a cell that comes to nothing is removed, so that equal data give equal tables. */
import type { Statement } from 'better-sqlite3';
import type { WritableStatements } from '../../database/index.ts';
import { BLOBS, CELL_COLUMN_NAMES, CELL_COLUMNS, type CellColumn } from './dimensions.ts';
import { createRowCollector, type RollupRows } from './encoded-rows.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT } from './measures.ts';
import { createDayNotes } from './note-days.ts';
import { holdsEverything } from './period.ts';
import { periodOfKey, storeOfKey } from './row-key.ts';
import { clearRowSums, createRowSums } from './row-sums.ts';
import { isBlock, keptBlocks } from './store-block.ts';

/** Writes inside whatever transaction the caller has begun. */
export interface RowWriter {
  /** A key may come more than once, here and in calls before. */
  write(rows: RollupRows): void;
  /** Notes what has changed: to be called before the transaction ends. */
  finish(): void;
}

/** The totals and the blobs of a row, as they are stored. */
type RowValues = (number | Uint8Array)[];

/** A table of the rollups, and which values of a row stand in it: `first` to before `end`. */
interface Table {
  readonly first: number;
  readonly end: number;
  readonly find: Statement<[number], RowValues>;
  readonly put: Statement;
  readonly remove: Statement<[number]>;
  /** A key and the values, room for `put` to be called with. */
  readonly bound: RowValues;
}

const COLUMNS = CELL_COLUMN_NAMES.map((name): CellColumn => CELL_COLUMNS[name]);
const EMPTY = new Uint8Array(0);

/** @param firstBlob how many blobs stand in the tables before it. */
function tableOf(db: WritableStatements, name: CellColumn['table'], firstBlob: number): Table {
  const blobs = COLUMNS.filter(({ table }) => table === name).map(({ column }) => column);
  const columns = name === 'rollup' ? [...MEASURE_COLUMNS, ...blobs] : blobs;
  const marks = columns.map(() => '?').join(', ');
  return {
    first: name === 'rollup' ? 0 : MEASURE_COUNT + firstBlob,
    end: MEASURE_COUNT + firstBlob + blobs.length,
    find: db.prepare<[number], RowValues>(`SELECT ${columns.join(', ')} FROM ${name} WHERE id = ?`).raw(),
    put: db.prepare(`INSERT OR REPLACE INTO ${name} (id, ${columns.join(', ')}) VALUES (?, ${marks})`),
    remove: db.prepare<[number]>(`DELETE FROM ${name} WHERE id = ?`),
    bound: new Array(columns.length + 1).fill(0),
  };
}

function tablesOf(db: WritableStatements): [whole: Table, ...products: Table[]] {
  const before = (name: CellColumn['table']) => COLUMNS.findIndex(({ table }) => table === name);
  const table = (name: CellColumn['table']) => tableOf(db, name, before(name));
  return [table('rollup'), table('rollup_product_net'), table('rollup_product')];
}

export function createRowWriter(db: WritableStatements): RowWriter {
  const isEmpty = db.prepare<[], number>('SELECT NOT EXISTS (SELECT 1 FROM rollup)').pluck();
  const isKept = keptBlocks(db);
  const tables = tablesOf(db);
  const [whole, ...products] = tables;
  const notes = createDayNotes(db);
  const merged = createRowCollector();
  const sums = createRowSums();
  /** The row at hand. */
  const row: RowValues = new Array(MEASURE_COUNT + BLOBS).fill(0);

  function fill({ totals, ends, bytes }: RollupRows, r: number): void {
    for (let measure = 0; measure < MEASURE_COUNT; measure++) row[measure] = totals[r * MEASURE_COUNT + measure]!;
    let begin = r === 0 ? 0 : ends[r * BLOBS - 1]!;
    for (let blob = 0; blob < BLOBS; blob++) {
      const end = ends[r * BLOBS + blob]!;
      row[MEASURE_COUNT + blob] = begin === end ? EMPTY : bytes.subarray(begin, end);
      begin = end;
    }
  }

  function put(key: number, { first, end, bound, put: write }: Table): void {
    bound[0] = key;
    for (let i = first; i < end; i++) bound[i - first + 1] = row[i]!;
    write.run(bound);
  }

  /** Writes the row at hand. */
  function putAll(key: number, isNew: boolean): void {
    put(key, whole);
    for (const table of products) {
      let bytes = 0;
      for (let i = table.first; i < table.end; i++) bytes += (row[i] as Uint8Array).length;
      if (bytes > 0) put(key, table);
      else if (!isNew) table.remove.run(key);
    }
  }

  /** Adds the values that stand in a table to the sums. */
  function addValues(values: RowValues, { first }: Table): void {
    for (const [i, value] of values.entries()) {
      const column = COLUMNS[first + i - MEASURE_COUNT];
      if (column) sums[column.dimension].addCells(value as Uint8Array, column);
      else sums.totals[i]! += value as number;
    }
  }

  /** Adds what is stored to the row at hand and writes the two together. */
  function merge(key: number, stored: RowValues): void {
    clearRowSums(sums);
    addValues(row, whole);
    addValues(stored, whole);
    for (const table of products) {
      const values = table.find.get(key);
      if (values) addValues(values, table);
    }
    merged.clear();
    merged.add(key, sums, holdsEverything(periodOfKey(key)));
    const rows = merged.rows();
    if (rows.keys.length === 0) {
      notes.row(key, 'remove');
      for (const { remove } of tables) remove.run(key);
      return;
    }
    notes.row(key, 'update');
    fill(rows, 0);
    putAll(key, false);
  }

  function write(rows: RollupRows): void {
    const empty = isEmpty.get() === 1;
    let before = Number.NaN;
    for (const r of inKeyOrder(rows.keys)) {
      const key = rows.keys[r]!;
      // Where nothing was stored, only what has just been written may be there: a key may come more than once.
      const isFirst = empty && key !== before;
      before = key;
      if (isBlock(storeOfKey(key)) && !isKept(key)) continue;
      fill(rows, r);
      const stored = isFirst ? undefined : whole.find.get(key);
      if (stored) {
        merge(key, stored);
      } else {
        notes.row(key, 'insert');
        putAll(key, true);
      }
    }
  }

  return { write, finish: notes.flush };
}

/** Positions by key: rows that come in the order of the table are written behind one another. */
function inKeyOrder(keys: Float64Array): Uint32Array {
  return Uint32Array.from(keys, (_, r) => r).sort((a, b) => keys[a]! - keys[b]!);
}
