/** An order's status out of its rows' words: status, refund, cancellation, payment on delivery; and which rows are no lines at all. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { ORDER_FLAG } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import { templateNamed } from '../templates/index.ts';
import {
  createCell,
  createTextDictionary,
  isBrowsing,
  isCashOnDelivery,
  isClosed,
  isDenial,
  isFailure,
  isMissing,
  isReturnDocument,
  type Movement,
  moveTo,
  orderStatusOf,
  type RowKinds,
  refundStatusOf,
  rowWord,
  textOf,
} from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';
import { createMovementReader } from './movement-rows.ts';
import type { OrderColumns } from './order-columns.ts';
import type { RefundRows } from './refund-rows.ts';

const { completed, unpaid, paid, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;
const GIVEN_BACK = 1;
/** What a row's word can mean besides a status: a document that takes back what others sold, a row that sells nothing. */
const RETURN_DOCUMENT = 100;
const NO_LINE = 101;
/** An order whose payment failed, or, where it was to be paid at the door, whose delivery did. */
const FAILED = 102;

/** Makes the reader of one file's statuses. */
export function createOrderStatus(reading: FileReading, refunds: RefundRows) {
  const { settings } = reading;
  const perOrder = templateNamed(settings.template)?.statusScope === 'order';
  const statusColumn = columnOf(settings, 'status');
  const refundColumn = columnOf(settings, 'refundStatus');
  const cancelledColumn = columnOf(settings, 'cancelledAt');
  const methodColumn = columnOf(settings, 'paymentMethod');
  const { rowKinds } = reading.study;
  const kindColumn = perOrder || rowKinds === null ? -1 : rowKinds.column;
  const namesDocuments = !perOrder && reading.study.namesDocuments;
  const paidAtColumn = reading.study.tellsPayment ? columnOf(settings, 'paidAt') : -1;
  const { closingCallsOff } = reading.study;
  const statusWord = createWords((word) =>
    closingCallsOff && isClosed(word) ? cancelled : rowMeaning(word, namesDocuments),
  );
  const refundWord = createWords((word) => refundStatusOf(word) ?? 0);
  const methodWord = createWords((word) => (isCashOnDelivery(word) ? 1 : 0));
  const kindWord = createWords((word) => kindMeaning(rowWord(word), rowKinds));
  const isSilent = statusColumn < 0 && refundColumn < 0 && cancelledColumn < 0 && methodColumn < 0;
  const movementOf = reading.study.movements === null ? null : createMovementReader(reading, reading.study.movements);
  const cell = createCell();

  let rowStatus = -1;
  let first = 0;
  let standing = 0;
  let partly = false;
  let lines = 0;
  let linesBack = 0;
  let wasPaid = false;

  /** What a word's column says of a row; -1 for a blank cell or no column. */
  function read(block: RecordBlock, record: number, column: number, words: (c: typeof cell) => number): number {
    if (column < 0) return -1;
    moveTo(cell, block, record, column);
    return cell.start === cell.end ? -1 : words(cell);
  }

  /** True for a row that was called off, false for one that denies it, null where nothing is said. */
  function calledOff(block: RecordBlock, record: number): boolean | null {
    if (cancelledColumn < 0) return null;
    moveTo(cell, block, record, cancelledColumn);
    return isMissing(cell) ? null : !isDenial(textOf(cell));
  }

  /** True for a row that says when it was paid, or whose file says so of no order. */
  function saysPaid(block: RecordBlock, record: number): boolean {
    if (paidAtColumn < 0) return true;
    moveTo(cell, block, record, paidAtColumn);
    return !isMissing(cell);
  }

  /** What a row without a status word has: an order says it in its first row, unless each row tells by itself what was called off. */
  function unsaidStatus(line: number, off: boolean | null): number {
    if (statusColumn < 0 && (line === 1 || off === false)) return completed;
    return line === 1 ? paid : standing || first;
  }

  /** Takes in what a row of a payment service's bill is: there a refund has a row of its own, whatever it says of the sale's. */
  function moveMoney(movement: Movement): void {
    if (movement === 'other') rowStatus = NO_LINE;
    else if (movement === 'refund') rowStatus = RETURN_DOCUMENT;
    else if (rowStatus === refunded || rowStatus === partiallyRefunded) rowStatus = completed;
  }

  return {
    /** Reads the row's status word; false for a row that is no line of any order. */
    isLine(block: RecordBlock, record: number): boolean {
      rowStatus = read(block, record, statusColumn, statusWord);
      if (kindColumn >= 0) {
        const kind = read(block, record, kindColumn, kindWord);
        if (kind === NO_LINE || (kind === RETURN_DOCUMENT && rowStatus !== cancelled)) rowStatus = kind;
      }
      if (movementOf !== null) moveMoney(movementOf(block, record));
      if (refunds.isRefund(block, record)) rowStatus = RETURN_DOCUMENT;
      return rowStatus !== NO_LINE;
    },
    /** Begins an order. */
    open(): void {
      first = 0;
      standing = 0;
      partly = false;
      lines = 0;
      linesBack = 0;
      wasPaid = false;
    },
    /** Takes in the words of the row that was asked about last; it is line `line` of the open order. */
    add(block: RecordBlock, record: number, columns: OrderColumns, line: number): void {
      lines++;
      wasPaid ||= saysPaid(block, record);
      if (lines > 1 && perOrder) return;
      if (isSilent && rowStatus < 0) {
        first = completed;
        standing = completed;
        return;
      }
      const off = calledOff(block, record);
      let status = rowStatus < 0 ? unsaidStatus(lines, off) : rowStatus;
      if (lines === 1 && read(block, record, methodColumn, methodWord) === 1) {
        columns.flags[columns.orders - 1]! |= ORDER_FLAG.cashOnDelivery;
      }
      if (status === FAILED) {
        const atTheDoor = (columns.flags[columns.orders - 1]! & ORDER_FLAG.cashOnDelivery) !== 0;
        status = atTheDoor ? cancelled : unpaid;
      }
      const takesBack = status === RETURN_DOCUMENT;
      if (takesBack) {
        takeLineBack(columns, line);
        status = refunded;
      }
      const refund = read(block, record, refundColumn, refundWord);
      if (refund === refunded) status = refunded;
      else if (refund === partiallyRefunded) partly = true;
      if (status !== refunded && off) status = cancelled;
      if (lines === 1) first = takesBack ? RETURN_DOCUMENT : status;
      if (status === refunded || status === cancelled) {
        columns.lineFlags[line]! |= GIVEN_BACK;
        linesBack++;
        // A returned line that a file writes with a positive quantity and a negative amount is still a return.
        if (columns.amount[line]! < 0 && columns.quantity[line]! > 0) columns.quantity[line] = -columns.quantity[line]!;
      } else if (standing === 0) standing = status;
    },
    /** Settles the order's status; its lines begin at `firstLine`. */
    close(columns: OrderColumns, order: number, firstLine: number): void {
      const wholly = standing === 0;
      if (wholly || perOrder) {
        for (let line = firstLine; line < columns.lines; line++) columns.lineFlags[line] = 0;
      }
      if (!wholly) columns.status[order] = linesBack > 0 || partly ? partiallyRefunded : standing;
      else if (first === RETURN_DOCUMENT) takeOrderBack(columns, order);
      else columns.status[order] = first;
      if (!wasPaid && columns.status[order] === cancelled) leaveUnpaid(columns, order, firstLine);
    },
  };
}

function rowMeaning(word: string, namesDocuments: boolean): number {
  if (isBrowsing(word)) return NO_LINE;
  if (isFailure(word)) return FAILED;
  return namesDocuments && isReturnDocument(word) ? RETURN_DOCUMENT : (orderStatusOf(word) ?? paid);
}

/** What a word means in a column that tells rows of several kinds apart; 0 for a row like any other. */
function kindMeaning(word: string, kinds: RowKinds | null): number {
  if (kinds?.repeats.has(word)) return NO_LINE;
  return kinds?.returns.has(word) ? RETURN_DOCUMENT : 0;
}

/**
 * An order that was called off before it was paid brought nothing, whatever it would have come to; unless the file says
 * of an amount that it was paid or given back, or the order takes back what another sold.
 */
function leaveUnpaid(columns: OrderColumns, order: number, firstLine: number): void {
  const given = [columns.paid, columns.received, columns.refunded].some((amount) => amount[order]! > 0);
  if (given || columns.quantity.subarray(firstLine, columns.lines).some((quantity) => quantity < 0)) return;
  columns.paid[order] = 0;
}

/** Makes a line negative, whether its file writes what came back with a minus sign or without one. */
function takeLineBack(columns: OrderColumns, line: number): void {
  columns.amount[line] = 0 - Math.abs(columns.amount[line]!);
  if (columns.quantity[line]! < 0) return;
  columns.quantity[line] = 0 - columns.quantity[line]!;
  columns.unitPrice[line] = Math.abs(columns.unitPrice[line]!);
  columns.lineDiscount[line] = 0 - Math.abs(columns.lineDiscount[line]!);
  columns.lineCost[line] = 0 - Math.abs(columns.lineCost[line]!);
}

/** The same for what such a document comes to as a whole. */
function takeOrderBack(columns: OrderColumns, order: number): void {
  columns.status[order] = refunded;
  for (const amount of [columns.total, columns.paid, columns.received]) amount[order] = 0 - Math.abs(amount[order]!);
}

/** Remembers what each spelling means: a word is understood once. */
function createWords(meaning: (word: string) => number) {
  const spellings = createTextDictionary();
  const meanings: number[] = [];
  return (cell: { bytes: Uint8Array; start: number; end: number }): number => {
    const index = spellings.index(cell.bytes, cell.start, cell.end);
    meanings[index] ??= meaning(spellings.text(index));
    return meanings[index];
  };
}
