/**
 * A moment as a file writes it: a day, perhaps a time, perhaps an offset. The order of a date's parts is the column's,
 * never the cell's: only a four-digit year that stands first, or a month's name, overrules it.
 */
import type { DateOrder } from '#shared/contract/index.ts';
import type { Cell } from './cell.ts';
import { decodeUtf8, isMissing, skipBlanks } from './cell.ts';
import { dayOf, fullYear } from './civil-date.ts';
import { foldWord } from './fold-word.ts';
import { isWideDigitAt, narrowCell } from './full-width.ts';
import { readTime } from './time-of-day.ts';

export interface Moment {
  /** Day number. */
  day: number;
  /** Second of the day, -1 when no time is given. */
  second: number;
  /** Minutes east of UTC, NaN when the file does not say. */
  offset: number;
}

export const MOMENT = { ok: 0, missing: 1, invalid: 2 } as const;
export type MomentOutcome = (typeof MOMENT)[keyof typeof MOMENT];

/** Makes a moment to be filled by `readMoment`. */
export function createMoment(): Moment {
  return { day: 0, second: -1, offset: Number.NaN };
}

const ZERO = 0x30;
const EXCEL_EPOCH = -25_569; // 1899-12-30
/** Serial numbers between 1954 and 2118: a bare number in a column of dates. */
const EXCEL_FIRST = 20_000;
const EXCEL_LAST = 80_000;
const DAY_SECONDS = 86_400;

/** Reads a cell into `moment`. Whether the day is a sensible one is the caller's question. */
export function readMoment(cell: Cell, order: DateOrder, moment: Moment): MomentOutcome {
  const outcome = readNarrow(cell, order, moment);
  if (outcome !== MOMENT.invalid) return outcome;
  const plain = narrowCell(cell) ?? withDayFirst(cell);
  return plain === null ? MOMENT.invalid : readNarrow(plain, order, moment);
}

const TIME_FIRST = /^(\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?),? +(.+)$/i;
const encoder = new TextEncoder();

/** Gives `September 10 2024, 11:38 PM` for `11:38 PM, September 10 2024`; null for a cell that begins with no time. */
function withDayFirst({ bytes, start, end }: Cell): Cell | null {
  const [, time, day] = TIME_FIRST.exec(decodeUtf8(bytes, start, end)) ?? [];
  if (time === undefined || day === undefined) return null;
  const turned = encoder.encode(`${day}, ${time}`);
  return { bytes: turned, start: 0, end: turned.length };
}

function readNarrow(cell: Cell, order: DateOrder, moment: Moment): MomentOutcome {
  moment.second = -1;
  moment.offset = Number.NaN;
  const { bytes, start, end } = cell;
  if (start === end) return MOMENT.missing;
  if (end - start >= 10 && isIsoDay(bytes, start)) {
    moment.day = dayOf(number(bytes, start, 4), number(bytes, start + 5, 2), number(bytes, start + 8, 2));
    if (Number.isNaN(moment.day)) return MOMENT.invalid;
    return finishTime(bytes, start + 10, end, moment);
  }
  if (isMissing(cell)) return MOMENT.missing;
  if (order === 'epoch-seconds' || order === 'epoch-milliseconds') return readEpoch(cell, order, moment);
  const bare = bareNumber(cell);
  if (Number.isFinite(bare) && bare >= EXCEL_FIRST && bare < EXCEL_LAST) return fromExcel(bare, moment);
  return readParts(cell, order, moment);
}

/** Reads the time of a column of its own: `13:08`, `1:08 PM`, or a fraction of a day as a spreadsheet keeps it. */
export function readTimeOfDay(cell: Cell, moment: Moment): MomentOutcome {
  const outcome = readNarrowTime(cell, moment);
  if (outcome !== MOMENT.invalid) return outcome;
  const narrow = narrowCell(cell);
  return narrow === null ? MOMENT.invalid : readNarrowTime(narrow, moment);
}

function readNarrowTime(cell: Cell, moment: Moment): MomentOutcome {
  if (isMissing(cell)) return MOMENT.missing;
  const bare = bareNumber(cell);
  if (bare >= 0 && bare < 1) {
    moment.second = Math.min(Math.round(bare * DAY_SECONDS), DAY_SECONDS - 1);
    return MOMENT.ok;
  }
  // A spreadsheet's time may carry a date of its own (1899-12-31 13:08:00), which says nothing.
  let start = cell.start;
  if (cell.end - start > 10 && isIsoDay(cell.bytes, start)) start = skipSeparator(cell.bytes, start + 10, cell.end);
  return start < cell.end && readTime(cell.bytes, start, cell.end, moment) && moment.second >= 0
    ? MOMENT.ok
    : MOMENT.invalid;
}

function isIsoDay(bytes: Uint8Array, at: number): boolean {
  const separator = bytes[at + 4];
  if ((separator !== 0x2d && separator !== 0x2f && separator !== 0x2e) || bytes[at + 7] !== separator) return false;
  for (let i = 0; i < 10; i++) if (i !== 4 && i !== 7 && !isDigit(bytes[at + i]!)) return false;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

function number(bytes: Uint8Array, at: number, digits: number): number {
  let value = 0;
  for (let i = 0; i < digits; i++) value = value * 10 + bytes[at + i]! - ZERO;
  return value;
}

/** After the date: the end, or a blank, a comma or a T, and the time. */
function finishTime(bytes: Uint8Array, at: number, end: number, moment: Moment): MomentOutcome {
  if (at === end) return MOMENT.ok;
  // The usual shape, `HH:MM` or `HH:MM:SS` and nothing behind it.
  const length = end - at;
  if ((length === 6 || (length === 9 && bytes[at + 6] === 0x3a)) && bytes[at + 3] === 0x3a) {
    const hour = twoDigits(bytes, at + 1);
    const minute = twoDigits(bytes, at + 4);
    const second = length === 9 ? twoDigits(bytes, at + 7) : 0;
    if (hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60) {
      moment.second = hour * 3_600 + minute * 60 + second;
      return MOMENT.ok;
    }
  }
  const behind = skipWeekday(bytes, skipSeparator(bytes, at, end), end);
  return readTime(bytes, behind, end, moment) ? MOMENT.ok : MOMENT.invalid;
}

const WEEKDAY = /^[(（]?(星期|周|週|礼拜|禮拜)[一二三四五六日天][)）]?/;
const BRACKET = 0x28;

/** A day of the week behind a date says nothing more: `2018-01-01 星期一`. */
function skipWeekday(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end || (bytes[at]! < 0x80 && bytes[at] !== BRACKET)) return at;
  const weekday = WEEKDAY.exec(decodeUtf8(bytes, at, end))?.[0] ?? '';
  return at + Buffer.byteLength(weekday);
}

/** The number that two digits make, -1 when they are none. */
function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = bytes[at]!;
  const ones = bytes[at + 1]!;
  return isDigit(tens) && isDigit(ones) ? (tens - ZERO) * 10 + ones - ZERO : -1;
}

function skipSeparator(bytes: Uint8Array, start: number, end: number): number {
  const at = skipBlanks(bytes, start, end);
  const byte = bytes[at];
  return at < end && (byte === 0x54 || byte === 0x74 || byte === 0x2c) ? skipBlanks(bytes, at + 1, end) : at;
}

function bareNumber(cell: Cell): number {
  if (cell.end - cell.start > 20) return Number.NaN;
  for (let at = cell.start; at < cell.end; at++) {
    if (!isDigit(cell.bytes[at]!) && cell.bytes[at] !== 0x2e) return Number.NaN;
  }
  return Number(decodeUtf8(cell.bytes, cell.start, cell.end));
}

function fromExcel(serial: number, moment: Moment): MomentOutcome {
  const whole = Math.floor(serial);
  moment.day = whole + EXCEL_EPOCH;
  if (serial !== whole) moment.second = Math.min(Math.round((serial - whole) * DAY_SECONDS), DAY_SECONDS - 1);
  return MOMENT.ok;
}

function readEpoch(cell: Cell, order: 'epoch-seconds' | 'epoch-milliseconds', moment: Moment): MomentOutcome {
  const bare = bareNumber(cell);
  if (!Number.isFinite(bare)) return readParts(cell, 'ymd', moment);
  const seconds = Math.floor(order === 'epoch-seconds' ? bare : bare / 1_000);
  moment.day = Math.floor(seconds / DAY_SECONDS);
  moment.second = seconds - moment.day * DAY_SECONDS;
  moment.offset = 0;
  return MOMENT.ok;
}

/** Years of the Republic of China, as Taiwan writes them: its 113th is 2024. Three digits can be no other year. */
const MINGUO = 1911;
const MINGUO_SIGN = new TextEncoder().encode('民');
/** How months begin, in English, German, French, Spanish, Italian, Portuguese and Turkish; compared through `foldWord`. */
// biome-ignore format: one line a month
const MONTHS: readonly RegExp[] = [
  /^(jan|ene|gen|oca)/, /^(feb|fev|sub)/, /^mar(?!di|te)/, /^(apr|avr|abr|nis)/, /^(may|mai|mag)/, /^(jun|juin|giu|haz)/,
  /^(jul|juil|lug|tem)/, /^(aug|aou|ago|agu)/, /^(sep|set|eyl)/, /^(oct|okt|ott|out|eki)/, /^(nov|kas)/, /^(dec|dez|dic|ara)/,
];
/** Days of the week and words between the parts of a date. */
const NO_PART =
  /^(mon|tue|wed|thu|fri|sat|sun|st$|nd$|rd$|th$|de$|of$|del$|le$|di$|do|mi|fr|sa|so|lun|mar|mer|mier|jeu|jue|gio|ven|vie|vier|sam|sab|dim|dom|seg|ter|qua|qui|sex)/;
const LETTERS = /^\p{L}+/u;

/** Dates of three parts with anything between them: `1/13/2016`, `2024年6月2日`, `Jun 2, 2024`, `02-Jun-24`, `20240602`. */
function readParts(cell: Cell, order: DateOrder, moment: Moment): MomentOutcome {
  const { bytes, end } = cell;
  let at = cell.start;
  const values = [0, 0, 0];
  const digitCounts = [0, 0, 0];
  let named = -1;
  let part = 0;
  while (part < 3 && at < end) {
    const byte = bytes[at]!;
    if (isDigit(byte)) {
      const start = at;
      let value = 0;
      while (at < end && isDigit(bytes[at]!)) value = value * 10 + bytes[at++]! - ZERO;
      const digits = at - start;
      if (part === 0 && digits >= 8) return readCompact(bytes, start, at, end, moment);
      const isMinguo = part === 0 && (digits === 3 ? value < 200 : startsWith(bytes, cell.start, MINGUO_SIGN));
      if (digits > 4 || (digits === 3 && !isMinguo)) return MOMENT.invalid;
      values[part] = isMinguo ? value + MINGUO : value;
      digitCounts[part++] = isMinguo ? 4 : digits;
    } else if (isLatinLetter(byte)) {
      const written = LETTERS.exec(decodeUtf8(bytes, at, Math.min(end, at + LONGEST_WORD)))?.[0] ?? '';
      if (written === '') return MOMENT.invalid;
      at += Buffer.byteLength(written);
      const word = foldWord(written);
      const month = word.length >= 3 ? MONTHS.findIndex((name) => name.test(word)) : -1;
      if (month >= 0 && named === -1) {
        named = part;
        values[part++] = month + 1;
      } else if (!NO_PART.test(word)) return MOMENT.invalid;
    } else if (byte === 0x3a)
      return MOMENT.invalid; // a time without a date
    else if (isWideDigitAt(bytes, at)) return MOMENT.invalid;
    else at++;
  }
  if (part < 3) return MOMENT.invalid;
  const [year, month, day] = arrange(values, digitCounts, named, order);
  moment.day = dayOf(year < 100 ? fullYear(year) : year, month, day);
  if (Number.isNaN(moment.day)) return MOMENT.invalid;
  if (at < end && bytes[at]! >= 0xe0 && !isWideDigitAt(bytes, at)) at += 3; // 日, 号
  return finishTime(bytes, at, end, moment);
}

/** Bytes that a word may take; one that a character's end is cut off from is none. */
const LONGEST_WORD = 16;

/** True for the first byte of a letter of ASCII, Latin-1 or Latin Extended-A, as `ş` and `é` are. */
function isLatinLetter(byte: number): boolean {
  return byte < 0x80 ? (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a : byte >= 0xc3 && byte <= 0xc5;
}

function startsWith(bytes: Uint8Array, at: number, sign: Uint8Array): boolean {
  return sign.every((byte, i) => bytes[at + i] === byte);
}

/** Year, month and day out of three parts. */
function arrange(
  values: readonly number[],
  digitCounts: readonly number[],
  named: number,
  order: DateOrder,
): readonly [number, number, number] {
  const [first, second, third] = values as [number, number, number];
  if (digitCounts[0] === 4) return [first, second, third];
  if (named === 0) return [third, first, second];
  if (named === 1) return [third, second, first];
  if (order === 'dmy') return [third, second, first];
  if (order === 'mdy') return [third, first, second];
  return digitCounts[2] === 4 ? [0, 0, 0] : [first, second, third];
}

/** `20240602`, `20240602063002`, `20240602T063002`. */
function readCompact(bytes: Uint8Array, start: number, digitsEnd: number, end: number, moment: Moment): MomentOutcome {
  const digits = digitsEnd - start;
  if (digits !== 8 && digits !== 14 && digits !== 12) return MOMENT.invalid;
  moment.day = dayOf(number(bytes, start, 4), number(bytes, start + 4, 2), number(bytes, start + 6, 2));
  if (Number.isNaN(moment.day)) return MOMENT.invalid;
  return digits === 8
    ? finishTime(bytes, digitsEnd, end, moment)
    : readTime(bytes, start + 8, end, moment)
      ? MOMENT.ok
      : MOMENT.invalid;
}
