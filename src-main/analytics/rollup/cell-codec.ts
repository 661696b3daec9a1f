/**
 * A blob of cells: ascending ids (products, or hours) and their measures column by column, exact for every integer up to
 * 2^53. A reader that wants the first few columns never touches the others, and each column is a tight loop over
 * numbers of one width (measured: a quarter of the time of varints throughout).
 *
 * Layout, version 1: version byte, varint count, count varint id deltas; then for each column a byte `width` (0: all
 * zero; else 1 to 7 bytes, two's complement, little endian), a byte `divisor` (power of ten taken out of all values)
 * and count x width bytes.
 */
import { AppError } from '#shared/domain/app-error.ts';

const VERSION = 1;
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
 * Writes cells into `target` and gives the length.
 * @param ids ascending, `count` of them.
 * @param slots where each id's values stand in the columns.
 * @throws AppError AMOUNT_TOO_LARGE when a value is beyond 2^53 and can no longer be exact.
 */
export function encodeCells(
  target: Uint8Array,
  count: number,
  ids: Int32Array,
  slots: Int32Array,
  sums: SumsTable,
): number {
  target[0] = VERSION;
  let at = writeVarint(target, 1, count);
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
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]! * columns + column]!;
    if (value < low) low = value;
    else if (value > high) high = value;
    while (power > 0) {
      const divisor = DIVISORS[power]!;
      const quotient = value / divisor;
      if (Math.floor(quotient) === quotient && quotient * divisor === value) break;
      power -= 1;
    }
  }
  if (low < Number.MIN_SAFE_INTEGER || high > Number.MAX_SAFE_INTEGER) throw new AppError('AMOUNT_TOO_LARGE');
  const divisor = DIVISORS[power]!;
  const width = widthOf(low / divisor, high / divisor);
  target[start] = width;
  target[start + 1] = power;
  let at = start + 2;
  if (width === 0) return at;
  for (let i = 0; i < count; i++) {
    const value = values[slots[i]! * columns + column]! / divisor;
    let bits = value | 0;
    if (width <= 4) {
      for (let byte = 0; byte < width; byte++) {
        target[at++] = bits;
        bits >>= 8;
      }
    } else {
      for (let byte = 0; byte < 4; byte++) {
        target[at++] = bits;
        bits >>= 8;
      }
      let upper = Math.floor(value / TWO_32);
      for (let byte = 4; byte < width; byte++) {
        target[at++] = upper;
        upper >>= 8;
      }
    }
  }
  return at;
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
 * Adds a blob's cells into a sink, which takes as many of the blob's first columns as it has itself.
 * @param sign -1 takes them away instead.
 * @throws AppError DATABASE_CORRUPT when the blob is not of a known version or ends too early.
 */
export function addCells(blob: Uint8Array, sink: CellSink, sign: 1 | -1): void {
  if (blob[0] !== VERSION) throw new AppError('DATABASE_CORRUPT', { details: { part: 'rollup' } });
  let at = 1;
  let count = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = blob[at++]!;
    count |= (byte & 127) << shift;
    if (!(byte & 128)) break;
  }
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
    const end = at + width * count;
    if (divisor === undefined || !(end <= blob.length))
      throw new AppError('DATABASE_CORRUPT', { details: { part: 'rollup' } });
    if (width > 0) addColumn(blob, at, width, divisor * sign, slots, count, values, columns, column);
    at = end;
  }
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
