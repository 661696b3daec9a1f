/** The two kinds of numbers that files hold, with their scales and limits. */
import { MAX_AMOUNT, MONEY_SCALE } from '#shared/domain/money.ts';
import { QUANTITY_SCALE } from '#shared/domain/quantity.ts';
import { type Cell, textOf } from './cell.ts';
import { INVALID, readCount, saysTenThousands } from './number.ts';
import { countInWords } from './number-words.ts';

/** The largest quantity of one line: a billion pieces, so that quantity times price stays a number that can be checked. */
const MAX_QUANTITY = 1_000_000_000 * QUANTITY_SCALE;

/** Gives money as a count of 1/10,000, or MISSING, INVALID, TOO_LARGE. */
export function readMoney(cell: Cell, decimalComma: boolean): number {
  return readCount(cell, MONEY_SCALE, MAX_AMOUNT, decimalComma);
}

/**
 * The same of a column whose numbers count `factor` each, as under `销售额（万元）`; a cell that says `1.2万` itself is not
 * multiplied once more.
 */
export function readMoneyTimes(cell: Cell, decimalComma: boolean, factor: number): number {
  const money = readMoney(cell, decimalComma);
  return factor === 1 || saysTenThousands(cell) ? money : money * factor;
}

/** Gives a quantity, in digits or in words, as a count of 1/1,000, or MISSING, INVALID, TOO_LARGE. */
export function readQuantity(cell: Cell, decimalComma: boolean): number {
  const count = readCount(cell, QUANTITY_SCALE, MAX_QUANTITY, decimalComma);
  if (count !== INVALID) return count;
  const inWords = countInWords(textOf(cell));
  return inWords === undefined ? INVALID : inWords * QUANTITY_SCALE;
}
