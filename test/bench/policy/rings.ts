/** Lists of keys in the order of their use, as rings in two arrays: a key is in one of them or in none. */
export class Rings {
  readonly #next: Int32Array;
  readonly #previous: Int32Array;
  readonly #bytesOf: Float64Array | null;
  readonly #keys: number;
  readonly bytes: Float64Array;
  readonly count: Int32Array;
  /** The ring by key; -1: none. */
  readonly ringOf: Int8Array;

  constructor(keys: number, rings: number, bytesOf: Float64Array | null) {
    this.#keys = keys;
    this.#next = Int32Array.from({ length: keys + rings }, (_, node) => node);
    this.#previous = this.#next.slice();
    this.#bytesOf = bytesOf;
    this.bytes = new Float64Array(rings);
    this.count = new Int32Array(rings);
    this.ringOf = new Int8Array(keys).fill(-1);
  }

  sizeOf(key: number): number {
    return this.#bytesOf === null ? 1 : this.#bytesOf[key]!;
  }

  /** Puts a key to the front of a ring, out of the ring that it is in. */
  push(ring: number, key: number): void {
    this.remove(key);
    const end = this.#keys + ring;
    const first = this.#next[end]!;
    this.#next[key] = first;
    this.#previous[key] = end;
    this.#previous[first] = key;
    this.#next[end] = key;
    this.ringOf[key] = ring;
    this.bytes[ring]! += this.sizeOf(key);
    this.count[ring]!++;
  }

  remove(key: number): void {
    const ring = this.ringOf[key]!;
    if (ring === -1) return;
    this.#next[this.#previous[key]!] = this.#next[key]!;
    this.#previous[this.#next[key]!] = this.#previous[key]!;
    this.ringOf[key] = -1;
    this.bytes[ring]! -= this.sizeOf(key);
    this.count[ring]!--;
  }

  /** The key that was pushed longest ago; -1: the ring is empty. */
  last(ring: number): number {
    return this.#keyOrNone(this.#previous[this.#keys + ring]!);
  }

  /** The key pushed after this one; -1: it is the newest. */
  newer(key: number): number {
    return this.#keyOrNone(this.#previous[key]!);
  }

  #keyOrNone(node: number): number {
    return node < this.#keys ? node : -1;
  }
}
