/** Finds the slot of a hash: open addressing, each slot lying at or behind the place its hash names, with no gap between. */
import type { SlotFacts } from './slot-facts.ts';

const FEWEST_PLACES = 128;

export class SlotTable {
  readonly #facts: SlotFacts;
  #places = new Int32Array(FEWEST_PLACES);
  #mask = FEWEST_PLACES - 1;
  #count = 0;

  constructor(facts: SlotFacts) {
    this.#facts = facts;
  }

  /** 0: none has this hash. */
  find(hash: number): number {
    const { hash: hashes } = this.#facts;
    for (let place = hash & this.#mask; ; place = (place + 1) & this.#mask) {
      const slot = this.#places[place]!;
      if (slot === 0 || hashes[slot] === hash) return slot;
    }
  }

  /** Adds a slot whose hash none has. */
  add(slot: number): void {
    if (++this.#count * 2 > this.#places.length) this.#widen();
    this.#put(slot);
  }

  remove(slot: number): void {
    const { hash: hashes } = this.#facts;
    let gap = hashes[slot]! & this.#mask;
    while (this.#places[gap] !== slot) gap = (gap + 1) & this.#mask;
    // What lies behind moves up, unless that would put it before the place that its hash names.
    for (let place = (gap + 1) & this.#mask; this.#places[place] !== 0; place = (place + 1) & this.#mask) {
      const mover = this.#places[place]!;
      const wanted = hashes[mover]! & this.#mask;
      if (((place - wanted) & this.#mask) < ((place - gap) & this.#mask)) continue;
      this.#places[gap] = mover;
      gap = place;
    }
    this.#places[gap] = 0;
    this.#count--;
  }

  slots(): number[] {
    return Array.from(this.#places).filter((slot) => slot !== 0);
  }

  #widen(): void {
    const slots = this.slots();
    this.#places = new Int32Array(this.#places.length * 2);
    this.#mask = this.#places.length - 1;
    for (const slot of slots) this.#put(slot);
  }

  #put(slot: number): void {
    let place = this.#facts.hash[slot]! & this.#mask;
    while (this.#places[place] !== 0) place = (place + 1) & this.#mask;
    this.#places[place] = slot;
  }
}
