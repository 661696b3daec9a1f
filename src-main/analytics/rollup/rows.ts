/** Adds contributions to the stored rollups: a row or a cell that comes to nothing is removed, so that equal data give equal tables. */
import type { WritableDb } from '../../database/index.ts';
import type { CellSums } from './cell-sums.ts';
import type { Dimension } from './dimensions.ts';
import { MEASURE_COLUMNS, MEASURE_COUNT } from './measures.ts';

/** Adds to rows of rollup_sales. */
export interface SalesRows {
  add(storeId: number, currencyId: number, period: number, values: Float64Array): void;
}

export function salesRows(db: WritableDb): SalesRows {
  const columns = MEASURE_COLUMNS.join(', ');
  const upsert = db.prepare(
    `INSERT INTO rollup_sales (store_id, currency_id, period, ${columns})
     VALUES (?, ?, ?, ${MEASURE_COLUMNS.map(() => '?').join(', ')})
     ON CONFLICT DO UPDATE SET ${MEASURE_COLUMNS.map((name) => `${name} = ${name} + excluded.${name}`).join(', ')}`,
  );
  const removeEmpty = db.prepare(
    `DELETE FROM rollup_sales WHERE store_id = ? AND currency_id = ? AND period = ?
     AND ${MEASURE_COLUMNS.map((name) => `${name} = 0`).join(' AND ')}`,
  );
  const row: number[] = new Array(3 + MEASURE_COUNT).fill(0);
  return {
    add(storeId, currencyId, period, values) {
      row[0] = storeId;
      row[1] = currencyId;
      row[2] = period;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) row[3 + measure] = values[measure]!;
      upsert.run(row);
      // Only what takes orders away can leave nothing behind.
      if (values[0]! <= 0) removeEmpty.run(storeId, currencyId, period);
    },
  };
}

/** Merges cells into rows of rollup_cells. */
export interface CellRows {
  /** `sums` holds what is to be added and, afterwards, what is stored. */
  merge(dimension: Dimension, storeId: number, currencyId: number, period: number, sums: CellSums): void;
}

export function cellRows(db: WritableDb): CellRows {
  const where = 'WHERE dimension = ? AND store_id = ? AND currency_id = ? AND period = ?';
  const find = db.prepare(`SELECT data FROM rollup_cells ${where}`).pluck();
  const insert = db.prepare(
    'INSERT INTO rollup_cells (dimension, store_id, currency_id, period, data) VALUES (?, ?, ?, ?, ?)',
  );
  const update = db.prepare(`UPDATE rollup_cells SET data = ? ${where}`);
  const remove = db.prepare(`DELETE FROM rollup_cells ${where}`);
  return {
    merge(dimension, storeId, currencyId, period, sums) {
      const stored = find.get(dimension, storeId, currencyId, period) as Uint8Array | undefined;
      if (stored) sums.addBlob(stored);
      const blob = sums.encode();
      if (blob && stored) update.run(blob, dimension, storeId, currencyId, period);
      else if (blob) insert.run(dimension, storeId, currencyId, period, blob);
      else if (stored) remove.run(dimension, storeId, currencyId, period);
    },
  };
}
