/**
 * A run of numbers without gaps, in whichever packing is estimated to be the smallest. Every number comes back exactly as
 * it was, the sign of zero included.
 */
import { unreadable } from '../byte-stream.ts';
import { bitsFor, type Integers, readPacked, writePacked } from './bit-packing.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';
import { type Ranked, rankByFrequency } from './rank.ts';
import { bitsByEntropy, bitsOfDifferences, distinctShare, sampleWindows, zigzag } from './sample-cost.ts';

/** The numbers are written: never renumber them. */
const PACKING = {
  constant: 0,
  /** (value - least) / step */
  offsets: 1,
  /** (value - value before) / step, zigzag */
  differences: 2,
  /** (value - value before - least difference) / step: for what only rises */
  rises: 3,
  /** Distinct values, the most frequent first, and each row's place among them. */
  dictionary: 4,
  /** Decimal fractions as whole numbers of their last digit. */
  decimals: 5,
  /** The eight bytes of a double, one stream for each. */
  doubles: 6,
} as const;

const DECIMAL_SCALES = [10, 100, 1_000, 10_000];
/** Differences double in zigzag, and must stay exact. */
const WIDEST = 2 ** 52;
const INT32_MOST = 2 ** 31 - 1;
/** A dictionary of numbers is looked for only where this share of the values, or less, are distinct. */
const DICTIONARY_SHARE = 1 / 4;
const DICTIONARY_MOST = 65_536;
/** In the sample it may be more: half of it distinct means that the most frequent do not come often. */
const SAMPLE_DISTINCT = 1 / 2;
/** What an entry of a dictionary costs besides the rows' places. */
const DICTIONARY_ENTRY_BITS = 16;

/** Writes the numbers; how many there are the reader has to be told. */
export function writeNumbers(out: ColumnSink, numbers: ArrayLike<number>): void {
  const { description } = out;
  // What goes through arrays of one kind alone is compiled for it, and twice as fast as what meets several.
  const values = numbers instanceof Float64Array ? numbers : new Float64Array(numbers);
  if (allEqual(values)) {
    description.byte(PACKING.constant);
    description.real(values[0] ?? 0);
    return;
  }
  const integers = asIntegers(values);
  if (integers) writeIntegers(out, integers);
  else writeReals(out, values);
}

function writeReals(out: ColumnSink, values: Float64Array): void {
  const { description } = out;
  const decimals = asDecimals(values);
  if (decimals) {
    description.byte(PACKING.decimals);
    description.count(decimals.scale);
    writeNumbers(out, decimals.counts);
  } else {
    description.byte(PACKING.doubles);
    writeDoubles(out, values);
  }
}

/** Reads `count` numbers: in 32 bits where all of them fit. */
export function readNumbers(source: ColumnSource, count: number): Integers {
  const { description } = source;
  const packing = description.byte();
  if (packing === PACKING.constant) return constant(description.real(), count);
  if (packing === PACKING.offsets) return readOffsets(source, count);
  if (packing === PACKING.differences) return readDifferences(source, count, true);
  if (packing === PACKING.rises) return readDifferences(source, count, false);
  if (packing === PACKING.dictionary) return readDictionary(source, count);
  if (packing === PACKING.decimals) return readDecimals(source, count);
  if (packing === PACKING.doubles) return readDoubles(source, count);
  throw unreadable(`packing ${packing}`);
}

function allEqual(values: Float64Array): boolean {
  const first = values[0];
  for (let i = 1; i < values.length; i++) if (!Object.is(values[i], first)) return false;
  return true;
}

interface Spread {
  readonly values: Float64Array;
  readonly least: number;
  readonly most: number;
  /** The greatest number that divides all differences between values. */
  readonly step: number;
}

/** Null unless all are whole numbers that can be subtracted exactly. */
function asIntegers(values: Float64Array): Spread | null {
  const first = values[0]!;
  let least = first;
  let most = first;
  let step = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    else if (value > most) most = value;
    if (!Number.isSafeInteger(value) || (value === 0 && Object.is(value, -0))) return null;
    if (step !== 1) step = greatestDivisor(step, Math.abs(value - first));
  }
  return most - least < WIDEST ? { values, least, most, step } : null;
}

/** Euclid's. */
function greatestDivisor(a: number, b: number): number {
  let [large, small] = [a, b];
  while (small !== 0) [large, small] = [small, large % small];
  return large;
}

function writeIntegers(out: ColumnSink, spread: Spread): void {
  const { values, least, most, step } = spread;
  const windows = sampleWindows(values.length);
  const range = (most - least) / step;
  const offsets = offsetsOf(spread, range);
  const offsetBits = bitsByEntropy(windows, offsets);
  const zigzagBits = bitsOfDifferences(windows, offsets);
  const mostDistinct = Math.min(DICTIONARY_MOST, Math.floor(values.length * DICTIONARY_SHARE));
  const repeating = range >= 256 && distinctShare(windows, offsets) < SAMPLE_DISTINCT;
  const ranked = repeating ? rankByFrequency(offsets, range, mostDistinct) : null;
  const dictionaryBits = ranked
    ? bitsByEntropy(windows, ranked.places) + (DICTIONARY_ENTRY_BITS * ranked.distinct.length) / values.length
    : Number.POSITIVE_INFINITY;
  // A packing has to win by something: differences are slower to open, a dictionary more so.
  if (offsetBits <= Math.min(zigzagBits, dictionaryBits) * 1.02) writeOffsets(out, spread, offsets, range);
  else if (zigzagBits <= dictionaryBits) writeDifferences(out, spread, range);
  else writeDictionary(out, spread, ranked!);
}

function offsetsOf({ values, least, step }: Spread, range: number): Integers {
  const offsets = room(values.length, range);
  if (step === 1) for (let i = 0; i < values.length; i++) offsets[i] = values[i]! - least;
  else for (let i = 0; i < values.length; i++) offsets[i] = (values[i]! - least) / step;
  return offsets;
}

function room(count: number, most: number): Integers {
  return most <= INT32_MOST ? new Int32Array(count) : new Float64Array(count);
}

function writeOffsets({ description, stream }: ColumnSink, { least, step }: Spread, offsets: Integers, range: number) {
  const bits = bitsFor(range);
  description.byte(PACKING.offsets);
  description.real(least);
  description.count(step);
  description.byte(bits);
  writePacked({ description, stream }, offsets, bits);
}

function readOffsets(source: ColumnSource, count: number): Integers {
  const { description } = source;
  const least = description.real();
  const step = description.count();
  const bits = description.byte();
  const packed = readPacked(source, count, bits);
  const values = roomBetween(count, least, least + step * (2 ** bits - 1), packed);
  if (values === packed && least === 0 && step === 1) return values;
  for (let i = 0; i < count; i++) values[i] = least + step * packed[i]!;
  return values;
}

/** The packed numbers' own room where the values fit into it, so that nothing is copied. */
function roomBetween(count: number, least: number, most: number, packed: Integers): Integers {
  const narrow = least >= -INT32_MOST && most <= INT32_MOST;
  if (narrow === packed instanceof Int32Array) return packed;
  return narrow ? new Int32Array(count) : new Float64Array(count);
}

function writeDifferences(out: ColumnSink, { values, least, most, step }: Spread, range: number): void {
  let fall = 0;
  let leastRise = Number.POSITIVE_INFINITY;
  let mostRise = 0;
  for (let i = 1; i < values.length; i++) {
    const difference = values[i]! - values[i - 1]!;
    if (-difference > fall) fall = -difference;
    if (difference < leastRise) leastRise = difference;
    if (difference > mostRise) mostRise = difference;
  }
  const rising = fall === 0;
  const differences = room(values.length, rising ? range : 2 * range);
  for (let i = 1; i < values.length; i++) {
    const difference = values[i]! - values[i - 1]!;
    differences[i] = rising ? (difference - leastRise) / step : zigzag(difference / step);
  }
  const widest = rising ? (mostRise - leastRise) / step : Math.max(2 * (mostRise / step), 2 * (fall / step) - 1);
  const bits = bitsFor(widest);
  const { description } = out;
  description.byte(rising ? PACKING.rises : PACKING.differences);
  description.real(values[0]!);
  description.real(least);
  description.real(most);
  description.count(step);
  if (rising) description.count(leastRise);
  description.byte(bits);
  writePacked(out, differences, bits);
}

function readDifferences(source: ColumnSource, count: number, signed: boolean): Integers {
  const { description } = source;
  const first = description.real();
  const least = description.real();
  const most = description.real();
  const step = description.count();
  const rise = signed ? 0 : description.count();
  const packed = readPacked(source, count, description.byte());
  const values = roomBetween(count, least, most, packed);
  let value = first;
  values[0] = first;
  if (signed && packed instanceof Int32Array) {
    for (let i = 1; i < count; i++) {
      const coded = packed[i]!;
      value += step * ((coded >>> 1) ^ -(coded & 1));
      values[i] = value;
    }
    return values;
  }
  for (let i = 1; i < count; i++) {
    const coded = packed[i]!;
    if (signed) {
      const half = Math.floor(coded / 2);
      value += step * (coded === 2 * half ? half : -half - 1);
    } else value += rise + step * coded;
    values[i] = value;
  }
  return values;
}

function writeDictionary(out: ColumnSink, { least, step }: Spread, { distinct, places }: Ranked): void {
  const { description } = out;
  const bits = bitsFor(distinct.length - 1);
  description.byte(PACKING.dictionary);
  description.count(distinct.length);
  description.byte(bits);
  writeNumbers(
    out,
    distinct.map((offset) => least + step * offset),
  );
  writePacked(out, places, bits);
}

function readDictionary(source: ColumnSource, count: number): Integers {
  const size = source.description.count();
  const bits = source.description.byte();
  const distinct = readNumbers(source, size);
  const places = readPacked(source, count, bits);
  const values = distinct instanceof Int32Array ? new Int32Array(count) : new Float64Array(count);
  for (let i = 0; i < count; i++) {
    const value = distinct[places[i]!];
    if (value === undefined) throw unreadable('dictionary');
    values[i] = value;
  }
  return values;
}

/** Prices such as 12.95 are stored as 1295 hundredths, if that gives exactly the same doubles back. */
function asDecimals(values: Float64Array): { scale: number; counts: Float64Array } | null {
  search: for (const scale of DECIMAL_SCALES) {
    const counts = new Float64Array(values.length);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      const whole = Math.round(value * scale);
      if (!Object.is(whole / scale, value) || Math.abs(whole) >= WIDEST / 2) continue search;
      counts[i] = whole;
    }
    // -0 would not survive as a whole number.
    return asIntegers(counts) ? { scale, counts } : null;
  }
  return null;
}

function readDecimals(source: ColumnSource, count: number): Float64Array {
  const scale = source.description.count();
  const counts = readNumbers(source, count);
  const values = counts instanceof Float64Array ? counts : new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = counts[i]! / scale;
  return values;
}

function writeDoubles(out: ColumnSink, values: Float64Array): void {
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  for (let plane = 0; plane < 8; plane++) {
    const stream = new Uint8Array(values.length);
    for (let i = 0; i < stream.length; i++) stream[i] = bytes[8 * i + plane]!;
    out.stream(stream);
  }
}

function readDoubles(source: ColumnSource, count: number): Float64Array {
  const values = new Float64Array(count);
  const bytes = new Uint8Array(values.buffer);
  for (let plane = 0; plane < 8; plane++) {
    const stream = source.stream();
    if (stream.length !== count) throw unreadable('stream length');
    for (let i = 0; i < count; i++) bytes[8 * i + plane] = stream[i]!;
  }
  return values;
}

function constant(value: number, count: number): Integers {
  const narrow = Number.isInteger(value) && Math.abs(value) <= INT32_MOST && !Object.is(value, -0);
  return (narrow ? new Int32Array(count) : new Float64Array(count)).fill(value);
}
