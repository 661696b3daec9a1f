/** The time of a day, with or without an offset from UTC, read from bytes. */
import { decodeUtf8, skipBlanks } from './cell.ts';
import type { Moment } from './moment.ts';

const ZERO = 0x30;
/** As Chinese and Japanese write them, equally long. */
const MORNING = ['上午', '午前'].map((word) => new TextEncoder().encode(word));
const AFTERNOON = ['下午', '午後'].map((word) => new TextEncoder().encode(word));
/** Offsets in minutes of the zone letters that exports of shops use. Letters that mean several zones (CST) are not here. */
const ZONE_LETTERS: Readonly<Record<string, number>> = {
  Z: 0,
  UTC: 0,
  GMT: 0,
  PST: -480,
  PDT: -420,
  MST: -420,
  MDT: -360,
  EST: -300,
  EDT: -240,
  BST: 60,
  CET: 60,
  CEST: 120,
  JST: 540,
};

/**
 * Reads `6:30`, `06:30:02`, `6:30 PM`, `下午6:30`, `06:30:02.123+08:00`, `063002`, `14时30分` up to the end into
 * `moment.second` and `moment.offset`; nothing but blanks leaves them as they are.
 * @returns false when there is something else.
 */
export function readTime(bytes: Uint8Array, start: number, end: number, moment: Moment): boolean {
  let at = skipBlanks(bytes, start, end);
  if (at === end) return true;
  let half = halfOfDayAt(bytes, at);
  if (half !== 0) at = skipBlanks(bytes, at + MORNING[0]!.length, end);
  const parts = [0, 0, 0];
  let part = 0;
  for (; part < 3; part++) {
    const digitsStart = at;
    let value = 0;
    while (at < end && isDigit(bytes[at]!)) value = value * 10 + bytes[at++]! - ZERO;
    const digits = at - digitsStart;
    if (digits === 0) break;
    if (part === 0 && (digits === 6 || digits === 4)) {
      parts[0] = Math.floor(value / (digits === 6 ? 10_000 : 100));
      parts[1] = digits === 6 ? Math.floor(value / 100) % 100 : value % 100;
      parts[2] = digits === 6 ? value % 100 : 0;
      part = 3;
      break;
    }
    if (digits > 2) return false;
    parts[part] = value;
    const width = timeSeparatorAt(bytes, at, end);
    if (width === 0) {
      part++;
      break;
    }
    at += width;
  }
  if (part === 0) return false;
  while (at < end && (bytes[at] === 0x2e || isDigit(bytes[at]!))) at++; // fractions of a second
  at = skipBlanks(bytes, at, end);
  const meridiem = meridiemAt(bytes, at, end);
  if (meridiem !== 0) {
    half = meridiem < 0 ? -1 : 1;
    at = skipBlanks(bytes, at + Math.abs(meridiem), end);
  }
  let hour = parts[0]!;
  if (half !== 0) {
    if (hour > 12 && half < 0) return false;
    if (half > 0 && hour < 12) hour += 12;
    else if (half < 0 && hour === 12) hour = 0;
  } else if (part === 1) return false; // a bare number is no time
  if (hour > 23 || parts[1]! > 59 || parts[2]! > 60) return false;
  moment.second = hour * 3_600 + parts[1]! * 60 + Math.min(parts[2]!, 59);
  return readOffset(bytes, at, end, moment);
}

function readOffset(bytes: Uint8Array, start: number, end: number, moment: Moment): boolean {
  if (start === end) return true;
  const sign = bytes[start] === 0x2b ? 1 : bytes[start] === 0x2d ? -1 : 0;
  if (sign === 0) {
    const letters = end - start <= 4 ? ZONE_LETTERS[decodeUtf8(bytes, start, end).toUpperCase()] : undefined;
    if (letters === undefined) return false;
    moment.offset = letters;
    return true;
  }
  const digits = decodeUtf8(bytes, start + 1, end).replace(':', '');
  if (!/^\d{2}(\d{2})?$/.test(digits)) return false;
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2) || 0);
  if (minutes > 18 * 60) return false;
  moment.offset = sign * minutes;
  return true;
}

function isDigit(byte: number): boolean {
  return byte >= ZERO && byte <= 0x39;
}

/** A colon, a full-width colon, or 时 / 点 / 分 / 秒. */
function timeSeparatorAt(bytes: Uint8Array, at: number, end: number): number {
  if (at >= end) return 0;
  if (bytes[at] === 0x3a) return 1;
  if (bytes[at]! < 0xe0 || at + 2 >= end) return 0;
  return '：时時点點分秒'.includes(decodeUtf8(bytes, at, at + 3)) ? 3 : 0;
}

function halfOfDayAt(bytes: Uint8Array, at: number): -1 | 0 | 1 {
  // Nearly all times begin with a digit.
  if (!(bytes[at]! >= 0xe0)) return 0;
  const isHere = (word: Uint8Array) => word.every((byte, i) => bytes[at + i] === byte);
  if (MORNING.some(isHere)) return -1;
  return AFTERNOON.some(isHere) ? 1 : 0;
}

/** Length of `AM`, `a.m.` (negative) or `PM`, `p.m.` (positive) at a position, 0 when there is neither. */
function meridiemAt(bytes: Uint8Array, at: number, end: number): number {
  if (at + 1 >= end) return 0;
  const first = bytes[at]! | 0x20;
  if (first !== 0x61 && first !== 0x70) return 0;
  const dotted = bytes[at + 1] === 0x2e;
  if ((bytes[at + (dotted ? 2 : 1)]! | 0x20) !== 0x6d) return 0;
  const length = dotted ? (bytes[at + 3] === 0x2e ? 4 : 3) : 2;
  return first === 0x61 ? -length : length;
}
