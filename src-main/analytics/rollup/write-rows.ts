/** Adds rows to the stored rollups: a row or a cell that comes to nothing is removed, so that equal data give equal tables. */
import type { WritableDb } from '../../database/index.ts';
import { DIMENSIONS } from './dimensions.ts';
import { comesToNothing, createRowEncoder, type RollupRows } from './encoded-rows.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT } from './measures.ts';
import { createDayNotes } from './note-days.ts';
import { clearRowSums, createRowSums, type RowSums } from './row-sums.ts';
import { addSection } from './sections.ts';

/** Writes inside whatever transaction the caller has begun. */
export function writeRollupRows(db: WritableDb, rows: RollupRows): void {
  createRowWriter(db)(rows);
}

const COLUMNS = [...MEASURE_COLUMNS, 'parts', 'products'];
type Totals = number[];
type StoredRow = [...totals: Totals, parts: Uint8Array, products: Uint8Array];

/** The same for many writes: its statements are prepared once. */
export function createRowWriter(db: WritableDb): (rows: RollupRows) => void {
  const isEmpty = db.prepare<[], number>('SELECT NOT EXISTS (SELECT 1 FROM rollup)').pluck();
  const find = db.prepare<[number], StoredRow>(`SELECT ${COLUMNS.join(', ')} FROM rollup WHERE id = ?`).raw();
  const insert = db.prepare(
    `INSERT INTO rollup (${COLUMNS.join(', ')}, id) VALUES (${COLUMNS.map(() => '?').join(', ')}, ?)`,
  );
  const update = db.prepare(`UPDATE rollup SET ${COLUMNS.map((name) => `${name} = ?`).join(', ')} WHERE id = ?`);
  const remove = db.prepare('DELETE FROM rollup WHERE id = ?');
  const encode = createRowEncoder();
  const notes = createDayNotes(db);
  const sums = createRowSums();
  const row: (number | Uint8Array)[] = new Array(COLUMNS.length + 1).fill(0);

  function fillRow(totals: Float64Array, offset: number, parts: Uint8Array, products: Uint8Array, key: number): void {
    for (let measure = 0; measure < MEASURE_COUNT; measure++) row[measure] = totals[offset + measure]!;
    row[MEASURE_COUNT] = parts;
    row[MEASURE_COUNT + 1] = products;
    row[MEASURE_COUNT + 2] = key;
  }

  function merge(key: number, parts: Uint8Array, products: Uint8Array, stored: StoredRow): void {
    addBlobs(sums, parts, products);
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums.totals[measure]! += stored[measure] as number;
    addBlobs(sums, stored[MEASURE_COUNT] as unknown as Uint8Array, stored[MEASURE_COUNT + 1] as unknown as Uint8Array);
    const nothing = comesToNothing(sums.totals);
    const blobs = encode(key, sums);
    if (nothing && blobs.empty) {
      notes.row(key, 'remove');
      remove.run(key);
      return;
    }
    notes.row(key, 'update');
    fillRow(sums.totals, 0, blobs.parts, blobs.products, key);
    update.run(row);
  }

  return ({ keys, totals, ends, bytes }) => {
    const empty = isEmpty.get() === 1; // then no row has to be looked for
    let begin = 0;
    for (let r = 0; r < keys.length; r++) {
      const key = keys[r]!;
      const parts = bytes.subarray(begin, ends[r * 2]!);
      const products = bytes.subarray(ends[r * 2]!, ends[r * 2 + 1]!);
      begin = ends[r * 2 + 1]!;
      const stored = empty ? undefined : find.get(key);
      if (stored) {
        clearRowSums(sums);
        sums.totals.set(totals.subarray(r * MEASURE_COUNT, (r + 1) * MEASURE_COUNT));
        merge(key, parts, products, stored);
      } else {
        notes.row(key, 'insert');
        fillRow(totals, r * MEASURE_COUNT, parts, products, key);
        insert.run(row);
      }
    }
  };
}

function addBlobs(sums: RowSums, parts: Uint8Array, products: Uint8Array): void {
  for (const dimension of ['channel', 'hour', 'store'] as const) {
    addSection(parts, DIMENSIONS[dimension].section, sums[dimension]);
  }
  addSection(products, DIMENSIONS.product.section, sums.product);
}
