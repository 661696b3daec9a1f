/** A run of texts without gaps: as a dictionary where they repeat, as patterns with numbers where they have them, else as they are. */
import { unreadable } from '../byte-stream.ts';
import { bitsFor, readPacked, writePacked } from './bit-packing.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import { bitsByEntropy, bitsOfDifferences, sampleWindows } from './sample-cost.ts';
import { readTextBlock, writeTextBlock } from './text-block.ts';
import { reachTexts, TEXTS_AT_ONCE } from './text-reach.ts';
import { findTemplates, readTemplates, writeTemplates } from './text-template.ts';

/** The numbers are written: never renumber them. */
const PACKING = { dictionary: 0, templates: 1, block: 2 } as const;

/** Texts count as repeating when at most this share of them are distinct. */
const DISTINCT_SHARE = 0.4;
/** So many neighbours tell whether it is worth hashing all texts. */
const TRIAL_ROWS = 1_024;
/** Shares of distinct texts below which the trials count as repeating. */
const NEIGHBOURS_DISTINCT = 0.3;
const SPREAD_DISTINCT = 0.75;
/** Fewer than these make a dictionary without asking for a share. */
const FEW = 16;

/** Texts with what is known of their repeating: `codes` point into `distinct`. */
export interface CodedTexts {
  readonly distinct: readonly string[];
  readonly codes: Int32Array;
}

/** An opened run of texts. */
export interface OpenTexts {
  at(row: number): string;
  /** Set where the texts lie as a dictionary: what a filter compares instead of texts. */
  readonly coded: CodedTexts | null;
}

/** Writes the texts and gives how many characters they have; how many texts there are the reader has to be told. */
export function writeTexts(out: ColumnSink, texts: readonly string[]): number {
  const coded = codeTexts(texts);
  if (!coded) return writeDistinct(out, texts);
  writeDictionary(out, coded);
  return coded.characters;
}

/** The same for texts that already are a dictionary. */
export function writeCodedTexts(out: ColumnSink, coded: CodedTexts): number {
  writeDictionary(out, coded);
  const lengths = Int32Array.from(coded.distinct, (text) => text.length);
  let characters = 0;
  for (let row = 0; row < coded.codes.length; row++) characters += lengths[coded.codes[row]!]!;
  return characters;
}

function writeDictionary(out: ColumnSink, { distinct, codes }: CodedTexts): void {
  const { description } = out;
  description.byte(PACKING.dictionary);
  description.count(distinct.length);
  const frequent = frequentFirst(codes, distinct.length);
  description.byte(frequent ? 1 : 0);
  if (!frequent) {
    writeDistinct(out, distinct);
    writeNumbers(out, codes);
    return;
  }
  writeDistinct(
    out,
    frequent.order.map((code) => distinct[code]!),
  );
  writePacked(out, frequent.places, bitsFor(distinct.length - 1));
}

export function readTexts(source: ColumnSource, count: number): OpenTexts {
  const packing = source.description.byte();
  if (packing === PACKING.dictionary) return readCoded(source, count);
  return { at: readDistinctAs(packing, source, count), coded: null };
}

function writeDistinct(out: ColumnSink, texts: readonly string[]): number {
  const templates = findTemplates(texts);
  out.description.byte(templates ? PACKING.templates : PACKING.block);
  return templates ? writeTemplates(out, templates) : writeTextBlock(out, texts);
}

function readDistinctAs(packing: number, source: ColumnSource, count: number): (row: number) => string {
  if (packing === PACKING.templates) return readTemplates(source, count);
  if (packing === PACKING.block) return readTextBlock(source, count);
  throw unreadable(`packing ${packing}`);
}

function readCoded(source: ColumnSource, count: number): OpenTexts {
  const { description } = source;
  const size = description.count();
  const ranked = description.byte() === 1;
  const textOf = readDistinctAs(description.byte(), source, size);
  const distinct = Array.from({ length: size }, (_, code) => textOf(code));
  const codes = ranked ? readPacked(source, count, bitsFor(size - 1)) : readNumbers(source, count);
  if (!(codes instanceof Int32Array)) throw unreadable('dictionary codes');
  for (let row = 0; row < count; row++) if (codes[row]! >= size) throw unreadable('dictionary');
  return { at: (row) => distinct[codes[row]!]!, coded: { distinct, codes } };
}

/** Null when too few of them repeat. */
function codeTexts(texts: readonly string[]): (CodedTexts & { readonly characters: number }) | null {
  if (texts.length === 0) return null;
  const most = Math.max(FEW, texts.length * DISTINCT_SHARE);
  if (texts.length > 4 * TRIAL_ROWS && !mayRepeat(texts)) return null;
  const places = new Map<string, number>();
  const codes = new Int32Array(texts.length);
  let characters = 0;
  for (let row = 0; row < texts.length; row++) {
    if (row % TEXTS_AT_ONCE === 0) characters += reachTexts(texts, row);
    const text = texts[row]!;
    let code = places.get(text);
    if (code === undefined) {
      if (places.size >= most) return null;
      code = places.size;
      places.set(text, code);
    }
    codes[row] = code;
  }
  return { distinct: [...places.keys()], codes, characters };
}

/**
 * Hashing every text is what costs the most, so it is done only where texts of the whole column repeat, or neighbours do
 * so often that even long texts are few.
 */
function mayRepeat(texts: readonly string[]): boolean {
  const near = new Set(texts.slice(0, TRIAL_ROWS)).size;
  if (near < TRIAL_ROWS * NEIGHBOURS_DISTINCT) return true;
  const step = texts.length / TRIAL_ROWS;
  const far = new Set(Array.from({ length: TRIAL_ROWS }, (_, i) => texts[Math.floor(i * step)])).size;
  return far < TRIAL_ROWS * SPREAD_DISTINCT;
}

/**
 * Gives the codes by falling frequency, and each row's place among them, where places by frequency are estimated to take
 * less than the codes as they are (which are in the order of their first appearance, and so small differences where equal
 * texts are neighbours).
 */
function frequentFirst(codes: Int32Array, size: number): { order: readonly number[]; places: Int32Array } | null {
  if (size <= 256) return null;
  const counts = new Int32Array(size);
  for (const code of codes) counts[code]!++;
  const order = Array.from({ length: size }, (_, code) => code).sort((a, b) => counts[b]! - counts[a]! || a - b);
  const placeOf = new Int32Array(size);
  for (const [place, code] of order.entries()) placeOf[code] = place;
  const places = codes.map((code) => placeOf[code]!);
  const windows = sampleWindows(codes.length);
  const asPlaces = bitsByEntropy(windows, places);
  const better = asPlaces < Math.min(bitsByEntropy(windows, codes), bitsOfDifferences(windows, codes));
  return better ? { order, places } : null;
}
