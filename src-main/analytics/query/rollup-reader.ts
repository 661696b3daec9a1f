/** Reads sums of a scope, a currency and a range from the rollups: few rows by primary key, never the orders. */
import type { ReadableDb } from '../../database/index.ts';
import {
  type CellSums,
  coverRange,
  createCellSums,
  DIMENSION,
  type Dimension,
  MEASURE_COLUMNS,
  MEASURE_COUNT,
} from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import type { Scope } from './scope.ts';
import { statement } from './statement.ts';

/**
 * `? + 0` hides a parameter's value from the planner. With statistics (PRAGMA optimize gathers them) SQLite would prepare
 * the statement anew for every new value: three times the time of running it.
 */
const ROWS = 'store_id = ? + 0 AND currency_id = ? + 0 AND period BETWEEN ? + 0 AND ? + 0';
export const SALES_SUM_SQL = `SELECT ${MEASURE_COLUMNS.map((name) => `coalesce(sum(${name}), 0)`).join(', ')}
  FROM rollup_sales WHERE ${ROWS}`;
export const SALES_DAYS_SQL = `SELECT period, ${MEASURE_COLUMNS.join(', ')} FROM rollup_sales WHERE ${ROWS}`;
export const CELLS_SQL = `SELECT data FROM rollup_cells WHERE dimension = ? + 0 AND ${ROWS}`;
export const CELL_DAYS_SQL = `SELECT period, data FROM rollup_cells WHERE dimension = ? + 0 AND ${ROWS}`;

/** What a question is asked about. */
export interface Subject {
  readonly db: ReadableDb;
  readonly scope: Scope;
  /** -1 when there is no such currency: then every sum is zero. */
  readonly currencyId: number;
}

/** Gives the sums of a dimension's cells over the scope, the first `measures` of them. */
export function readCells(subject: Subject, dimension: Dimension, range: DayRange, measures: number): CellSums {
  const { db, scope, currencyId } = subject;
  const sums = createCellSums(measures);
  const find = statement(db, CELLS_SQL, 'value');
  for (const { storeId, sign } of scope.parts) {
    for (const { first, last } of coverRange(range.from, range.to)) {
      const blobs = find.all(dimension, storeId, currencyId, first, last) as Uint8Array[];
      for (const blob of blobs) sums.addBlob(blob, sign);
    }
  }
  return sums;
}

/** Gives the sums of each store there is, in the scope or not: one blob a period holds all of them. */
export function readStores({ db, currencyId }: Subject, range: DayRange): CellSums {
  const sums = createCellSums(MEASURE_COUNT);
  const find = statement(db, CELLS_SQL, 'value');
  for (const { first, last } of coverRange(range.from, range.to)) {
    const blobs = find.all(DIMENSION.store, 0, currencyId, first, last) as Uint8Array[];
    for (const blob of blobs) sums.addBlob(blob);
  }
  return sums;
}

/** Gives the sums of the whole scope. */
export function readSums(subject: Subject, range: DayRange): Float64Array {
  const { db, scope, currencyId } = subject;
  if (scope.only === null) return sumOfStores(readStores(subject, range), scope);
  const sums = new Float64Array(MEASURE_COUNT);
  const find = statement(db, SALES_SUM_SQL, 'array');
  for (const { first, last } of coverRange(range.from, range.to)) {
    const row = find.get(scope.only, currencyId, first, last) as number[];
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += row[measure]!;
  }
  return sums;
}

/** Gives each day's sums one behind the other: day `from + i` begins at `i * MEASURE_COUNT`. */
export function readDays(subject: Subject, range: DayRange): Float64Array {
  const { db, scope, currencyId } = subject;
  const days = new Float64Array((range.to - range.from + 1) * MEASURE_COUNT);
  if (scope.only !== null) {
    const rows = statement(db, SALES_DAYS_SQL, 'array').all(scope.only, currencyId, range.from, range.to);
    for (const row of rows as number[][]) {
      const at = (row[0]! - range.from) * MEASURE_COUNT;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) days[at + measure] = row[measure + 1]!;
    }
    return days;
  }
  const sums = createCellSums(MEASURE_COUNT);
  const rows = statement(db, CELL_DAYS_SQL, 'array').all(DIMENSION.store, 0, currencyId, range.from, range.to);
  for (const [day, blob] of rows as [number, Uint8Array][]) {
    sums.addBlob(blob);
    days.set(sumOfStores(sums, scope), (day - range.from) * MEASURE_COUNT);
    sums.clear();
  }
  return days;
}

/** Adds up rows of measures, such as `readDays` gives. */
export function sumOfRows(rows: Float64Array): Float64Array {
  const sums = new Float64Array(MEASURE_COUNT);
  for (let at = 0; at < rows.length; at += MEASURE_COUNT) {
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += rows[at + measure]!;
  }
  return sums;
}

/** Adds up what `readStores` gave over the scope's stores. */
export function sumOfStores(stores: CellSums, scope: Scope): Float64Array {
  const sums = new Float64Array(MEASURE_COUNT);
  for (const id of scope.stores.keys()) {
    const slot = stores.find(id);
    if (slot < 0) continue;
    for (let measure = 0; measure < MEASURE_COUNT; measure++) {
      sums[measure]! += stores.values[slot * MEASURE_COUNT + measure]!;
    }
  }
  return sums;
}
