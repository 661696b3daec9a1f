/**
 * A cell is a stretch of bytes. These functions narrow it to what it says, without making a string: blanks around it
 * (also the full-width and the no-break one) never count, and the tricks that keep a spreadsheet from turning an id into
 * a number (`="0123"`, a leading apostrophe or tab) are taken away for ids.
 */
import type { RecordBlock } from '../../record-block.ts';

/** One cell at a time, moved over a block; `start === end` when the cell is blank or the record has no such field. */
export interface Cell {
  bytes: Uint8Array;
  start: number;
  end: number;
}

/** Makes an empty cell to be moved with `moveTo`. */
export function createCell(): Cell {
  return { bytes: new Uint8Array(0), start: 0, end: 0 };
}

/** Puts a cell on field `column` of a record, without the blanks around it. A column of -1 is blank. */
export function moveTo(cell: Cell, block: RecordBlock, record: number, column: number): void {
  const index = block.offsets[record]! + column;
  // Writing a reference takes longer than comparing it.
  if (cell.bytes !== block.bytes) cell.bytes = block.bytes;
  if (column < 0 || index >= block.offsets[record + 1]!) {
    cell.start = 0;
    cell.end = 0;
    return;
  }
  cell.start = block.starts[index]!;
  cell.end = block.ends[index]!;
  const { bytes, start, end } = cell;
  if (start < end && (isEdge(bytes[start]!) || isEdge(bytes[end - 1]!))) trim(cell);
}

/** What payment services write before each cell, lest a spreadsheet make a number of an id. */
export const BACKTICK = 0x60;

/** True for a byte that may begin or end a blank: controls, space, and the first or last byte of U+00A0, U+3000, U+200B, U+FEFF. */
function isEdge(byte: number): boolean {
  return byte <= 0x20 || byte >= 0x80 || byte === BACKTICK;
}

/** Takes the blanks on both sides away, and a backtick before the text. */
export function trim(cell: Cell): void {
  const { bytes } = cell;
  let { start, end } = cell;
  for (;;) {
    const width = start < end ? blankAt(bytes, start, end) : 0;
    if (width === 0) break;
    start += width;
  }
  for (;;) {
    const width = start < end ? blankBefore(bytes, start, end) : 0;
    if (width === 0) break;
    end -= width;
  }
  cell.start = start < end && bytes[start] === BACKTICK ? start + 1 : start;
  cell.end = end;
}

/** Width in bytes of the blank at a position, 0 when there is none. */
export function blankAt(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]!;
  if (byte <= 0x20) return 1;
  if (byte < 0x80) return 0;
  if (byte === 0xc2) return at + 1 < end && bytes[at + 1] === 0xa0 ? 2 : 0;
  return at + 2 < end && isWideBlank(byte, bytes[at + 1]!, bytes[at + 2]!) ? 3 : 0;
}

/** Gives the place of the first byte from `start` on that is no blank. */
export function skipBlanks(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const width = blankAt(bytes, at, end);
    if (width === 0) break;
    at += width;
  }
  return at;
}

function blankBefore(bytes: Uint8Array, start: number, end: number): number {
  const byte = bytes[end - 1]!;
  if (byte <= 0x20) return 1;
  if (byte < 0x80) return 0;
  if (byte === 0xa0 && end - 2 >= start && bytes[end - 2] === 0xc2) return 2;
  return end - 3 >= start && isWideBlank(bytes[end - 3]!, bytes[end - 2]!, byte) ? 3 : 0;
}

function isWideBlank(first: number, second: number, third: number): boolean {
  if (first === 0xe3) return second === 0x80 && third === 0x80; // U+3000
  if (first === 0xe2) return second === 0x80 && (third === 0x8b || third === 0xaf || third === 0x89); // U+200B U+202F U+2009
  return first === 0xef && second === 0xbb && third === 0xbf; // U+FEFF
}

const QUOTE = 0x22;
const APOSTROPHE = 0x27;
const EQUALS = 0x3d;

/** Narrows a cell to the id it holds: `="0123"`, `'0123` and `\t0123` are all `0123`. Leading zeros and letter case stay. */
export function unwrapId(cell: Cell): void {
  const { bytes } = cell;
  if (cell.end - cell.start < 1) return;
  const first = bytes[cell.start]!;
  if (
    first === EQUALS &&
    cell.end - cell.start >= 3 &&
    bytes[cell.start + 1] === QUOTE &&
    bytes[cell.end - 1] === QUOTE
  ) {
    cell.start += 2;
    cell.end -= 1;
    trim(cell);
  } else if (first === APOSTROPHE) {
    cell.start += 1;
    trim(cell);
  }
}

/** Spellings of "nothing here", lower case. */
// biome-ignore format: a word list
const MISSING = new Set([
  '-', '--', '---', '—', '——', '–', '－', '/', '\\', '\\n', 'na', 'n/a', '#n/a', 'n.a.', 'nan', 'null', '(null)', 'none', 'nil',
  '无', '無', '暂无', '空', '#value!', '#ref!', '#div/0!', '#name?', '?', 'unknown', '未知',
]);

const LONGEST_MISSING = 10;

/** By first byte, whether such a spelling may begin with it: most texts end here, before a string is made of them. */
const MAY_BE_MISSING: readonly boolean[] = (() => {
  const first = [...MISSING].flatMap((word) => [word, word.toUpperCase()]).map((word) => Buffer.from(word)[0]);
  return Array.from({ length: 256 }, (_, byte) => first.includes(byte));
})();

/**
 * True for a blank cell and for the spellings of "nothing here", `-`, `NA`, `null`, `无` …
 * Only for fields that hold numbers and dates: in a text field `NA` may be a value.
 */
export function isMissing(cell: Cell): boolean {
  const length = cell.end - cell.start;
  if (length === 0) return true;
  if (length > LONGEST_MISSING) return false;
  const first = cell.bytes[cell.start]!;
  if (!MAY_BE_MISSING[first]) return false;
  if (first === 0x2d && length > 1 && cell.bytes[cell.start + 1]! >= 0x30 && cell.bytes[cell.start + 1]! <= 0x39)
    return false;
  return MISSING.has(textOf(cell).toLowerCase());
}

/** Of texts, what no shop is called: what a program wrote where it knew none. `NA` may be a code. */
// biome-ignore format: a word list
const NAMELESS = new Set([
  'unknown', 'error', '#error', 'null', '(null)', 'nan', 'n/a', '#n/a', 'undefined', '#value!', '#ref!', '#name?', '未知', '--', '—',
]);

/** True for a text that stands where a name should and is none. */
export function isNameless(text: string): boolean {
  return NAMELESS.has(text.toLowerCase());
}

const decoder = new TextDecoder();

/** Gives the cell's text. */
export function textOf(cell: Cell): string {
  return cell.start === cell.end ? '' : decodeUtf8(cell.bytes, cell.start, cell.end);
}

const SHORT = 24;

/** Decodes UTF-8; short ASCII, the most usual case, without the cost of a call into the decoder. */
export function decodeUtf8(bytes: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return decoder.decode(bytes.subarray(start, end));
  let text = '';
  for (let i = start; i < end; i++) {
    const byte = bytes[i]!;
    if (byte >= 0x80) return decoder.decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}
