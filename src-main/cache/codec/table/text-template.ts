/**
 * Texts such as order numbers, phone numbers, times and addresses are a few patterns with numbers in them. A pattern is
 * the text with each run of digits cut out (at most nine at a time); the digits lie apart as numbers, where a counter
 * becomes small differences. No long text is ever hashed or kept.
 */
import { unreadable } from '../byte-stream.ts';
import type { Integers } from './bit-packing.ts';
import type { ColumnSink, ColumnSource } from './column-stream.ts';
import { readNumbers, writeNumbers } from './numbers.ts';

interface Pattern {
  /** One more than there are runs of digits. */
  readonly literals: readonly string[];
  /** Digits of each run, leading zeros included. */
  readonly widths: readonly number[];
}

export interface Templates {
  readonly patterns: readonly Pattern[];
  /** Each row's pattern. */
  readonly patternOf: Int32Array;
  /** The n-th run of each row that has so many. */
  readonly runs: readonly Int32Array[];
}

/** Nine digits always fit into 32 bits. */
const MOST_DIGITS = 9;
const MOST_RUNS = 12;
/** Given up once there are more patterns than these and this share of the rows so far. */
const MOST_PATTERNS = 24;
const PATTERN_SHARE = 1 / 16;
/** In the end at least so many texts must share a pattern on average. */
const LEAST_SHARING = 4;
/** So many texts tell whether the others are worth looking at. */
const TRIAL_ROWS = 512;
const ZERO = 48;
const FNV_PRIME = 0x01000193;
/** Above every UTF-16 unit. */
const BEYOND_CODES = 0x10000;

/** Gives the texts taken apart, or null when they are not of a few patterns. */
export function findTemplates(texts: readonly string[]): Templates | null {
  const trial = texts.length > 2 * TRIAL_ROWS ? takeApart(texts.slice(0, TRIAL_ROWS)) : null;
  if (texts.length > 2 * TRIAL_ROWS && !trial) return null;
  const found = takeApart(texts);
  return found && found.patterns.length * LEAST_SHARING <= texts.length ? found : null;
}

function takeApart(texts: readonly string[]): Templates | null {
  const patterns: Pattern[] = [];
  const byHash = new Map<number, number>();
  const patternOf = new Int32Array(texts.length);
  const runs: Int32Array[] = [];
  const filled = new Int32Array(MOST_RUNS);
  const scanner = createScanner();
  const { values } = scanner;

  for (let row = 0; row < texts.length; row++) {
    const text = texts[row]!;
    const count = scanner.scan(text);
    if (count > MOST_RUNS) return null;
    let hash = scanner.hash();
    let pattern = byHash.get(hash);
    while (pattern !== undefined && !scanner.fits(text, patterns[pattern]!)) pattern = byHash.get(++hash);
    if (pattern === undefined) {
      if (patterns.length > MOST_PATTERNS + row * PATTERN_SHARE) return null;
      pattern = patterns.push(scanner.patternOf(text)) - 1;
      byHash.set(hash, pattern);
    }
    patternOf[row] = pattern;
    for (let run = 0; run < count; run++) {
      runs[run] ??= new Int32Array(texts.length);
      runs[run]![filled[run]!++] = values[run]!;
    }
  }
  if (runs.length === 0) return null;
  return { patterns, patternOf, runs: runs.map((all, run) => all.subarray(0, filled[run])) };
}

const isDigit = (code: number) => code >= ZERO && code < ZERO + 10;

/** Looks at one text after another without making anything for it: there are millions. */
function createScanner() {
  const values = new Int32Array(MOST_RUNS);
  const widths = new Int32Array(MOST_RUNS);
  let runs = 0;
  let hash = 0;

  return {
    /** The number in each run of digits of the text scanned last. */
    values,
    /** A hash of all that is not the digits' value (FNV-1a's steps). */
    hash: () => hash,
    /** Gives how many runs of digits the text has; beyond the room they are only counted. */
    scan(text: string): number {
      const { length } = text;
      let mixed = length;
      let count = 0;
      let at = 0;
      while (at < length) {
        let code = text.charCodeAt(at);
        if (!isDigit(code)) {
          mixed = Math.imul(mixed ^ code, FNV_PRIME);
          at++;
          continue;
        }
        const last = Math.min(length, at + MOST_DIGITS);
        const first = at;
        let value = 0;
        do {
          value = value * 10 + code - ZERO;
          code = ++at < last ? text.charCodeAt(at) : 0;
        } while (isDigit(code));
        mixed = Math.imul(mixed ^ (BEYOND_CODES + at - first), FNV_PRIME);
        if (count < MOST_RUNS) {
          values[count] = value;
          widths[count] = at - first;
        }
        count++;
      }
      hash = mixed;
      runs = count;
      return count;
    },
    /** Whether the text scanned last is of the pattern. */
    fits(text: string, pattern: Pattern): boolean {
      if (pattern.widths.length !== runs) return false;
      let at = 0;
      for (let run = 0; run < runs; run++) {
        const literal = pattern.literals[run]!;
        if (pattern.widths[run] !== widths[run] || !standsAt(text, at, literal)) return false;
        at += literal.length + widths[run]!;
      }
      const last = pattern.literals[runs]!;
      return at + last.length === text.length && standsAt(text, at, last);
    },
    /** The pattern of the text scanned last. */
    patternOf(text: string): Pattern {
      const literals: string[] = [];
      let at = 0;
      for (let run = 0; run < runs; run++) {
        const begin = at;
        while (!isDigit(text.charCodeAt(at))) at++;
        literals.push(text.slice(begin, at));
        at += widths[run]!;
      }
      literals.push(text.slice(at));
      return { literals, widths: [...widths.subarray(0, runs)] };
    },
  };
}

/** For a few characters cheaper than `startsWith`. */
function standsAt(text: string, at: number, part: string): boolean {
  for (let i = 0; i < part.length; i++) if (text.charCodeAt(at + i) !== part.charCodeAt(i)) return false;
  return true;
}

/** Gives how many characters the texts have. */
export function writeTemplates(out: ColumnSink, { patterns, patternOf, runs }: Templates): number {
  const { description } = out;
  description.count(patterns.length);
  for (const { literals, widths } of patterns) {
    description.count(widths.length);
    for (const width of widths) description.byte(width);
    for (const literal of literals) description.text(literal);
  }
  writeNumbers(out, patternOf);
  for (const values of runs) writeNumbers(out, values);
  const lengths = patterns.map(({ literals, widths }) => literals.join('').length + widths.reduce((a, b) => a + b, 0));
  let characters = 0;
  for (let row = 0; row < patternOf.length; row++) characters += lengths[patternOf[row]!]!;
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
