/**
 * Chinese and Japanese input methods write digits and signs as wide as the characters around them: `１２３．４５`, `（１２）`,
 * `２０２４－０１－０５`. Such cells are rare, so they are only looked for when a cell could not be read as it stands.
 */
import type { Cell } from './cell.ts';

/** U+FF01 to U+FF5E are the printable characters of ASCII, in the same order. */
const WIDE = /[\uFF01-\uFF5E]/g;
const WIDE_DIGIT = /[\uFF10-\uFF19]/;
const FROM_WIDE = 0xff01 - 0x21;
/** The first byte of them all in UTF-8. */
const LEAD = 0xef;

const decoder = new TextDecoder();
const encoder = new TextEncoder();

/** Gives a text with wide characters as narrow ones. */
export function narrowText(text: string): string {
  return text.replace(WIDE, (wide) => String.fromCharCode(wide.charCodeAt(0) - FROM_WIDE));
}

/** Gives a cell of its own with narrow characters, null for a cell that has no wide ones. */
export function narrowCell({ bytes, start, end }: Cell): Cell | null {
  let at = start;
  while (at < end && bytes[at] !== LEAD) at++;
  if (at === end) return null;
  const text = decoder.decode(bytes.subarray(start, end));
  const narrow = narrowText(text);
  if (narrow === text) return null;
  const own = encoder.encode(narrow);
  return { bytes: own, start: 0, end: own.length };
}

/** Gives sample rows whose numbers can be looked at as text: cells with wide digits are narrow ones. */
export function narrowRows(rows: readonly string[][]): readonly string[][] {
  return rows.map((row) => (row.some((cell) => WIDE_DIGIT.test(cell)) ? row.map(narrowDigits) : row));
}

function narrowDigits(cell: string): string {
  return WIDE_DIGIT.test(cell) ? narrowText(cell) : cell;
}

/** True where a wide digit begins. */
export function isWideDigitAt(bytes: Uint8Array, at: number): boolean {
  const last = bytes[at + 2]!;
  return bytes[at] === LEAD && bytes[at + 1] === 0xbc && last >= 0x90 && last <= 0x99;
}
