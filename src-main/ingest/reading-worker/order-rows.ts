/**
 * Rows become orders: consecutive rows with the same (platform, store, number) are one, each row is one of its lines, and
 * an amount of the whole order counts once however often the file repeats it. A row that cannot be understood is refused
 * alone.
 */
import type { Field } from '#shared/contract/index.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { RowReason } from '#shared/domain/row-reasons.ts';
import { hashBytes, orderKeySeed } from '../../database/index.ts';
import { ORDER_FLAG, type OrderBatch } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import {
  createCell,
  createMoment,
  INVALID,
  isCancellationNumber,
  isMissing,
  lineColumns,
  MOMENT,
  moveTo,
  readMoment,
  readMoney,
  readTimeOfDay,
  unwrapId,
} from '../understand/index.ts';
import { createBatchLineRefs } from './batch-line-refs.ts';
import { columnOf, FIRST_DAY, type FileReading } from './file-reading.ts';
import { headsSums, isFooterRow, namesTotal } from './footer-row.ts';
import { createLineReader } from './line-values.ts';
import { createOrderAmounts } from './order-amounts.ts';
import {
  appendNumber,
  createOrderColumns,
  LINES_A_BATCH,
  LINES_OF_FIRST_BATCH,
  MOST_LINES,
  type OrderColumns,
  toBatch,
} from './order-columns.ts';
import { createOrderExtras } from './order-extras.ts';
import { createOrderNames } from './order-names.ts';
import { createOrderStatus } from './order-status.ts';
import { createRefundRows } from './refund-rows.ts';
import { createRowNumbers } from './row-numbers.ts';

export interface OrderRows {
  /** Reads the records of a block from `from` on, and hands out each batch that becomes full. */
  add(block: RecordBlock, from: number): Generator<FilledBatch>;
  /** Hands out what is left. */
  finish(): Generator<FilledBatch>;
}

export interface FilledBatch {
  readonly batch: OrderBatch;
  readonly transfer: ArrayBuffer[];
}

const LONGEST_NUMBER = 200;
const DAY_SECONDS = 86_400;
// biome-ignore format: a list of names
const NUMBERS: readonly Field[] = ['quantity', 'unitPrice', 'lineAmount', 'orderTotal', 'amountPaid', 'amountReceived', 'refundedAmount'];
/** One bad number does not make a description of a row. */
const FEWEST_DESCRIBED = 2;

/** Makes the reader of one file's order rows. */
export function createOrderRows(reading: FileReading): OrderRows {
  const { settings, study, dictionary } = reading;
  const numberColumn = columnOf(settings, 'orderNumber');
  const dateColumn =
    columnOf(settings, 'placedAt') >= 0 ? columnOf(settings, 'placedAt') : columnOf(settings, 'placedDate');
  const timeColumn = columnOf(settings, 'placedTime');
  const productColumns = [columnOf(settings, 'productCode'), columnOf(settings, 'productName')];
  const furtherColumns = lineColumns(settings.columns);
  const numberColumns = NUMBERS.map((field) => columnOf(settings, field)).filter((column) => column >= 0);
  const dateOrder = study.dateOrder;
  const cell = createCell();
  const moment = createMoment();
  const furtherMoment = createMoment();
  const names = createOrderNames(reading);
  const lineReader = createLineReader(reading);
  const amounts = createOrderAmounts(reading);
  const refunds = createRefundRows(reading);
  const statuses = createOrderStatus(reading, refunds);
  const extras = createOrderExtras(reading);
  const rowNumbers = numberColumn < 0 ? createRowNumbers() : null;
  const seeds = new Map<number, number>();
  const fillLineRefs = createBatchLineRefs(dictionary.text);

  let columns = createOrderColumns(extras.texts, reading.spareBuffers());
  let enoughLines = LINES_OF_FIRST_BATCH;
  let open = false;
  let numberStart = 0;
  let currentStore = -1;
  let currentPlatform = -1;
  let currentDay = -1;
  /** True while the open order has one line, of a row that may only head it. */
  let isHeadAlone = false;
  /** True when that row says nothing of a line either. */
  let isHeadBlank = false;
  /** The record of the sums under headings of their own. */
  let sumsAt = -1;

  function* add(block: RecordBlock, from: number): Generator<FilledBatch> {
    for (let record = from; record < block.records; record++) {
      if (columns.lines >= enoughLines && (columns.lines >= MOST_LINES || !continues(block, record))) {
        enoughLines = Math.min(enoughLines * 2, LINES_A_BATCH);
        yield flush();
      }
      readRow(block, record);
    }
  }

  /** Puts the cell on the number of a row's order; a refund of its own has one of its own. */
  function moveToNumber(block: RecordBlock, record: number): void {
    moveTo(cell, block, record, refunds.isRefund(block, record) ? refunds.column : numberColumn);
  }

  /** True when the record belongs to the order that is open. */
  function continues(block: RecordBlock, record: number): boolean {
    if (!open || numberColumn < 0) return false;
    moveToNumber(block, record);
    unwrapId(cell);
    if (cell.start === cell.end) return continuesUnnumbered(block, record);
    const number = columns.numberBytes;
    const length = columns.numbersUsed - numberStart;
    if (length !== cell.end - cell.start) return false;
    for (let i = 0; i < length; i++) if (number[numberStart + i] !== cell.bytes[cell.start + i]) return false;
    return names.sameStore(block, record, currentStore) && names.samePlatform(block, record, currentPlatform);
  }

  /** Merged cells leave the further rows of an order without its number and date; a total row looks like that too. */
  function continuesUnnumbered(block: RecordBlock, record: number): boolean {
    if (study.unnumberedContinue) return continuesWithoutNumber(block, record);
    if (!isBlank(block, record, dateColumn) || isFooterRow(block, record, reading.headings)) return false;
    return productColumns.some((column) => !isBlank(block, record, column));
  }

  /** Where the whole file gives numbers in first rows only, the day may be repeated. */
  function continuesWithoutNumber(block: RecordBlock, record: number): boolean {
    if (namesTotal(block, record) || isFooterRow(block, record, reading.headings)) return false;
    if (!names.sameStore(block, record, currentStore)) return false;
    if (!isBlank(block, record, dateColumn)) {
      if (readMoment(cell, dateOrder, furtherMoment) !== MOMENT.ok || furtherMoment.day !== currentDay) return false;
    }
    return furtherColumns.some((column) => !isBlank(block, record, column));
  }

  function isBlank(block: RecordBlock, record: number, column: number): boolean {
    moveTo(cell, block, record, column);
    return isMissing(cell);
  }

  function readRow(block: RecordBlock, record: number): void {
    if (!statuses.isLine(block, record)) {
      reading.skip(block.firstRecord + record);
      return;
    }
    const isNew = !continues(block, record);
    if (isNew) {
      const refusal = readHeader(block, record);
      if (refusal !== null) {
        close();
        const at = block.firstRecord + record;
        if (at === sumsAt || isLeftOut(block, record, refusal) || isDescription(block, record)) {
          reading.skip(at);
          if (headsSums(block, record)) sumsAt = at + 1;
        } else reading.refuse(at, isCutShort(block, record) ? 'TOO_FEW_FIELDS' : refusal);
        return;
      }
    }
    const refusal = lineReader.read(block, record) ?? amounts.read(block, record);
    if (refusal !== null) {
      if (isNew) close();
      reading.refuse(block.firstRecord + record, refusal);
      return;
    }
    if (isNew) openOrder(block, record);
    else if (isHeadAlone && isBelowHead(block, record)) dropHead();
    isHeadAlone = isNew && lineReader.isNameless();
    isHeadBlank = isHeadAlone && lineReader.isBlank();
    writeLine(block, record);
  }

  /** True for a line whose order has had one row yet, when that was blank, or named no goods but counts those of undated lines below it. */
  function isBelowHead(block: RecordBlock, record: number): boolean {
    if (lineReader.isBlank()) return false;
    const head = columns.lines - 1;
    if (isHeadBlank) return true;
    return (
      !lineReader.isNameless() && lineReader.quantity() < columns.quantity[head]! && isBlank(block, record, dateColumn)
    );
  }

  /** True for a row that is no order and does not mean to be one. */
  function isLeftOut(block: RecordBlock, record: number, refusal: RowReason): boolean {
    if (refusal === 'ORDER_NUMBER_MISSING' && namesTotal(block, record)) return true;
    return refusal !== 'DATE_OUT_OF_RANGE' && isFooterRow(block, record, reading.headings);
  }

  /** True for a row right below the headings that says in words what each column holds. */
  function isDescription(block: RecordBlock, record: number): boolean {
    if (block.firstRecord + record !== settings.headerRecord + 1) return false;
    const described = numberColumns.filter((column) => !isBlank(block, record, column));
    return described.length >= FEWEST_DESCRIBED && described.every((column) => isWord(block, record, column));
  }

  function isWord(block: RecordBlock, record: number, column: number): boolean {
    moveTo(cell, block, record, column);
    return readMoney(cell, settings.decimalComma) === INVALID;
  }

  let headerStore = -1;
  let headerPlatform = -1;

  /** Reads what a new order needs before anything is written. */
  function readHeader(block: RecordBlock, record: number) {
    moveTo(cell, block, record, dateColumn);
    const outcome = readMoment(cell, dateOrder, moment);
    if (outcome === MOMENT.missing) return 'DATE_MISSING';
    if (outcome === MOMENT.invalid) return 'DATE_INVALID';
    if (moment.day < FIRST_DAY || moment.day > reading.lastDay) return 'DATE_OUT_OF_RANGE';
    if (timeColumn >= 0) {
      moveTo(cell, block, record, timeColumn);
      if (readTimeOfDay(cell, moment) === MOMENT.invalid) return 'DATE_INVALID';
    } else if (study.timeless) moment.second = -1;
    if (numberColumn >= 0) {
      moveToNumber(block, record);
      unwrapId(cell);
      if (cell.start === cell.end) return 'ORDER_NUMBER_MISSING';
      if (cell.end - cell.start > LONGEST_NUMBER) return 'TEXT_TOO_LONG';
    }
    headerStore = names.store(block, record);
    if (headerStore < 0) return 'STORE_MISSING';
    headerPlatform = names.platform(block, record);
    return null;
  }

  function openOrder(block: RecordBlock, record: number): void {
    close();
    numberStart = columns.numbersUsed;
    if (rowNumbers) {
      const number = rowNumbers.numberOf(block, record);
      appendNumber(columns, number, 0, number.length);
    } else {
      moveToNumber(block, record);
      unwrapId(cell);
      appendNumber(columns, cell.bytes, cell.start, cell.end);
    }
    const order = columns.orders++;
    open = true;
    currentStore = headerStore;
    currentPlatform = headerPlatform;
    currentDay = moment.day;
    columns.lineStart[order] = columns.lines;
    columns.store[order] = currentStore;
    columns.platform[order] = currentPlatform;
    columns.storeName[order] = names.storeName(block, record);
    columns.channel[order] = names.channel(block, record);
    const currency = names.currency(block, record);
    columns.currency[order] = currency;
    columns.keyHash[order] = hashBytes(columns.numberBytes, numberStart, columns.numbersUsed, keySeed());
    writeTime(order);
    amounts.open(columns, order);
    columns.flags[order] = study.currency === null ? 0 : ORDER_FLAG.currencyStated;
    statuses.open();
    extras.write(block, record, columns, order);
  }

  function keySeed(): number {
    const pair = currentPlatform * 0x4000000 + currentStore;
    let seed = seeds.get(pair);
    if (seed === undefined) {
      seed = orderKeySeed(dictionary.text(currentPlatform), dictionary.text(currentStore));
      seeds.set(pair, seed);
    }
    return seed;
  }

  function writeTime(order: number): void {
    const clock = names.clock(currentStore);
    let { day, second } = moment;
    let utc: number;
    if (Number.isNaN(moment.offset) || second < 0) utc = clock.toUtc(day, Math.max(second, 0));
    else {
      utc = day * DAY_SECONDS + second - moment.offset * 60;
      const local = utc + clock.offsetAt(utc);
      day = Math.floor(local / DAY_SECONDS);
      second = local - day * DAY_SECONDS;
    }
    columns.businessDate[order] = day;
    columns.placedAt[order] = utc;
    columns.localMinute[order] = second < 0 ? -1 : Math.floor(second / 60);
  }

  /** What stood above the lines of an order was none of them: what it says of the order has been taken in. */
  function dropHead(): void {
    columns.lines--;
    reading.skip(columns.record[columns.lines]!);
  }

  function writeLine(block: RecordBlock, record: number): void {
    const order = columns.orders - 1;
    const line = columns.lines++;
    columns.record[line] = block.firstRecord + record;
    lineReader.write(columns, line);
    amounts.add(columns, order, line);
    lineReader.writeCostByProfit(columns, line);
    statuses.add(block, record, columns, line);
  }

  /** Settles what only the whole order tells. */
  function close(): void {
    if (!open) return;
    open = false;
    const order = columns.orders - 1;
    const firstLine = columns.lineStart[order]!;
    statuses.close(columns, order, firstLine);
    if (columns.status[order] === ORDER_STATUS.completed && isCancellation(columns, firstLine)) {
      columns.status[order] = ORDER_STATUS.cancelled;
    }
  }

  /** A number like `C536379` whose lines are all negative. */
  function isCancellation(of: OrderColumns, firstLine: number): boolean {
    const first = of.numberBytes[numberStart]! | 0x20;
    if (first !== 0x63) return false;
    for (let line = firstLine; line < of.lines; line++) if (!(of.quantity[line]! < 0)) return false;
    let number = '';
    for (let i = numberStart; i < of.numbersUsed; i++) number += String.fromCharCode(of.numberBytes[i]!);
    return isCancellationNumber(number);
  }

  function isCutShort(block: RecordBlock, record: number): boolean {
    const fields = block.offsets[record + 1]! - block.offsets[record]!;
    return fields < reading.headings.length && fields <= dateColumn;
  }

  function flush(): FilledBatch {
    close();
    const filled = toBatch(columns, reading.file, dictionary.takeNew(), fillLineRefs);
    columns = createOrderColumns(extras.texts, reading.spareBuffers());
    numberStart = 0;
    return filled;
  }

  return {
    add,
    *finish() {
      close();
      if (columns.orders > 0) yield flush();
    },
  };
}
