/**
 * Amounts of a whole order. One that the file repeats on each row, or gives on one row only, counts once; one that each
 * row has of its own is added up. What each row has of total, paid and received is its line's amount.
 */
import type { Field } from '#shared/contract/index.ts';
import { MAX_AMOUNT } from '#shared/domain/money.ts';
import type { RowReason } from '#shared/domain/row-reasons.ts';
import type { RecordBlock } from '../record-block.ts';
import { createCell, INVALID, moveTo, readMoneyTimes } from '../understand/index.ts';
import { columnOf, type FileReading } from './file-reading.ts';
import type { OrderAmount, OrderColumns } from './order-columns.ts';

const AMOUNTS: readonly (readonly [Field, OrderAmount])[] = [
  ['amountReceived', 'received'],
  ['amountPaid', 'paid'],
  ['orderTotal', 'total'],
  ['refundedAmount', 'refunded'],
  ['shippingFee', 'shippingFee'],
  ['tax', 'tax'],
  ['orderDiscount', 'discount'],
  ['deliveryCost', 'deliveryCost'],
  ['platformFee', 'platformFee'],
];
/** Costs that some files write as negative numbers: they are counts of what was given away, whatever their sign. */
const UNSIGNED = new Set<OrderAmount>(['refunded', 'discount', 'deliveryCost', 'platformFee']);

/** Makes the reader of one file's order-level amounts. */
export function createOrderAmounts(reading: FileReading) {
  const { settings, study } = reading;
  const given = AMOUNTS.flatMap(([field, name]) => {
    const column = columnOf(settings, field);
    if (column < 0) return [];
    const factor = study.moneyFactors[column] ?? 1;
    return [{ column, name, factor, perLine: study.scopes[field] === 'line', unsigned: UNSIGNED.has(name) }];
  });
  const values = new Float64Array(given.length);
  const cell = createCell();
  /** The columns that are being filled, and among them those of all amounts and of the given ones: none is looked up by name for each row. */
  let filling: OrderColumns | null = null;
  let all: readonly Float64Array[] = [];
  let ofGiven: readonly Float64Array[] = [];

  function fill(columns: OrderColumns): void {
    filling = columns;
    all = AMOUNTS.map(([, name]) => columns[name]);
    ofGiven = given.map(({ name }) => columns[name]);
  }

  function addPerLine(columns: OrderColumns, order: number, line: number, i: number, value: number): void {
    const { name } = given[i]!;
    if (name === 'received' || name === 'paid') {
      // `received` is read first and is the better of the two.
      if (!lineSettled) columns.amount[line] = value;
      lineSettled = true;
      return;
    }
    if (name === 'total') {
      if (!lineSettled && Number.isNaN(columns.amount[line]!)) columns.amount[line] = value;
      return;
    }
    const column = ofGiven[i]!;
    const sum = column[order]!;
    column[order] = Number.isNaN(sum) ? value : sum + value;
  }
  let lineSettled = false;

  return {
    /** Reads a row's amounts; gives why the row is refused, or null. */
    read(block: RecordBlock, record: number): RowReason | null {
      for (let i = 0; i < given.length; i++) {
        moveTo(cell, block, record, given[i]!.column);
        const value = readMoneyTimes(cell, settings.decimalComma, given[i]!.factor);
        if (value === INVALID) return 'AMOUNT_INVALID';
        if (Math.abs(value) > MAX_AMOUNT) return 'AMOUNT_TOO_LARGE';
        values[i] = given[i]!.unsigned ? Math.abs(value) : value;
      }
      return null;
    },
    /** Begins an order without amounts. */
    open(columns: OrderColumns, order: number): void {
      if (columns !== filling) fill(columns);
      for (const column of all) column[order] = Number.NaN;
    },
    /** Counts the amounts read last for the order and its line. */
    add(columns: OrderColumns, order: number, line: number): void {
      lineSettled = false;
      for (let i = 0; i < given.length; i++) {
        const value = values[i]!;
        if (Number.isNaN(value)) continue;
        const column = ofGiven[i]!;
        if (given[i]!.perLine) addPerLine(columns, order, line, i, value);
        else if (Number.isNaN(column[order]!)) column[order] = value;
      }
    },
  };
}
