/**
 * Texts such as order numbers, phone numbers, times and addresses are a few patterns with numbers in them. The digits lie
 * apart as numbers, where a counter becomes small differences. No long text is ever hashed or kept.
 */
import { unreadable } from '../byte-stream.ts';
import type { Integers } from './bit-packing.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';
import { readNumbers, writeNumbers } from './numbers.ts';
import { createPatterns, type Pattern } from './text-pattern.ts';
import { reachTexts, TEXTS_AT_ONCE } from './text-reach.ts';

export interface Templates {
  readonly patterns: readonly Pattern[];
  /** Each row's pattern. */
  readonly patternOf: Int32Array;
  /** The n-th run of each row that has so many. */
  readonly runs: readonly Int32Array[];
  /** How many the texts have. */
  readonly characters: number;
}

const MOST_RUNS = 12;
/** Given up once there are more patterns than these and this share of the rows so far. */
const MOST_PATTERNS = 24;
const PATTERN_SHARE = 1 / 16;
/** In the end at least so many texts must share a pattern on average. */
const LEAST_SHARING = 4;
/** So many texts tell whether the others are worth looking at. */
const TRIAL_ROWS = 512;

/** Gives the texts taken apart, or null when they are not of a few patterns. */
export function findTemplates(texts: readonly string[]): Templates | null {
  const trial = texts.length > 2 * TRIAL_ROWS ? takeApart(texts.slice(0, TRIAL_ROWS)) : null;
  if (texts.length > 2 * TRIAL_ROWS && !trial) return null;
  const found = takeApart(texts);
  return found && found.patterns.length * LEAST_SHARING <= texts.length ? found : null;
}

function takeApart(texts: readonly string[]): Templates | null {
  const patterns = createPatterns(MOST_RUNS);
  const patternOf = new Int32Array(texts.length);
  const runs: Int32Array[] = [];
  const filled = new Int32Array(MOST_RUNS);
  const { all, values } = patterns;
  let characters = 0;

  for (let row = 0; row < texts.length; row++) {
    if (row % TEXTS_AT_ONCE === 0) characters += reachTexts(texts, row);
    const pattern = patterns.find(texts[row]!);
    const count = all[pattern]!.widths.length;
    if (count > MOST_RUNS || all.length > MOST_PATTERNS + 1 + row * PATTERN_SHARE) return null;
    patternOf[row] = pattern;
    for (let run = 0; run < count; run++) {
      runs[run] ??= new Int32Array(texts.length);
      runs[run]![filled[run]!++] = values[run]!;
    }
  }
  if (runs.length === 0) return null;
  return { patterns: all, patternOf, characters, runs: runs.map((numbers, run) => numbers.subarray(0, filled[run])) };
}

/** Gives how many characters the texts have. */
export function writeTemplates(out: ColumnSink, { patterns, patternOf, runs, characters }: Templates): number {
  const { description } = out;
  description.count(patterns.length);
  for (const { literals, widths } of patterns) {
    description.count(widths.length);
    for (const width of widths) description.byte(width);
    for (const literal of literals) description.text(literal);
  }
  writeNumbers(out, patternOf);
  for (const values of runs) writeNumbers(out, values);
  return characters;
}

/** Gives a function that puts a row's text together; the texts themselves are not made before they are asked for. */
export function readTemplates(source: ColumnSource, count: number): (row: number) => string {
  const { description } = source;
  const patterns = Array.from({ length: description.count() }, (): Pattern => {
    const widths = Array.from({ length: description.count() }, () => description.byte());
    return { widths, literals: Array.from({ length: widths.length + 1 }, () => description.text()) };
  });
  const patternOf = readNumbers(source, count);
  const runs: Integers[] = [];
  const most = patterns.reduce((longest, { widths }) => Math.max(longest, widths.length), 0);
  for (let run = 0; run < most; run++) runs.push(readRun(source, patterns, patternOf, run));
  return (row) => {
    const { literals, widths } = patterns[patternOf[row]!]!;
    let text = literals[0]!;
    for (let run = 0; run < widths.length; run++) text += digits(runs[run]![row]!, widths[run]!) + literals[run + 1]!;
    return text;
  };
}

/** The n-th run of digits by row; 0 where a row has none. */
function readRun(source: ColumnSource, patterns: readonly Pattern[], patternOf: Integers, run: number): Integers {
  const has = patterns.map(({ widths }) => widths.length > run);
  let count = 0;
  for (const pattern of patternOf) {
    if (has[pattern] === undefined) throw unreadable('pattern');
    if (has[pattern]) count++;
  }
  const dense = readNumbers(source, count);
  if (count === patternOf.length) return dense;
  const byRow = new Int32Array(patternOf.length);
  let next = 0;
  for (let row = 0; row < byRow.length; row++) if (has[patternOf[row]!]) byRow[row] = dense[next++]!;
  return byRow;
}

const TWO_DIGITS: readonly string[] = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

function digits(value: number, width: number): string {
  if (width === 2) return TWO_DIGITS[value]!;
  const text = String(value);
  return text.length === width ? text : text.padStart(width, '0');
}
