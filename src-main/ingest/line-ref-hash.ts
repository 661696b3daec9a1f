/** What lines of orders are known by: 53-bit hashes, as orders have. */
import { hashText } from '../database/index.ts';

/** The identity of a line whose file numbers its lines. */
export function numberedLineRef(lineNumber: string): number {
  return hashText(lineNumber, 1);
}

/** The identity of a line whose number has been there before in the order, `occurrence` times; its key itself for 0. */
export function repeatedLineRef(key: number, occurrence: number): number {
  return occurrence === 0 ? key : hashText(String(key), 2 + occurrence);
}

/** The identity of a line that has no number: the n-th line of this product in this order, n from 0. */
export function occurrenceLineRef(productCode: string, occurrence: number): number {
  return hashText(productCode, 2 + occurrence);
}

/** What is stored for `occurrenceLineRef(code, 0)`, which nearly all lines have: their product says it. As a hash, 0 is as good as none. */
export const FIRST_OF_PRODUCT = 0;

/** Gives what a line is known by, from what is stored. Rows from before FIRST_OF_PRODUCT hold the hash itself. */
export function lineRefOf(stored: number, productCode: string): number {
  return stored === FIRST_OF_PRODUCT ? occurrenceLineRef(productCode, 0) : stored;
}
