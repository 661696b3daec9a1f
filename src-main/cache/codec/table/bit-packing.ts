/** Whole numbers from 0 up as streams of bytes: several in a byte where they fit, else one stream for each of their bytes. */
import { unreadable } from '../byte-stream.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';

export type Integers = Int32Array | Float64Array;

const TWO_32 = 2 ** 32;

/** Bits for each number: 0, 1, 2, 4 or whole bytes. @param most the largest of them, at most 2^53 - 1. */
export function bitsFor(most: number): number {
  if (most < 1) return 0;
  if (most < 2) return 1;
  if (most < 4) return 2;
  if (most < 16) return 4;
  let bits = 8;
  while (most >= 2 ** bits) bits += 8;
  return bits;
}

/** Writes the numbers with the bits that `bitsFor` gave for the largest; the reader has to be told both. */
export function writePacked(out: ColumnSink, values: Integers, bits: number): void {
  if (bits === 0) return;
  if (bits < 8) out.stream(packBits(values, bits));
  for (let plane = 0; plane < Math.floor(bits / 8); plane++) out.stream(planeOf(values, plane));
}

function packBits(values: Integers, bits: number): Uint8Array {
  const bytes = new Uint8Array(Math.ceil((values.length * bits) / 8));
  const perByte = 8 / bits;
  let at = 0;
  for (let i = 0; i < values.length; i += perByte) {
    let byte = 0;
    const end = Math.min(perByte, values.length - i);
    for (let k = 0; k < end; k++) byte |= values[i + k]! << (k * bits);
    bytes[at++] = byte;
  }
  return bytes;
}

function planeOf(values: Integers, plane: number): Uint8Array {
  const bytes = new Uint8Array(values.length);
  if (values instanceof Int32Array) {
    const shift = 8 * plane;
    for (let i = 0; i < values.length; i++) bytes[i] = values[i]! >>> shift;
  } else if (plane < 4) {
    const shift = 8 * plane;
    for (let i = 0; i < values.length; i++) bytes[i] = (values[i]! % TWO_32) >>> shift;
  } else {
    const shift = 8 * (plane - 4);
    for (let i = 0; i < values.length; i++) bytes[i] = (values[i]! / TWO_32) >>> shift;
  }
  return bytes;
}

/** Reads what `writePacked` wrote: in 32 bits where they are enough. */
export function readPacked(source: ColumnSource, count: number, bits: number): Integers {
  if (bits === 0) return new Int32Array(count);
  if (bits < 8) return unpackBits(expect(source.stream(), Math.ceil((count * bits) / 8)), count, bits);
  const planes = Array.from({ length: bits / 8 }, () => expect(source.stream(), count));
  return bits < 32 ? joinNarrow(planes, count) : joinWide(planes, count);
}

/** One pass, however many planes there are: the columns are larger than the processor's nearest memory. */
function joinNarrow([low, middle, high]: readonly Uint8Array[], count: number): Int32Array {
  if (!middle) return Int32Array.from(low!);
  const values = new Int32Array(count);
  if (!high) for (let i = 0; i < count; i++) values[i] = low![i]! | (middle[i]! << 8);
  else for (let i = 0; i < count; i++) values[i] = low![i]! | (middle[i]! << 8) | (high[i]! << 16);
  return values;
}

function joinWide(planes: readonly Uint8Array[], count: number): Float64Array {
  const values = new Float64Array(count);
  const [a, b, c, d] = planes;
  for (let i = 0; i < count; i++) values[i] = (a![i]! | (b![i]! << 8) | (c![i]! << 16)) + d![i]! * 2 ** 24;
  for (let plane = 4; plane < planes.length; plane++) {
    const bytes = planes[plane]!;
    const scale = 2 ** (8 * plane);
    for (let i = 0; i < count; i++) values[i]! += bytes[i]! * scale;
  }
  return values;
}

function unpackBits(bytes: Uint8Array, count: number, bits: number): Int32Array {
  const values = new Int32Array(count);
  const perByte = 8 / bits;
  const mask = (1 << bits) - 1;
  let row = 0;
  for (const byte of bytes) {
    const end = Math.min(row + perByte, count);
    for (let shift = 0; row < end; shift += bits) values[row++] = (byte >> shift) & mask;
  }
  return values;
}

function expect(bytes: Uint8Array, length: number): Uint8Array {
  if (bytes.length !== length) throw unreadable('stream length');
  return bytes;
}
