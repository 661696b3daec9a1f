/** Writes cells as bytes, in as few as hold them exactly: cell-format.ts. */
import { AppError } from '#shared/domain/app-error.ts';
import { DIVISORS, type SumsTable, TWO_32 } from './cell-format.ts';

/** Upper bound of an encoded size, for buffers: at most 5 bytes an id and 7 a value; ids are only filled up to save bytes. */
export function encodedBound(count: number, columns: number): number {
  return 12 + columns + FILL_BY * count * (5 + columns * 7);
}

/** Ids are filled up to a run where that takes at most this much more: a run is added up several times faster. */
const FILL_BY = 1.5;

/** Where the slots of a lacking id would be. */
const LACKING = -1;

/** Makes an encoder of cells: it writes them into `target` from `start` on and gives where they end. */
export function createCellEncoder() {
  const widths = new Uint8Array(16);
  const powers = new Uint8Array(16);
  let filled = new Int32Array(64);

  /** Gives the slots of a run of ids from the first to the last, or null when the run would be too long. */
  function fill(count: number, ids: Int32Array, slots: Int32Array, bytes: number): number {
    const span = ids[count - 1]! - ids[0]! + 1;
    if (span * bytes > FILL_BY * count * (bytes + 1)) return 0;
    if (filled.length < span) filled = new Int32Array(span * 2);
    filled.fill(LACKING, 0, span);
    for (let i = 0; i < count; i++) filled[ids[i]! - ids[0]!] = slots[i]!;
    return span;
  }

  /**
   * @param ids ascending, `count` of them, at least one.
   * @param slots where each id's values stand in the columns.
   * @param first the first column that is written; `end` is the one after the last.
   * @throws AppError SUM_TOO_LARGE when a value is beyond 2^53 and can no longer be exact.
   */
  return (
    target: Uint8Array,
    start: number,
    count: number,
    ids: Int32Array,
    slots: Int32Array,
    { values, columns }: SumsTable,
    first: number,
    end: number,
  ): number => {
    let bytes = 0;
    for (let column = first; column < end; column++) {
      const form = formOf(count, slots, values, columns, column);
      widths[column] = form & 7;
      powers[column] = form >> 3;
      bytes += form & 7;
    }
    const span = fill(count, ids, slots, bytes);
    let at = writeVarint(target, start, span > 0 ? span * 2 + 1 : count * 2);
    if (span > 0) at = writeVarint(target, at, ids[0]!);
    else at = writeIds(target, at, count, ids);
    const written = span > 0 ? span : count;
    for (let column = first; column < end; column++) {
      const width = widths[column]!;
      const divisor = DIVISORS[powers[column]!]!;
      target[at++] = width + 8 * powers[column]!;
      writeColumn(target, at, width, divisor, written, span > 0 ? filled : slots, values, columns, column);
      at += width * written;
    }
    return at;
  };
}

function writeIds(target: Uint8Array, start: number, count: number, ids: Int32Array): number {
  let at = start;
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    at = writeVarint(target, at, id - previous);
    previous = id;
  }
  return at;
}

function writeVarint(target: Uint8Array, start: number, value: number): number {
  let at = start;
  let rest = value;
  while (rest > 127) {
    target[at++] = (rest & 127) | 128;
    rest >>>= 7;
  }
  target[at++] = rest;
  return at;
}

/** Gives `width + 8 * power` of a column. */
function formOf(count: number, slots: Int32Array, values: Float64Array, columns: number, column: number): number {
  let low = 0;
  let high = 0;
  let power = DIVISORS.length - 1;
  let divisor: number = DIVISORS[power]!;
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]! * columns + column]!;
    if (value === 0) continue;
    if (value < low) low = value;
    else if (value > high) high = value;
    while (power > 0) {
      const quotient = value / divisor;
      if (Math.floor(quotient) === quotient && quotient * divisor === value) break;
      power -= 1;
      divisor = DIVISORS[power]!;
    }
  }
  if (low < Number.MIN_SAFE_INTEGER || high > Number.MAX_SAFE_INTEGER) throw new AppError('SUM_TOO_LARGE');
  const width = widthOf(low / divisor, high / divisor);
  return width === 0 ? 0 : width + 8 * power;
}

function writeColumn(
  target: Uint8Array,
  start: number,
  width: number,
  divisor: number,
  count: number,
  slots: Int32Array,
  values: Float64Array,
  columns: number,
  column: number,
): void {
  let at = start;
  // Most columns are of one to four bytes: a loop of its own for each decides nothing for each value.
  switch (width) {
    case 0:
      return;
    case 1:
      for (let i = 0; i < count; i++) target[at++] = valueAt(slots[i]!, values, columns, column) / divisor;
      return;
    case 2:
      for (let i = 0; i < count; i++, at += 2) {
        const bits = (valueAt(slots[i]!, values, columns, column) / divisor) | 0;
        target[at] = bits;
        target[at + 1] = bits >> 8;
      }
      return;
    case 3:
      for (let i = 0; i < count; i++, at += 3) {
        const bits = (valueAt(slots[i]!, values, columns, column) / divisor) | 0;
        target[at] = bits;
        target[at + 1] = bits >> 8;
        target[at + 2] = bits >> 16;
      }
      return;
    default:
      for (let i = 0; i < count; i++, at += width) {
        writeBytes(target, at, width, valueAt(slots[i]!, values, columns, column) / divisor);
      }
  }
}

function valueAt(slot: number, values: Float64Array, columns: number, column: number): number {
  return slot === LACKING ? 0 : values[slot * columns + column]!;
}

/** Four bytes or more, two's complement. */
function writeBytes(target: Uint8Array, at: number, width: number, value: number): void {
  const bits = value | 0;
  target[at] = bits;
  target[at + 1] = bits >> 8;
  target[at + 2] = bits >> 16;
  target[at + 3] = bits >> 24;
  let upper = Math.floor(value / TWO_32);
  for (let byte = 4; byte < width; byte++) {
    target[at + byte] = upper;
    upper >>= 8;
  }
}

/** The fewest bytes that hold every value between the two, as two's complement. */
function widthOf(low: number, high: number): number {
  if (low === 0 && high === 0) return 0;
  let width = 1;
  let half = 128;
  while (high >= half || low < -half) {
    width += 1;
    half *= 256;
  }
  return width;
}
