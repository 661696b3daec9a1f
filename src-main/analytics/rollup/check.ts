/** The stored rollups equal a fresh aggregate over the orders: this finds where they do not. */
import SqliteDatabase from 'better-sqlite3';
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { createCellSums } from './cell-sums.ts';
import { createRollupDelta } from './delta.ts';
import { cellMeasures } from './dimensions.ts';
import { MEASURE_COLUMNS, MEASURES } from './measures.ts';
import { addAllOrders } from './rebuild.ts';

export interface RollupDifference {
  readonly table: string;
  /** The row's key: (dimension,) store, currency, period, and the cell's id. */
  readonly key: string;
  readonly measure: string;
  readonly stored: number;
  readonly fresh: number;
}

/**
 * Compares the stored rollups with a fresh aggregate.
 * @param most how many differences are given at most.
 */
export function compareRollups(db: ReadableDb | WritableDb, most = 20): RollupDifference[] {
  const fresh = new SqliteDatabase(':memory:');
  try {
    for (const sql of rollupSchema(db)) fresh.exec(sql);
    const delta = createRollupDelta(fresh as unknown as WritableDb);
    addAllOrders(db, delta);
    delta.flush();
    const differences: RollupDifference[] = [];
    compareValues('rollup_sales', salesValues(db), salesValues(fresh as unknown as ReadableDb), differences);
    compareValues('rollup_cells', cellValues(db), cellValues(fresh as unknown as ReadableDb), differences);
    return differences.slice(0, most);
  } finally {
    fresh.close();
  }
}

function rollupSchema(db: ReadableDb | WritableDb): string[] {
  return db
    .prepare(`SELECT sql FROM sqlite_schema WHERE type = 'table' AND name GLOB 'rollup_*'`)
    .pluck()
    .all() as string[];
}

type Values = Map<string, readonly number[]>;

function salesValues(db: ReadableDb | WritableDb): Values {
  const columns = MEASURE_COLUMNS.join(', ');
  const rows = db.prepare(`SELECT store_id, currency_id, period, ${columns} FROM rollup_sales`).raw();
  return new Map((rows.all() as number[][]).map((row) => [row.slice(0, 3).join('/'), row.slice(3)]));
}

function cellValues(db: ReadableDb | WritableDb): Values {
  const values: Values = new Map();
  const rows = db.prepare('SELECT dimension, store_id, currency_id, period, data FROM rollup_cells').raw();
  for (const row of rows.iterate() as Iterable<[number, number, number, number, Uint8Array]>) {
    const sums = createCellSums(cellMeasures(row[0]));
    sums.addBlob(row[4]);
    for (let slot = 0; slot < sums.size; slot++) {
      values.set(`${row.slice(0, 4).join('/')}/${sums.idAt(slot)}`, [
        ...sums.values.subarray(slot * sums.columns, (slot + 1) * sums.columns),
      ]);
    }
  }
  return values;
}

function compareValues(table: string, stored: Values, fresh: Values, differences: RollupDifference[]): void {
  for (const key of new Set([...stored.keys(), ...fresh.keys()])) {
    const [ours, truth] = [stored.get(key), fresh.get(key)];
    for (let i = 0; i < (ours ?? truth ?? []).length; i++) {
      const [a, b] = [ours?.[i] ?? 0, truth?.[i] ?? 0];
      if (a !== b) differences.push({ table, key, measure: MEASURES[i] ?? '', stored: a, fresh: b });
    }
    // A row of zeros is a difference too: equal data must give equal tables.
    if (!ours !== !truth) {
      differences.push({ table, key, measure: 'row', stored: ours ? 1 : 0, fresh: truth ? 1 : 0 });
    }
  }
}
