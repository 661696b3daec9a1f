/** Rows of product, store and stock lists. These files are small beside orders, so their rows travel as objects. */

import type { Field } from '#shared/contract/index.ts';
import type { RowReason } from '#shared/domain/row-reasons.ts';
import type { ProductBatch, StockBatch, StoreBatch } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import {
  createCell,
  createMoment,
  currencyOf,
  INVALID,
  isMissing,
  isTimeZone,
  MOMENT,
  moveTo,
  readMoment,
  readMoney,
  readQuantity,
  TOO_LARGE,
  textOf,
  unwrapId,
} from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';
import { isFooterRow } from './footer-row.ts';

type ListRow = ProductBatch['rows'][number] | StoreBatch['rows'][number] | StockBatch['rows'][number];

const LONGEST_CODE = 200;
const LONGEST_TEXT = 2_000;
const DAY_SECONDS = 86_400;
/** The day of 1900-01-01: shops are older than files of orders. */
const FIRST_OPENING_DAY = -25_567;

/** Reads one record: the row it makes, why it is refused, or null for a row that is left out. */
export type ListRowReader = (block: RecordBlock, record: number) => ListRow | RowReason | null;

/** Makes the reader of a list's rows. */
export function createListRows(reading: FileReading): ListRowReader {
  const cells = createListCells(reading);
  const read = { products: readProduct, stores: readStore, stock: readStock, orders: null }[reading.settings.kind];
  if (read === null) throw new TypeError('orders are not a list');
  return (block, record) => {
    if (isFooterRow(block, record, reading.headings)) return null;
    cells.at(block, record);
    return read(cells, block.firstRecord + record, reading);
  };
}

type ListCells = ReturnType<typeof createListCells>;

/** The cells of the record at hand by their field. A problem is kept until it is asked for. */
function createListCells(reading: FileReading) {
  const { settings, study } = reading;
  const cell = createCell();
  const moment = createMoment();
  let block: RecordBlock;
  let record = 0;
  let problem: RowReason | null = null;

  function load(field: Field): boolean {
    const column = columnOf(settings, field);
    if (column < 0) return false;
    moveTo(cell, block, record, column);
    unwrapId(cell);
    return cell.start < cell.end;
  }

  function number(field: Field, read: typeof readMoney, invalid: RowReason, tooLarge: RowReason): number | undefined {
    if (!load(field)) return undefined;
    const value = read(cell, settings.decimalComma);
    if (value === INVALID || value === TOO_LARGE) problem ??= value === INVALID ? invalid : tooLarge;
    return Number.isFinite(value) ? value : undefined;
  }

  return {
    at(newBlock: RecordBlock, newRecord: number): void {
      block = newBlock;
      record = newRecord;
      problem = null;
    },
    problem: () => problem,
    text(field: Field, longest = LONGEST_TEXT): string | undefined {
      if (!load(field)) return undefined;
      if (cell.end - cell.start > longest) problem ??= 'TEXT_TOO_LONG';
      const text = textOf(cell);
      return text === '-' ? undefined : text;
    },
    money: (field: Field) => number(field, readMoney, 'AMOUNT_INVALID', 'AMOUNT_TOO_LARGE'),
    quantity: (field: Field) => number(field, readQuantity, 'QUANTITY_INVALID', 'QUANTITY_TOO_LARGE'),
    /** The moment of a date field: only until the next one is read. */
    moment(field: Field) {
      if (!load(field) || isMissing(cell)) return undefined;
      if (readMoment(cell, study.dateOrder, moment) === MOMENT.ok) return moment;
      problem ??= 'DATE_INVALID';
      return undefined;
    },
    currency(): string | undefined {
      if (study.currency !== null) return study.currency;
      const stated = load('currency') ? currencyOf(textOf(cell)) : null;
      return stated ?? settings.currency;
    },
  };
}

function readProduct(cells: ListCells, record: number): ListRow | RowReason {
  const name = cells.text('productName');
  const code = cells.text('productCode', LONGEST_CODE) ?? name;
  const rest = given({
    name,
    category: cells.text('category'),
    brand: cells.text('brand'),
    barcode: cells.text('barcode'),
    listPrice: cells.money('listPrice'),
    unitCost: cells.money('unitCost'),
    currency: cells.currency(),
  });
  if (code === undefined) return 'PRODUCT_CODE_MISSING';
  return cells.problem() ?? { record, code, ...rest };
}

function readStore(cells: ListCells, record: number): ListRow | RowReason {
  const name = cells.text('storeName');
  const code = cells.text('store', LONGEST_CODE) ?? name;
  const opened = cells.moment('openedOn')?.day;
  const zone = cells.text('timeZone');
  const rest = given({
    name,
    country: cells.text('country'),
    region: cells.text('region'),
    city: cells.text('city'),
    timeZone: zone !== undefined && isTimeZone(zone) ? zone : undefined,
    currency: cells.currency(),
    storeKind: cells.text('storeKind'),
    openedOn: opened,
  });
  if (code === undefined) return 'STORE_MISSING';
  if (opened !== undefined && opened < FIRST_OPENING_DAY) return 'DATE_OUT_OF_RANGE';
  return cells.problem() ?? { record, code, ...rest };
}

function readStock(cells: ListCells, record: number, reading: FileReading): ListRow | RowReason {
  const store = cells.text('store', LONGEST_CODE) ?? cells.text('storeName', LONGEST_CODE) ?? reading.settings.store;
  const productName = cells.text('productName');
  const product = cells.text('productCode', LONGEST_CODE) ?? productName;
  const quantity = cells.quantity('stockQuantity');
  if (store === undefined) return 'STORE_MISSING';
  if (product === undefined) return 'PRODUCT_CODE_MISSING';
  const counted = cells.moment('countedAt');
  if (counted !== undefined && counted.day > reading.lastDay) return 'DATE_OUT_OF_RANGE';
  const problem = cells.problem();
  if (problem !== null) return problem;
  if (quantity === undefined) return 'QUANTITY_INVALID';
  let countedAt: number | undefined;
  if (counted !== undefined) {
    const second = Math.max(counted.second, 0);
    countedAt = Number.isNaN(counted.offset)
      ? reading.clockOfStore(store).toUtc(counted.day, second)
      : counted.day * DAY_SECONDS + second - counted.offset * 60;
  }
  return { record, store, product, quantity, ...given({ productName, countedAt }) };
}

type Given<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** Leaves out what is undefined. */
function given<T extends object>(value: T): Given<T> {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as Given<T>;
}
