/** What a policy knows of the entries: a number for each (its slot), and by slot their hash and their bytes. */

/** Slots 1 to 3 stand for the ends of the three lists, and 0 for none. */
export const FIRST_SLOT = 4;
const FEWEST_SLOTS = 64;

export class SlotFacts {
  hash = new Uint32Array(FEWEST_SLOTS);
  bytes = new Float64Array(FEWEST_SLOTS);
  /** How many slots there is room for; arrays by slot grow with it. */
  room = FEWEST_SLOTS;
  #unused = FIRST_SLOT;
  readonly #freed: number[] = [];

  /** Slots that are taken now. */
  get taken(): number {
    return this.#unused - FIRST_SLOT - this.#freed.length;
  }

  take(hash: number, bytes: number): number {
    const slot = this.#freed.pop() ?? this.#unused++;
    if (slot === this.room) {
      this.room *= 2;
      this.hash = grown(this.hash, new Uint32Array(this.room));
      this.bytes = grown(this.bytes, new Float64Array(this.room));
    }
    this.hash[slot] = hash;
    this.bytes[slot] = bytes;
    return slot;
  }

  release(slot: number): void {
    this.#freed.push(slot);
  }
}

/** The larger array with the smaller one's content at its begin. */
export function grown<Numbers extends { set(from: Numbers): void }>(from: Numbers, to: Numbers): Numbers {
  to.set(from);
  return to;
}
