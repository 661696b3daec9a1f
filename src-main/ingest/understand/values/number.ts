/**
 * Numbers as people and programs write them, read from bytes into integer counts of 1/10,000 or 1/1,000. What has more
 * decimals than the count holds is rounded half away from zero, as invoices are.
 */
import type { Cell } from './cell.ts';
import { blankAt, decodeUtf8, isMissing, skipBlanks } from './cell.ts';
import { narrowCell } from './full-width.ts';

/** What `readCount` gives for a cell that says nothing. */
export const MISSING = Number.NaN;
/** … for a cell that is no number. */
export const INVALID = Number.NEGATIVE_INFINITY;
/** … for a number beyond what the field may hold. */
export const TOO_LARGE = Number.POSITIVE_INFINITY;

const ZERO = 0x30;
const POINT = 0x2e;
const COMMA = 0x2c;
const MINUS = 0x2d;

/**
 * Gives a number as an integer count of `1 / scale`, or MISSING, INVALID, TOO_LARGE.
 * Reads `2.55`, `-11062.06`, `$1,299.00`, `¥ 12`, `0元`, `1.234,56` (decimalComma), `(12.00)`, `12-`, `1.5E+3`, `１２．５`,
 * `3.5万元`, `1.2k`.
 * @param scale a power of ten.
 * @param limit the largest count allowed, on both sides of zero.
 */
export function readCount(cell: Cell, scale: number, limit: number, decimalComma: boolean): number {
  const { bytes, end } = cell;
  let at = cell.start;
  if (at === end) return MISSING;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  // The usual shape: at most 15 digits, and a point with digits behind it.
  if (end - at <= 15) {
    const point = decimalComma ? COMMA : POINT;
    let value = 0;
    let fraction = 0;
    let digits = 0;
    for (; at < end; at++) {
      const digit = bytes[at]! - ZERO;
      if (digit >= 0 && digit <= 9) {
        value = value * 10 + digit;
        digits++;
        if (fraction > 0) fraction *= 10;
      } else if (bytes[at] === point && fraction === 0) fraction = 1;
      else break;
    }
    if (at === end && digits > 0) return settle(value, Math.max(fraction, 1), negative, scale, limit);
  }
  const count = readDecorated(cell, scale, limit, decimalComma);
  if (count !== INVALID) return count;
  const narrow = narrowCell(cell);
  return narrow === null ? INVALID : readCount(narrow, scale, limit, decimalComma);
}

/** `value / divisor` as a count; all three of value, divisor and scale are integers, so that only the rounding rounds. */
function settle(value: number, divisor: number, negative: boolean, scale: number, limit: number): number {
  const count =
    divisor <= scale ? value * (scale / divisor) : Math.floor((value + divisor / scale / 2) / (divisor / scale));
  if (count > limit) return TOO_LARGE;
  return negative && count !== 0 ? -count : count;
}

/** Numbers with a sign of currency, groups of thousands, brackets, a trailing minus or an exponent. */
function readDecorated(cell: Cell, scale: number, limit: number, columnComma: boolean): number {
  if (isMissing(cell)) return MISSING;
  const { bytes } = cell;
  let { start, end } = cell;
  const decimalComma = columnComma && !hasDecimalPoint(bytes, start, end);
  let negative = false;
  const opened = bytes[end - 1] === 0x29 ? bracketAt(bytes, start, end) : -1;
  if (opened >= 0) {
    negative = true;
    start = opened + 1;
    end--;
  }
  let mantissa = '';
  let fraction = '';
  let exponent = 0;
  let inFraction = false;
  let groupDigits = -1;
  let lettersBefore = 0;
  let closed = false;
  for (let at = start; at < end; ) {
    const byte = bytes[at]!;
    if (byte >= ZERO && byte <= 0x39) {
      if (closed) return INVALID;
      if (inFraction) fraction += String.fromCharCode(byte);
      else {
        mantissa += String.fromCharCode(byte);
        if (groupDigits >= 0) groupDigits++;
      }
      at++;
      continue;
    }
    const begun = mantissa !== '' || inFraction;
    if (byte === (decimalComma ? COMMA : POINT)) {
      if (inFraction || closed || (groupDigits >= 0 && groupDigits !== 3)) return INVALID;
      inFraction = true;
      at++;
      continue;
    }
    const separator = groupSeparatorAt(bytes, at, end, decimalComma);
    if (separator > 0 && begun && !closed && !inFraction && isDigit(bytes[at + separator])) {
      // Groups have three digits, or two before the last one (1,00,000).
      if (groupDigits >= 0 && groupDigits !== 3 && groupDigits !== 2) return INVALID;
      groupDigits = 0;
      at += separator;
      continue;
    }
    const minus = minusAt(bytes, at);
    if (minus > 0) {
      if (negative) return INVALID;
      if (begun) closed = true;
      negative = true;
      at += minus;
      continue;
    }
    if (byte === 0x2b && !begun) {
      at++;
      continue;
    }
    if ((byte === 0x65 || byte === 0x45) && begun && !closed && isExponentAt(bytes, at + 1, end)) {
      exponent = Number(decodeUtf8(bytes, at + 1, end));
      break;
    }
    const many = begun ? multipleAt(bytes, at, end) : null;
    if (many !== null) {
      if (many.zeros === 0 || exponent !== 0) return INVALID;
      exponent = many.zeros;
      closed = true;
      at += many.width;
      continue;
    }
    const blank = blankAt(bytes, at, end);
    if (blank > 0) {
      if (begun) closed = true;
      at += blank;
      continue;
    }
    const width = currencyAt(bytes, at, end);
    if (width === 0) return INVALID;
    if (!begun) lettersBefore += width;
    else closed = true;
    if (lettersBefore > 4) return INVALID;
    at += width;
  }
  if (mantissa === '' && fraction === '') return isNothing(bytes, start, lettersBefore, negative) ? 0 : INVALID;
  if (groupDigits >= 0 && groupDigits !== 3) return INVALID;
  return fromDigits(mantissa, fraction, exponent, negative, scale, limit);
}

/** Where the bracket of a negative amount opens: at the start, or behind the currency's sign as accountants write it, `$(12.00)`; -1 for none. */
function bracketAt(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  if (bytes[at] !== 0x28 && !isLetter(bytes[at]!)) at = skipBlanks(bytes, at + currencyAt(bytes, at, end), end);
  return bytes[at] === 0x28 ? at : -1;
}

/** True for the dash that accountants write for nothing, `$ -`. */
function isNothing(bytes: Uint8Array, start: number, signs: number, dashed: boolean): boolean {
  return dashed && signs > 0 && !isLetter(bytes[start]!);
}

/**
 * True for a number with a lone point that has other than three digits behind it: groups never do, so it is the decimal
 * sign even where prices are written with a comma, as in a file that a program wrote beside what people did (`1.0`).
 */
function hasDecimalPoint(bytes: Uint8Array, start: number, end: number): boolean {
  let points = 0;
  let digits = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if (byte === COMMA) return false;
    // `1.-` is a price without a fraction, not a sign.
    if (byte === POINT && isDigit(bytes[at + 1])) points++;
    else if (points > 0 && isDigit(byte)) digits++;
  }
  return points === 1 && digits !== 3;
}

/** Exact for any number of digits: the digits that count are cut out as text before they become a number. */
function fromDigits(
  whole: string,
  fraction: string,
  exponent: number,
  negative: boolean,
  scale: number,
  limit: number,
) {
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '');
  const lost = whole.length + fraction.length - digits.length;
  const pointAt = whole.length - lost + exponent + Math.round(Math.log10(scale));
  if (digits === '0') return 0;
  if (pointAt > 17) return TOO_LARGE;
  if (pointAt < 0) return 0;
  const count = Number(digits.slice(0, pointAt).padEnd(pointAt, '0') || '0');
  const rounded = (digits.charCodeAt(pointAt) || ZERO) >= ZERO + 5 ? count + 1 : count;
  if (rounded > limit) return TOO_LARGE;
  return negative && rounded !== 0 ? -rounded : rounded;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39;
}

function isExponentAt(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  if (bytes[at] === MINUS || bytes[at] === 0x2b) at++;
  if (at >= end || end - at > 4) return false;
  for (; at < end; at++) if (!isDigit(bytes[at])) return false;
  return true;
}

/** Width of a thousands separator: the one of comma and point that is not the decimal sign, an apostrophe or a blank. */
function groupSeparatorAt(bytes: Uint8Array, at: number, end: number, decimalComma: boolean): number {
  const byte = bytes[at]!;
  if (byte === (decimalComma ? POINT : COMMA) || byte === 0x27) return 1;
  if (byte === 0xe2 && bytes[at + 1] === 0x80 && bytes[at + 2] === 0x99) return 3; // ’
  if (byte === 0xef && bytes[at + 1] === 0xbc && bytes[at + 2] === 0x8c) return 3; // ，
  return byte === 0x0a || byte === 0x0d ? 0 : blankAt(bytes, at, end);
}

function minusAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] === MINUS) return 1;
  if (bytes[at] === 0xe2 && bytes[at + 1] === 0x88 && bytes[at + 2] === 0x92) return 3; // −
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbc && bytes[at + 2] === 0x8d) return 3; // －
  return 0;
}

interface Multiple {
  readonly bytes: readonly number[];
  readonly width: number;
  /** How many zeros it stands for; 0 where people mean different ones. */
  readonly zeros: number;
}

/** `M` is a million to some and a thousand to others. The letters count at the end of a cell only: `12 kr` is another word. */
const MULTIPLES: readonly Multiple[] = [
  { text: '万', zeros: 4 },
  { text: '萬', zeros: 4 },
  { text: 'k', zeros: 3 },
  { text: 'K', zeros: 3 },
  { text: 'M', zeros: 0 },
].map(({ text, zeros }) => {
  const bytes = [...new TextEncoder().encode(text)];
  return { bytes, width: bytes.length, zeros };
});

/** What multiplies the digits before it; null where nothing does. */
function multipleAt(bytes: Uint8Array, at: number, end: number): Multiple | null {
  for (const multiple of MULTIPLES) {
    if (!multiple.bytes.every((byte, i) => bytes[at + i] === byte)) continue;
    if (multiple.width > 1 || (at + 1 === end && isDigit(bytes[at - 1]))) return multiple;
  }
  return null;
}

/** True for a cell like `1.2万`, which says itself how much its number counts. */
export function saysTenThousands({ bytes, start, end }: Cell): boolean {
  for (let at = start; at < end; at++) if (bytes[at]! >= 0x80 && multipleAt(bytes, at, end) !== null) return true;
  return false;
}

/** Currency signs and the measure words that follow a quantity. */
const SIGNS = [
  '$',
  '€',
  '£',
  '¥',
  '￥',
  '₹',
  '₽',
  '₩',
  '₺',
  '元',
  '圆',
  '円',
  '件',
  '个',
  '份',
  '瓶',
  '杯',
  '箱',
  '盒',
  '斤',
  '.-',
];
const SIGN_BYTES = SIGNS.map((sign) => new TextEncoder().encode(sign));

/** Width of a currency sign or of a currency's letters (`USD`, `kr`, `R$`); 0 for anything else. */
function currencyAt(bytes: Uint8Array, at: number, end: number): number {
  const byte = bytes[at]!;
  if ((byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)) {
    let width = 1;
    while (at + width < end && width < 5 && isLetter(bytes[at + width]!)) width++;
    return width <= 4 ? width : 0;
  }
  for (const sign of SIGN_BYTES) {
    if (sign[0] === byte && sign.every((part, i) => bytes[at + i] === part)) return sign.length;
  }
  return 0;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a);
}
