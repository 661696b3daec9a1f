/** The patterns that texts are of. Looking one up makes nothing for the text: there are millions. */

/** A text with each run of digits cut out, at most nine at a time: those fit into 32 bits. */
export interface Pattern {
  /** One more than there are runs of digits. */
  readonly literals: readonly string[];
  /** Digits of each run, leading zeros included. */
  readonly widths: readonly number[];
}

export interface Patterns {
  /** In the order in which their first texts came. */
  readonly all: readonly Pattern[];
  /** The number in each run of digits of the text found last, as far as there is room. */
  readonly values: Int32Array;
  /** Gives the place of the text's pattern, which may be a new one. */
  find(text: string): number;
}

/** @param mostRuns room for the values of so many runs. */
export function createPatterns(mostRuns: number): Patterns {
  const all: Pattern[] = [];
  const shapes: Shape[] = [];
  const byHash = new Map<number, number>();
  const values = new Int32Array(mostRuns);
  let last = -1;

  function lookUp(text: string): number {
    let hash = hashOf(text);
    let place = byHash.get(hash);
    while (place !== undefined && !fits(text, shapes[place]!, values)) place = byHash.get(++hash);
    return place ?? add(text, hash);
  }

  function add(text: string, hash: number): number {
    const pattern = patternOf(text);
    const place = all.push(pattern) - 1;
    shapes.push(shapeOf(pattern));
    byHash.set(hash, place);
    fits(text, shapes[place]!, values);
    return place;
  }

  return {
    all,
    values,
    find(text) {
      // Most texts are of the pattern that the one before was of.
      if (last < 0 || !fits(text, shapes[last]!, values)) last = lookUp(text);
      return last;
    },
  };
}

const RUN = /\d{1,9}/g;
const MOST_DIGITS = 9;
const ZERO = 48;

function patternOf(text: string): Pattern {
  return { literals: text.split(RUN), widths: Array.from(text.matchAll(RUN), ([run]) => run.length) };
}

/** A pattern as texts are held against it. */
interface Shape {
  readonly length: number;
  readonly literals: readonly Uint16Array[];
  readonly widths: readonly number[];
}

function shapeOf({ literals, widths }: Pattern): Shape {
  const codes = literals.map((literal) =>
    Uint16Array.from({ length: literal.length }, (_, i) => literal.charCodeAt(i)),
  );
  const length = codes.reduce((sum, { length }) => sum + length, 0) + widths.reduce((sum, width) => sum + width, 0);
  return { length, literals: codes, widths };
}

/** Whether the text is of the pattern. Takes its values on the way, so that each character is looked at once. */
function fits(text: string, { length, literals, widths }: Shape, values: Int32Array): boolean {
  if (text.length !== length) return false;
  let at = 0;
  for (let run = 0; ; run++) {
    const literal = literals[run]!;
    for (let i = 0; i < literal.length; i++) if (text.charCodeAt(at++) !== literal[i]) return false;
    if (run === widths.length) return true;
    let value = 0;
    for (const end = at + widths[run]!; at < end; at++) {
      const digit = text.charCodeAt(at) - ZERO;
      if (digit < 0 || digit > 9) return false;
      value = (Math.imul(value, 10) + digit) | 0;
    }
    values[run] = value;
  }
}

const FNV_PRIME = 0x01000193;
/** Above every UTF-16 unit. */
const BEYOND_CODES = 0x10000;

const isDigit = (code: number) => code >= ZERO && code < ZERO + 10;

/** A hash of all that is not the digits' value (FNV-1a's steps). */
function hashOf(text: string): number {
  const { length } = text;
  let hash = length;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    const first = at++;
    if (isDigit(code)) {
      const end = Math.min(length, first + MOST_DIGITS);
      while (at < end && isDigit(text.charCodeAt(at))) at++;
      hash = Math.imul(hash ^ (BEYOND_CODES + at - first), FNV_PRIME);
    } else hash = Math.imul(hash ^ code, FNV_PRIME);
  }
  return hash;
}
