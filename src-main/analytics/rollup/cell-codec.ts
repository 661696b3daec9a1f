/**
 * Cells as bytes: ascending ids (products, hours) and their measures column by column, exact for every integer up to
 * 2^53. A reader that wants the first few columns never touches the others, and each column is a tight loop over
 * numbers of one width (measured: a quarter of the time of varints throughout).
 *
 * Layout: varint count, count varint id deltas; then for each column a byte `width` (0: all zero; else 1 to 7 bytes,
 * two's complement, little endian), a byte `divisor` (power of ten taken out of all values) and count x width bytes.
 */
import { AppError } from '#shared/domain/app-error.ts';

const TWO_32 = 4294967296;
const DIVISORS = [1, 10, 100, 1_000, 10_000] as const;

/** Sums as `CellSums` holds them: column `c` of slot `s` is `values[s * columns + c]`. */
export interface SumsTable {
  readonly values: Float64Array;
  readonly columns: number;
}

/** Upper bound of an encoded size, for buffers: at most 5 bytes an id, 7 a value. */
export function encodedBound(count: number, columns: number): number {
  return 6 + count * 5 + columns * (2 + count * 7);
}

/**
 * Writes cells into `target` from `start` on and gives where they end.
 * @param ids ascending, `count` of them.
 * @param slots where each id's values stand in the columns.
 * @throws AppError AMOUNT_TOO_LARGE when a value is beyond 2^53 and can no longer be exact.
 */
export function encodeCells(
  target: Uint8Array,
  start: number,
  count: number,
  ids: Int32Array,
  slots: Int32Array,
  sums: SumsTable,
): number {
  let at = writeVarint(target, start, count);
  let previous = 0;
  for (let i = 0; i < count; i++) {
    const id = ids[i]!;
    at = writeVarint(target, at, id - previous);
    previous = id;
  }
  for (let column = 0; column < sums.columns; column++) at = encodeColumn(target, at, count, slots, sums, column);
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

function encodeColumn(
  target: Uint8Array,
  start: number,
  count: number,
  slots: Int32Array,
  { values, columns }: SumsTable,
  column: number,
): number {
  let low = 0;
  let high = 0;
  let power = DIVISORS.length - 1;
  let divisor: number = DIVISORS[power]!;
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]! * columns + column]!;
    if (value < low) low = value;
    else if (value > high) high = value;
    while (power > 0) {
      const quotient = value / divisor;
      if (Math.floor(quotient) === quotient && quotient * divisor === value) break;
      power -= 1;
      divisor = DIVISORS[power]!;
    }
  }
  if (low < Number.MIN_SAFE_INTEGER || high > Number.MAX_SAFE_INTEGER) throw new AppError('AMOUNT_TOO_LARGE');
  const width = widthOf(low / divisor, high / divisor);
  target[start] = width;
  target[start + 1] = power;
  writeColumn(target, start + 2, width, divisor, count, slots, values, columns, column);
  return start + 2 + width * count;
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
  if (width === 0) return;
  let at = start;
  for (let i = 0; i < count; i++, at += width) {
    const value = values[slots[i]! * columns + column]! / divisor;
    const bits = value | 0;
    target[at] = bits;
    if (width === 1) continue;
    target[at + 1] = bits >> 8;
    if (width === 2) continue;
    target[at + 2] = bits >> 16;
    if (width === 3) continue;
    target[at + 3] = bits >> 24;
    let upper = Math.floor(value / TWO_32);
    for (let byte = 4; byte < width; byte++) {
      target[at + byte] = upper;
      upper >>= 8;
    }
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

/** Where decoded cells go: `slotsFor` is asked once for a run of ids, then columns are added slot by slot. */
export interface CellSink {
  /** Room for `count` ids; the decoder fills it. */
  idBuffer(count: number): Int32Array;
  /** Turns the first `count` ids of the buffer into slots, in place. */
  toSlots(ids: Int32Array, count: number): void;
  readonly sums: SumsTable;
}

/**
 * Adds the cells that stand in `blob` from `start` to `end` into a sink, which takes as many of their first columns as
 * it has itself.
 * @param sign -1 takes them away instead.
 * @throws AppError DATABASE_CORRUPT when they end too early.
 */
export function addCells(blob: Uint8Array, start: number, end: number, sink: CellSink, sign: 1 | -1): void {
  let at = start;
  let count = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = blob[at++]!;
    count |= (byte & 127) << shift;
    if (!(byte & 128)) break;
  }
  if (!(count >= 0 && at + count <= end)) throw corrupt();
  const slots = sink.idBuffer(count);
  let id = 0;
  for (let i = 0; i < count; i++) {
    let byte = blob[at++]!;
    if (byte & 128) {
      let delta = byte & 127;
      let shift = 7;
      do {
        byte = blob[at++]!;
        delta |= (byte & 127) << shift;
        shift += 7;
      } while (byte & 128);
      id += delta;
    } else {
      id += byte;
    }
    slots[i] = id;
  }
  sink.toSlots(slots, count);
  const { values, columns } = sink.sums;
  for (let column = 0; column < columns; column++) {
    const width = blob[at]!;
    const divisor = DIVISORS[blob[at + 1]!];
    at += 2;
    const next = at + width * count;
    if (divisor === undefined || !(next <= end)) throw corrupt();
    if (width > 0) addColumn(blob, at, width, divisor * sign, slots, count, values, columns, column);
    at = next;
  }
}

/** What is thrown for bytes that this app cannot have written. */
export function corrupt(): AppError {
  return new AppError('DATABASE_CORRUPT', { details: { part: 'rollup' } });
}

function addColumn(
  blob: Uint8Array,
  start: number,
  width: number,
  divisor: number,
  slots: Int32Array,
  count: number,
  values: Float64Array,
  columns: number,
  column: number,
): void {
  let at = start;
  switch (width) {
    case 1:
      for (let i = 0; i < count; i++) values[slots[i]! * columns + column]! += ((blob[at++]! << 24) >> 24) * divisor;
      return;
    case 2:
      for (let i = 0; i < count; i++, at += 2) {
        values[slots[i]! * columns + column]! += (((blob[at]! << 16) | (blob[at + 1]! << 24)) >> 16) * divisor;
      }
      return;
    case 3:
      for (let i = 0; i < count; i++, at += 3) {
        values[slots[i]! * columns + column]! +=
          (((blob[at]! << 8) | (blob[at + 1]! << 16) | (blob[at + 2]! << 24)) >> 8) * divisor;
      }
      return;
    case 4:
      for (let i = 0; i < count; i++, at += 4) values[slots[i]! * columns + column]! += lowBits(blob, at) * divisor;
      return;
    default:
      for (let i = 0; i < count; i++, at += width) {
        let upper = 0;
        for (let byte = width - 1; byte >= 4; byte--) upper = (upper << 8) | blob[at + byte]!;
        const unused = 32 - (width - 4) * 8;
        upper = (upper << unused) >> unused;
        values[slots[i]! * columns + column]! += (upper * TWO_32 + (lowBits(blob, at) >>> 0)) * divisor;
      }
  }
}

function lowBits(blob: Uint8Array, at: number): number {
  return blob[at]! | (blob[at + 1]! << 8) | (blob[at + 2]! << 16) | (blob[at + 3]! << 24);
}
