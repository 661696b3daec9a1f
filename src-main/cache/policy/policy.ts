/** Decides what stays within a budget of bytes. It knows slots with a hash and bytes each, never what lies in them. */
import { FrequencySketch } from './frequency-sketch.ts';
import { PROBATION, PROTECTED, type Segment, Segments, WINDOW } from './segments.ts';
import { SlotFacts } from './slot-facts.ts';

/** What a cache begins with that knows nothing of its requests yet: W-TinyLFU's usual window. */
const FIRST_WINDOW_SHARE = 0.01;

export interface PolicyOptions {
  readonly budget: number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Called after the slot has left the policy's lists; its number may be given to another entry as soon as this returns. */
  readonly onEvict: (slot: number) => void;
}

export class Policy {
  readonly sketch = new FrequencySketch();
  readonly #facts = new SlotFacts();
  readonly #segments: Segments;
  readonly #onEvict: (slot: number) => void;

  constructor({ budget, random, onEvict }: PolicyOptions) {
    this.#onEvict = onEvict;
    this.#segments = new Segments({
      facts: this.#facts,
      sketch: this.sketch,
      budget,
      windowShare: FIRST_WINDOW_SHARE,
      random,
      onEvict: (slot) => {
        this.#onEvict(slot);
        this.#facts.release(slot);
      },
    });
  }

  get bytes(): number {
    return this.#segments.bytes;
  }

  get windowShare(): number {
    return this.#segments.windowShare;
  }

  /** Takes a slot for a key, before `add`: the owner notes what lies in it in between. */
  take(hash: number, bytes: number): number {
    const slot = this.#facts.take(hash, bytes);
    this.sketch.widen(this.#facts.taken);
    return slot;
  }

  /** Counts the request and lets the slot in. It may be evicted at once. */
  add(slot: number): void {
    this.sketch.add(this.#facts.hash[slot]!);
    this.#segments.add(slot);
  }

  /** Lets a slot in that belongs to a segment from before, behind all that was used since; not a request. */
  addBehind(slot: number, segment: Segment): void {
    this.#segments.addBehind(slot, segment);
  }

  /** Counts a request that found its entry. */
  touch(slot: number): void {
    this.sketch.add(this.#facts.hash[slot]!);
    this.#segments.touch(slot);
  }

  remove(slot: number): void {
    this.#segments.remove(slot);
    this.#facts.release(slot);
  }

  resize(slot: number, bytes: number): void {
    const difference = bytes - this.#facts.bytes[slot]!;
    this.#facts.bytes[slot] = bytes;
    this.#segments.resize(slot, difference);
  }

  bytesOf(slot: number): number {
    return this.#facts.bytes[slot]!;
  }

  setBudget(budget: number): void {
    this.#segments.setBudget(budget);
  }

  /** From the slot that is wanted most to the one that is wanted least. The one given last may be removed meanwhile. */
  *fromMostWanted(): Generator<number> {
    yield* this.#segments.forward(PROTECTED);
    yield* this.#segments.forward(WINDOW);
    yield* this.#segments.forward(PROBATION);
  }

  /** From the slot that is wanted least to the one that is wanted most. The one given last may be removed meanwhile. */
  *fromLeastWanted(): Generator<number> {
    yield* this.#segments.backward(PROBATION);
    yield* this.#segments.backward(WINDOW);
    yield* this.#segments.backward(PROTECTED);
  }
}
