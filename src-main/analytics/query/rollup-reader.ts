/**
 * Reads sums of a scope, a currency and a range from the rollups: few rows by primary key, never the orders. Sums that are
 * given are lent by the connection's memory until the question is answered.
 */
import type { ReadableDb } from '../../database/index.ts';
import {
  CELL_COLUMNS,
  type CellSums,
  type ChosenSums,
  coverRange,
  currencyPart,
  DIMENSIONS,
  type IdSums,
  MEASURE_COLUMNS,
  MEASURE_COUNT,
  PRODUCT_MEASURE_COUNT,
} from '../rollup/index.ts';
import { memoryOf } from './connection-memory.ts';
import type { DayRange } from './day-range.ts';
import type { Scope } from './scope.ts';
import { keysOf, type SignedKeys } from './scope-keys.ts';
import { statement } from './statement.ts';

/** The rows of a JSON array of keys without their currency, and the part of the currency. */
const rowsOf = (table: string) => `json_each(?) k CROSS JOIN ${table} r ON r.id = k.value + ?`;
/**
 * The blobs of all rows as one: a row handed over on its own costs several times the reading of it, and blobs tell their
 * own ends. The database is UTF-8, so a blob's bytes are those of the text that group_concat makes of it.
 */
const joined = (column: string) => `CAST(group_concat(${column}, '') AS BLOB)`;

export const SUMS_SQL = `SELECT ${MEASURE_COLUMNS.map((name) => `coalesce(sum(${name}), 0)`).join(', ')}
  FROM ${rowsOf('rollup')}`;
export const rowsSql = (measures: number) =>
  `SELECT k.key, ${MEASURE_COLUMNS.slice(0, measures).join(', ')} FROM ${rowsOf('rollup')}`;
export const STORES_BY_ROW_SQL = `SELECT group_concat(k.key), ${joined('stores')} FROM ${rowsOf('rollup')}
  WHERE length(stores) > 0`;
export const CELLS_SQL = `SELECT ${joined('channels')}, ${joined('hours')} FROM ${rowsOf('rollup')}`;
export const STORES_SQL = `SELECT ${joined('stores')} FROM ${rowsOf('rollup')}`;
export const PRODUCT_NET_SQL = `SELECT ${joined('net')} FROM ${rowsOf('rollup_product_net')}`;
export const PRODUCT_COUNTS_SQL = `SELECT ${joined('counts')} FROM ${rowsOf('rollup_product')}`;
export const PRODUCT_AMOUNTS_SQL = `SELECT ${joined('amounts')} FROM ${rowsOf('rollup_product')}`;

/** What a question is asked about. */
export interface Subject {
  readonly db: ReadableDb;
  readonly scope: Scope;
  /** -1 when there is no such currency: then every sum is zero. */
  readonly currencyId: number;
}

type Blobs = (Uint8Array | null)[];

/** Gives the blobs that a statement finds by some keys to `take`, those to add and those to take away. */
function readBlobs(
  { db, currencyId }: Subject,
  sql: string,
  signedKeys: readonly SignedKeys[],
  take: (blobs: Blobs, sign: 1 | -1) => void,
): void {
  if (currencyId < 0) return;
  const find = statement(db, sql, 'array');
  for (const { sign, keys } of signedKeys) take(find.get(keys, currencyPart(currencyId)) as Blobs, sign);
}

/** Gives the sums by channel and by hour over the scope; `measures`: how many of the first measures are wanted. */
export function readChannelsAndHours(
  subject: Subject,
  range: DayRange,
  measures: number,
): { readonly channels: CellSums; readonly hours: CellSums } {
  const { sums } = memoryOf(subject.db);
  const channels = sums.cells(MEASURE_COUNT);
  const hours = sums.cells(MEASURE_COUNT);
  readBlobs(subject, CELLS_SQL, subject.scope.keys.in(range), ([byChannel, byHour], sign) => {
    if (byChannel) channels.addCells(byChannel, CELL_COLUMNS.channels, measures, sign);
    if (byHour) hours.addCells(byHour, CELL_COLUMNS.hours, measures, sign);
  });
  return { channels, hours };
}

/** Gives the sums of each hour of one day in one store, whether or not it is the whole scope. */
export function readHours(subject: Subject, storeId: number, day: number): CellSums {
  const hours = memoryOf(subject.db).sums.cells(MEASURE_COUNT);
  readBlobs(subject, CELLS_SQL, [{ sign: 1, keys: keysOf([storeId], [day]) }], ([, byHour]) => {
    if (byHour) hours.addCells(byHour, CELL_COLUMNS.hours);
  });
  return hours;
}

/** Gives the sums of each store there is, in the scope or not: one blob a period holds all of them. */
export function readStores(subject: Subject, range: DayRange): CellSums {
  const stores = memoryOf(subject.db).sums.cells(MEASURE_COUNT);
  const { add, take } = coverRange(range.from, range.to);
  const keys: SignedKeys[] = [{ sign: 1, keys: keysOf([0], add) }];
  if (take.length > 0) keys.push({ sign: -1, keys: keysOf([0], take) });
  readBlobs(subject, STORES_SQL, keys, ([byStore], sign) => {
    if (byStore) stores.addCells(byStore, CELL_COLUMNS.stores, MEASURE_COUNT, sign);
  });
  return stores;
}

/** Gives the sums of the whole scope. */
export function readSums(subject: Subject, range: DayRange): Float64Array {
  const { db, scope, currencyId } = subject;
  if (scope.only === null) return sumOfStores(readStores(subject, range), scope);
  const sums = new Float64Array(MEASURE_COUNT);
  if (currencyId < 0) return sums;
  const find = statement(db, SUMS_SQL, 'array');
  for (const { sign, keys } of scope.keys.in(range)) {
    const some = find.get(keys, currencyPart(currencyId)) as number[];
    for (let measure = 0; measure < MEASURE_COUNT; measure++) sums[measure]! += sign * some[measure]!;
  }
  return sums;
}

/** Gives the first measures of each of some pieces of time, one row of `measures` sums behind the other. */
export function readPieces(subject: Subject, pieces: readonly DayRange[], measures: number): Float64Array {
  const { db, scope, currencyId } = subject;
  const rows = new Float64Array(pieces.length * measures);
  if (currencyId < 0) return rows;
  const periods: number[] = [];
  const pieceOf: number[] = []; // by period
  const signOf: (1 | -1)[] = []; // by period
  for (const [piece, { from, to }] of pieces.entries()) {
    const cover = coverRange(from, to);
    for (const [sign, covering] of [
      [1, cover.add],
      [-1, cover.take],
    ] as const) {
      for (const period of covering) {
        periods.push(period);
        pieceOf.push(piece);
        signOf.push(sign);
      }
    }
  }
  const keys = [keysOf([scope.only ?? 0], periods), currencyPart(currencyId)];
  if (scope.only !== null) {
    for (const row of statement(db, rowsSql(measures), 'array').all(keys) as number[][]) {
      const at = pieceOf[row[0]!]! * measures;
      const sign = signOf[row[0]!]!;
      for (let measure = 0; measure < measures; measure++) rows[at + measure]! += sign * row[measure + 1]!;
    }
    return rows;
  }
  const stores = memoryOf(db).sums.cells(MEASURE_COUNT);
  const [indexes, blobs] = statement(db, STORES_BY_ROW_SQL, 'array').get(keys) as [string | null, Uint8Array | null];
  if (indexes === null || blobs === null) return rows;
  let at = 0;
  for (const index of indexes.split(',').map(Number)) {
    stores.clear();
    at = stores.addBlob(blobs, at, CELL_COLUMNS.stores, measures);
    addStores(stores, scope, measures, rows, pieceOf[index]! * measures, signOf[index]!);
  }
  return rows;
}

/** Gives the net sales of each product over the scope. */
export function readProductNet(subject: Subject, range: DayRange): IdSums {
  const net = memoryOf(subject.db).sums.ids();
  readBlobs(subject, PRODUCT_NET_SQL, subject.scope.keys.in(range), ([blobs], sign) => {
    if (blobs) net.addCells(blobs, sign);
  });
  return net;
}

/** Gives the counts (orders, units) of a few products over the scope. */
export function readProductCounts(subject: Subject, range: DayRange, ids: readonly number[]): ChosenSums {
  const { first, end } = CELL_COLUMNS.counts;
  const counts = memoryOf(subject.db).sums.chosen(end - first);
  counts.choose(ids);
  if (ids.length === 0) return counts;
  readBlobs(subject, PRODUCT_COUNTS_SQL, subject.scope.keys.in(range), ([blobs], sign) => {
    if (blobs) counts.addCells(blobs, CELL_COLUMNS.counts, sign);
  });
  return counts;
}

/** Gives all sums of each product over the scope. */
export function readProducts(subject: Subject, range: DayRange): CellSums {
  const products = memoryOf(subject.db).sums.cells(DIMENSIONS.product.measures);
  const { net, counts, amounts } = CELL_COLUMNS;
  for (const [sql, columns] of [
    [PRODUCT_NET_SQL, net],
    [PRODUCT_COUNTS_SQL, counts],
    [PRODUCT_AMOUNTS_SQL, amounts],
  ] as const) {
    readBlobs(subject, sql, subject.scope.keys.ofWholeIn(range), ([blobs], sign) => {
      if (blobs) products.addCells(blobs, columns, PRODUCT_MEASURE_COUNT, sign);
    });
  }
  return products;
}

/** Adds up what `readStores` gave over the scope's stores. */
export function sumOfStores(stores: CellSums, scope: Scope): Float64Array {
  const sums = new Float64Array(MEASURE_COUNT);
  addStores(stores, scope, MEASURE_COUNT, sums, 0, 1);
  return sums;
}

function addStores(
  { find, values }: CellSums,
  scope: Scope,
  measures: number,
  target: Float64Array,
  offset: number,
  sign: 1 | -1,
): void {
  for (const id of scope.stores.keys()) {
    const slot = find(id);
    if (slot < 0) continue;
    for (let measure = 0; measure < measures; measure++) {
      target[offset + measure]! += sign * values[slot * MEASURE_COUNT + measure]!;
    }
  }
}
