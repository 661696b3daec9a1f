/** An order's status out of its rows' words: status, refund, cancellation, payment on delivery. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { ORDER_FLAG } from '../order-batch.ts';
import type { RecordBlock } from '../record-block.ts';
import { templateNamed } from '../templates/index.ts';
import {
  createCell,
  createTextDictionary,
  isCashOnDelivery,
  isMissing,
  moveTo,
  orderStatusOf,
  refundStatusOf,
} from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';
import type { OrderColumns } from './order-columns.ts';

const { completed, paid, cancelled, refunded, partiallyRefunded } = ORDER_STATUS;
const GIVEN_BACK = 1;

/** Makes the reader of one file's statuses. */
export function createOrderStatus(reading: FileReading) {
  const { settings } = reading;
  const perOrder = templateNamed(settings.template)?.statusScope === 'order';
  const statusColumn = columnOf(settings, 'status');
  const refundColumn = columnOf(settings, 'refundStatus');
  const cancelledColumn = columnOf(settings, 'cancelledAt');
  const methodColumn = columnOf(settings, 'paymentMethod');
  const statusWord = createWords((word) => orderStatusOf(word) ?? paid);
  const refundWord = createWords((word) => refundStatusOf(word) ?? 0);
  const methodWord = createWords((word) => (isCashOnDelivery(word) ? 1 : 0));
  const cell = createCell();

  let first = 0;
  let standing = 0;
  let partly = false;
  let lines = 0;
  let linesBack = 0;

  /** What a word's column says of a row; -1 for a blank cell or no column. */
  function read(block: RecordBlock, record: number, column: number, words: (c: typeof cell) => number): number {
    if (column < 0) return -1;
    moveTo(cell, block, record, column);
    return cell.start === cell.end ? -1 : words(cell);
  }

  function isCancelledRow(block: RecordBlock, record: number): boolean {
    if (cancelledColumn < 0) return false;
    moveTo(cell, block, record, cancelledColumn);
    return !isMissing(cell);
  }

  return {
    /** Begins an order. */
    open(): void {
      first = 0;
      standing = 0;
      partly = false;
      lines = 0;
      linesBack = 0;
    },
    /** Takes a row's words in; the row is line `line` of the open order. */
    add(block: RecordBlock, record: number, columns: OrderColumns, line: number): void {
      lines++;
      if (lines > 1 && perOrder) return;
      if (statusColumn < 0 && refundColumn < 0 && cancelledColumn < 0 && methodColumn < 0) {
        first = completed;
        standing = completed;
        return;
      }
      let status = read(block, record, statusColumn, statusWord);
      if (status < 0) status = lines === 1 ? (statusColumn < 0 ? completed : paid) : standing || first;
      const refund = read(block, record, refundColumn, refundWord);
      if (refund === refunded) status = refunded;
      else if (refund === partiallyRefunded) partly = true;
      if (status !== refunded && isCancelledRow(block, record)) status = cancelled;
      if (lines === 1) {
        first = status;
        if (read(block, record, methodColumn, methodWord) === 1) {
          columns.flags[columns.orders - 1]! |= ORDER_FLAG.cashOnDelivery;
        }
      }
      if (status === refunded || status === cancelled) {
        columns.lineFlags[line] = GIVEN_BACK;
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
      columns.status[order] = wholly ? first : linesBack > 0 || partly ? partiallyRefunded : standing;
    },
  };
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
