/**
 * How often a key was asked for lately, never told too low between two halvings: a count-min sketch of 4-bit counters
 * (Cormode and Muthukrishnan 2005) that forgets by halving (Einziger, Friedman and Manes, "TinyLFU", 2017).
 *
 * A key's four counters lie in one block of 64 bytes, one in each quarter: one cache line an access.
 */
import { spread } from './key-hash.ts';

const BLOCK_WORDS = 16;
const ROWS = 4;
const COUNTERS_A_WORD = 8;
export const LARGEST_COUNT = 15;
/** 16 counters an entry: the size at which TinyLFU's paper loses nothing to an exact count. */
const WORDS_AN_ENTRY = 2;
/** Accesses by entry after which all counts are halved; the paper's and Caffeine's figure. */
const PERIOD = 10;
const FEWEST_ENTRIES = 64;
const HALVES = 0x77777777;

export class FrequencySketch {
  #table: Uint32Array = new Uint32Array(FEWEST_ENTRIES * WORDS_AN_ENTRY);
  #blockMask = this.#table.length / BLOCK_WORDS - 1;
  #entries = FEWEST_ENTRIES;
  #additions = 0;

  /** How many entries it is wide enough for: a power of two. */
  get entries(): number {
    return this.#entries;
  }

  /** The counters, to be saved. */
  get counters(): Uint32Array {
    return this.#table;
  }

  /** Notes one access. */
  add(hash: number): void {
    const block = (hash & this.#blockMask) * BLOCK_WORDS;
    const places = spread(hash);
    const table = this.#table;
    let added = false;
    for (let row = 0; row < ROWS; row++) {
      const place = places >>> (row * 8);
      const word = block + row * ROWS + (place & 3);
      const shift = ((place >>> 2) & 7) << 2;
      const value = table[word]!;
      if (((value >>> shift) & LARGEST_COUNT) < LARGEST_COUNT) {
        table[word] = value + (1 << shift);
        added = true;
      }
    }
    if (added && ++this.#additions >= PERIOD * this.#entries) this.#halve();
  }

  /** 0 to 15: at least the number of accesses noted since the halvings took their part. */
  frequency(hash: number): number {
    const block = (hash & this.#blockMask) * BLOCK_WORDS;
    const places = spread(hash);
    const table = this.#table;
    let least = LARGEST_COUNT;
    for (let row = 0; row < ROWS; row++) {
      const place = places >>> (row * 8);
      const count = (table[block + row * ROWS + (place & 3)]! >>> (((place >>> 2) & 7) << 2)) & LARGEST_COUNT;
      if (count < least) least = count;
    }
    return least;
  }

  /** Makes room for so many entries. What is known stays: a block is copied to each place that its keys may go to. */
  widen(entries: number): void {
    while (this.#entries < entries) {
      const wider = new Uint32Array(this.#table.length * 2);
      wider.set(this.#table);
      wider.set(this.#table, this.#table.length);
      this.#take(wider);
    }
  }

  /** Takes up saved counters. @throws RangeError when their number is none that a sketch can have. */
  restore(table: Uint32Array): void {
    if (!sketchFits(table.length)) throw new RangeError(`no sketch has ${table.length} words`);
    this.#take(table.slice());
    this.#additions = 0;
  }

  #take(table: Uint32Array): void {
    this.#table = table;
    this.#entries = table.length / WORDS_AN_ENTRY;
    this.#blockMask = table.length / BLOCK_WORDS - 1;
  }

  #halve(): void {
    const table = this.#table;
    for (let word = 0; word < table.length; word++) table[word] = (table[word]! >>> 1) & HALVES;
    this.#additions >>>= 1;
  }
}

/** Whether a sketch can have so many words of counters. */
export function sketchFits(words: number): boolean {
  return words >= FEWEST_ENTRIES * WORDS_AN_ENTRY && Number.isInteger(Math.log2(words));
}

/** Halves a saved sketch's width: each pair of blocks becomes one that holds the larger counts. */
export function narrow(table: Uint32Array): Uint32Array {
  const narrower = table.slice(0, table.length / 2);
  for (let word = 0; word < narrower.length; word++) {
    narrower[word] = largerCounts(narrower[word]!, table[narrower.length + word]!);
  }
  return narrower;
}

function largerCounts(one: number, other: number): number {
  let larger = 0;
  for (let counter = 0; counter < COUNTERS_A_WORD; counter++) {
    const shift = counter * 4;
    larger |= Math.max((one >>> shift) & LARGEST_COUNT, (other >>> shift) & LARGEST_COUNT) << shift;
  }
  return larger >>> 0;
}
