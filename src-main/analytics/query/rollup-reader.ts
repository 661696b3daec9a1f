/** Reads sums of a scope, a currency and a range from the rollups: few rows by primary key, never the orders. */
import type { ReadableDb } from '../../database/index.ts';
import {
  addSection,
  type CellSums,
  coverRange,
  createCellSums,
  DIMENSIONS,
  type Dimension,
  MEASURE_COLUMNS,
  MEASURE_COUNT,
  type PeriodRun,
  rowKey,
} from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import type { Scope, ScopePart } from './scope.ts';
import { statement } from './statement.ts';

/**
 * `? + 0` hides a parameter's value from the planner. With statistics (PRAGMA optimize gathers them) SQLite would prepare
 * the statement anew for every new value: three times the time of running it.
 */
const ROWS = 'id BETWEEN ? + 0 AND ? + 0';
export const SUMS_SQL = `SELECT ${MEASURE_COLUMNS.map((name) => `coalesce(sum(${name}), 0)`).join(', ')}
  FROM rollup WHERE ${ROWS}`;
export const DAYS_SQL = `SELECT period, ${MEASURE_COLUMNS.join(', ')} FROM rollup WHERE ${ROWS}`;

/**
 * The blobs of all rows as one: they tell their own ends, and a row handed over on its own costs several times the
 * reading of it. The database is UTF-8, so a blob's bytes are those of the text that group_concat makes of it.
 */
const joined = (column: string) => `CAST(group_concat(${column}, '') AS BLOB)`;
export const PARTS_SQL = `SELECT ${joined('parts')}, NULL FROM rollup WHERE ${ROWS}`;
export const PRODUCTS_SQL = `SELECT NULL, ${joined('products')} FROM rollup WHERE ${ROWS}`;
export const CELLS_SQL = `SELECT ${joined('parts')}, ${joined('products')} FROM rollup WHERE ${ROWS}`;
export const PARTS_BY_DAY_SQL = `SELECT period, parts FROM rollup WHERE ${ROWS}`;

/** What a question is asked about. */
export interface Subject {
  readonly db: ReadableDb;
  readonly scope: Scope;
  /** -1 when there is no such currency: then every sum is zero. */
  readonly currencyId: number;
}

/** How many of a dimension's measures are wanted, by dimension. */
type Wanted = Partial<Record<Dimension, number>>;

/** Gives the sums of cells over the scope, by each of the dimensions, in one reading of the rows. */
export function readCells<W extends Wanted>(subject: Subject, wanted: W, range: DayRange): Record<keyof W, CellSums> {
  return readCellsOf(subject, subject.scope.parts, wanted, coverRange(range.from, range.to));
}

function readCellsOf<W extends Wanted>(
  { db, currencyId }: Subject,
  parts: readonly ScopePart[],
  wanted: W,
  runs: readonly PeriodRun[],
): Record<keyof W, CellSums> {
  const cells = Object.entries(wanted).map(([dimension, measures]) => ({
    dimension,
    ...DIMENSIONS[dimension as Dimension],
    sums: createCellSums(measures),
  }));
  const sql = cells.every(({ column }) => column === 'parts')
    ? PARTS_SQL
    : cells.every(({ column }) => column === 'products')
      ? PRODUCTS_SQL
      : CELLS_SQL;
  const find = statement(db, sql, 'array');
  if (currencyId >= 0) {
    for (const { storeId, sign } of parts) {
      for (const { first, last } of runs) {
        const keys = [rowKey(storeId, currencyId, first), rowKey(storeId, currencyId, last)];
        const [blobs, products] = find.get(keys) as [Uint8Array | null, Uint8Array | null];
        for (const { column, section, sums } of cells) {
          const bytes = column === 'parts' ? blobs : products;
          if (bytes) addSection(bytes, section, sums, sign);
        }
      }
    }
  }
  return Object.fromEntries(cells.map(({ dimension, sums }) => [dimension, sums])) as Record<keyof W, CellSums>;
}

const ALL_STORES: readonly ScopePart[] = [{ storeId: 0, sign: 1 }];

/** Gives the sums of each store there is, in the scope or not: one blob a period holds all of them. */
export function readStores(subject: Subject, range: DayRange): CellSums {
  return readCellsOf(subject, ALL_STORES, { store: MEASURE_COUNT }, coverRange(range.from, range.to)).store;
}

/** Gives the sums of each hour of one day in one store, whether or not it is the whole scope. */
export function readHours(subject: Subject, storeId: number, day: number): CellSums {
  return readCellsOf(subject, [{ storeId, sign: 1 }], { hour: MEASURE_COUNT }, [{ first: day, last: day }]).hour;
}

/** Gives the sums of the whole scope. */
export function readSums(subject: Subject, range: DayRange): Float64Array {
  const { db, scope, currencyId } = subject;
  if (scope.only === null) return sumOfStores(readStores(subject, range), scope);
  const sums = new Float64Array(MEASURE_COUNT);
  if (currencyId < 0) return sums;
  const find = statement(db, SUMS_SQL, 'array');
  for (const { first, last } of coverRange(range.from, range.to)) {
    const row = find.get(rowKey(scope.only, currencyId, first), rowKey(scope.only, currencyId, last)) as number[];
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += row[measure]!;
  }
  return sums;
}

/** Gives each day's sums one behind the other: day `from + i` begins at `i * MEASURE_COUNT`. */
export function readDays(subject: Subject, range: DayRange): Float64Array {
  const { db, scope, currencyId } = subject;
  const days = new Float64Array((range.to - range.from + 1) * MEASURE_COUNT);
  if (currencyId < 0) return days;
  const storeId = scope.only ?? 0;
  const keys = [rowKey(storeId, currencyId, range.from), rowKey(storeId, currencyId, range.to)];
  if (scope.only !== null) {
    const rows = statement(db, DAYS_SQL, 'array').all(keys);
    for (const row of rows as number[][]) {
      const at = (row[0]! - range.from) * MEASURE_COUNT;
      for (let measure = 0; measure < MEASURE_COUNT; measure++) days[at + measure] = row[measure + 1]!;
    }
    return days;
  }
  const sums = createCellSums(MEASURE_COUNT);
  const rows = statement(db, PARTS_BY_DAY_SQL, 'array').all(keys);
  for (const [day, parts] of rows as [number, Uint8Array][]) {
    addSection(parts, DIMENSIONS.store.section, sums);
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
