/**
 * Who left a window of late, by hash alone: a key is remembered until as many bytes as the budget have left after it, or until
 * four others that left later fell on its places.
 */
import { grown } from './slot-facts.ts';

const WAYS = 4;
const FEWEST_PLACES = 256;
/** As many places as this for each entry held lose hardly a key to others that fall on its places. */
const PLACES_AN_ENTRY = 2;

export class Ghosts {
  #hash = new Uint32Array(FEWEST_PLACES);
  /** How many bytes had left when the key had; 0: the place is free. */
  #leftAt = new Float64Array(FEWEST_PLACES);
  #mask = FEWEST_PLACES / WAYS - 1;
  #left = 0;
  #budget: number;

  constructor(budget: number) {
    this.#budget = budget;
  }

  setBudget(budget: number): void {
    this.#budget = budget;
  }

  /** Notes a key that leaves a cache of so many entries. */
  add(hash: number, bytes: number, entries: number): void {
    while (this.#hash.length < entries * PLACES_AN_ENTRY) this.#widen();
    this.#left += bytes;
    const begin = (hash & this.#mask) * WAYS;
    let place = begin;
    for (let other = begin; other < begin + WAYS; other++) {
      if (this.#hash[other] === hash) {
        place = other;
        break;
      }
      if (this.#leftAt[other]! < this.#leftAt[place]!) place = other;
    }
    this.#hash[place] = hash;
    this.#leftAt[place] = this.#left;
  }

  /** Whether the key left of late. It is forgotten by this. */
  take(hash: number): boolean {
    const begin = (hash & this.#mask) * WAYS;
    for (let place = begin; place < begin + WAYS; place++) {
      const leftAt = this.#leftAt[place]!;
      if (this.#hash[place] !== hash || leftAt === 0) continue;
      this.#leftAt[place] = 0;
      return this.#left - leftAt <= this.#budget;
    }
    return false;
  }

  /** Forgets all. */
  clear(): void {
    this.#leftAt.fill(0);
  }

  /** What is known stays: it is copied to each of the two places where it may be looked for. */
  #widen(): void {
    const { length } = this.#hash;
    this.#hash = grown(this.#hash, new Uint32Array(2 * length));
    this.#hash.copyWithin(length, 0, length);
    this.#leftAt = grown(this.#leftAt, new Float64Array(2 * length));
    this.#leftAt.copyWithin(length, 0, length);
    this.#mask = this.#hash.length / WAYS - 1;
  }
}
