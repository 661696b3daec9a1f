/**
 * One cache over slots: a window in order of use for newcomers, and behind an admission a main part that is probation and
 * protected (with admission by frequency it is a W-TinyLFU; Einziger, Friedman and Manes 2017). After each call its bytes
 * are within its budget, and each slot is in exactly one of three lists.
 */
import { type FrequencySketch, LARGEST_COUNT } from './frequency-sketch.ts';
import type { Ghosts } from './ghosts.ts';
import type { Setting } from './settings.ts';
import { grown, type SlotFacts } from './slot-facts.ts';

export const WINDOW = 1;
export const PROBATION = 2;
export const PROTECTED = 3;
export type Segment = typeof WINDOW | typeof PROBATION | typeof PROTECTED;

/** SLRU's usual share of the main part (Karedla, Love and Wherry 1994; Caffeine has the same). */
const PROTECTED_SHARE = 0.8;
/**
 * A newcomer that is at least so hot is let in now and then though it loses against a count that can rise no further, so
 * that nobody can keep a key out by asking for others that share a held one's counters. Both figures as in Caffeine, which
 * does so against any count: on a loop, where all are asked for nearly alike, that cost up to a tenth of the hits.
 */
const HOT = 6;
const HOT_LOSER_CHANCE = 1 / 128;

export interface SegmentsOptions {
  readonly facts: SlotFacts;
  readonly sketch: FrequencySketch;
  readonly budget: number;
  readonly setting: Setting;
  /** Who left the window of late; null: nobody wants to know, because it never admits who returns. */
  readonly ghosts: Ghosts | null;
  readonly random: () => number;
  /** The slot has been taken out of its list. */
  readonly onEvict: (slot: number) => void;
}

export class Segments {
  readonly #facts: SlotFacts;
  readonly #sketch: FrequencySketch;
  readonly #random: () => number;
  readonly #onEvict: (slot: number) => void;
  readonly #ghosts: Ghosts | null;
  #budget: number;
  #setting: Setting;
  #windowMost = 0;
  #mainMost = 0;
  #protectedMost = 0;
  /** Neighbours by slot; at a list's own number its first (most lately used) and its last. */
  #next: Int32Array;
  #previous: Int32Array;
  #segment: Uint8Array;
  readonly #bytes = new Float64Array(4);
  #total = 0;
  #count = 0;

  constructor(options: SegmentsOptions) {
    this.#facts = options.facts;
    this.#sketch = options.sketch;
    this.#random = options.random;
    this.#onEvict = options.onEvict;
    this.#budget = options.budget;
    this.#ghosts = options.ghosts;
    this.#setting = options.setting;
    this.#next = new Int32Array(options.facts.room);
    this.#previous = new Int32Array(options.facts.room);
    this.#segment = new Uint8Array(options.facts.room);
    for (const list of [WINDOW, PROBATION, PROTECTED]) {
      this.#next[list] = list;
      this.#previous[list] = list;
    }
    this.#divide();
  }

  get bytes(): number {
    return this.#total;
  }

  /** How many slots it holds. */
  get count(): number {
    return this.#count;
  }

  get setting(): Setting {
    return this.#setting;
  }

  bytesOf(segment: Segment): number {
    return this.#bytes[segment]!;
  }

  segmentOf(slot: number): Segment {
    return this.#segment[slot] as Segment;
  }

  /**
   * Puts a newcomer into the window, or before the admission when it is larger than the window; one that returns soon
   * after it left, into the main part, if that admits who returns. May evict it or others.
   */
  add(slot: number): void {
    if (slot >= this.#next.length) this.#grow();
    const bytes = this.#facts.bytes[slot]!;
    if (this.#admitsReturning(bytes) && this.#ghosts?.take(this.#facts.hash[slot]!) === true) {
      this.#link(PROTECTED, slot, bytes);
      this.#settle();
      return;
    }
    this.#link(WINDOW, slot, bytes);
    if (bytes > this.#windowMost) this.#admit(slot);
    this.#settle();
  }

  /** Puts a slot that is known from before to the end of a segment, behind all that was used since. May evict. */
  addBehind(slot: number, segment: Segment): void {
    if (slot >= this.#next.length) this.#grow();
    this.#link(segment, slot, this.#facts.bytes[slot]!);
    this.#moveToLast(segment, slot);
    this.#settle();
  }

  /** Notes a use: to the front of its list, or to the protected ones out of probation and, if it admits who returns, out of the window. */
  touch(slot: number): void {
    const segment = this.#segment[slot]!;
    if (segment === PROBATION || (segment === WINDOW && this.#admitsReturning(this.#facts.bytes[slot]!))) {
      this.#promote(slot);
    } else if (this.#next[segment] !== slot) {
      this.#cut(slot);
      this.#insert(segment, slot);
    }
  }

  remove(slot: number): void {
    this.#unlink(slot);
  }

  /** The slot's bytes became more or fewer by so many; its facts tell the new ones already. May evict it or others. */
  resize(slot: number, difference: number): void {
    this.#bytes[this.#segment[slot]!]! += difference;
    this.#total += difference;
    if (difference > 0) this.#settle();
  }

  setBudget(budget: number): void {
    this.#ghosts?.setBudget(budget);
    this.#budget = budget;
    this.#divide();
    this.#settle();
  }

  setSetting(setting: Setting): void {
    this.#setting = setting;
    this.#divide();
    this.#settle();
  }

  /** Slots of a segment from the most lately used on. The one given last may be removed while this runs. */
  *forward(segment: Segment): Generator<number> {
    for (let slot = this.#next[segment]!; slot !== segment; ) {
      const after = this.#next[slot]!;
      yield slot;
      slot = after;
    }
  }

  /** Slots of a segment from the least lately used on. The one given last may be removed while this runs. */
  *backward(segment: Segment): Generator<number> {
    for (let slot = this.#previous[segment]!; slot !== segment; ) {
      const before = this.#previous[slot]!;
      yield slot;
      slot = before;
    }
  }

  #divide(): void {
    this.#windowMost = this.#budget * this.#setting.windowShare;
    this.#mainMost = this.#budget - this.#windowMost;
    this.#protectedMost = this.#mainMost * PROTECTED_SHARE;
  }

  /** Brings everything within its bounds again. */
  #settle(): void {
    while (this.#bytes[WINDOW]! > this.#windowMost) this.#admit(this.#previous[WINDOW]!);
    while (this.#bytes[PROTECTED]! > this.#protectedMost) this.#demote();
    // Only while the window is not full does the main part have more than its share: by those who returned, or because the
    // window has been made larger.
    while (this.#total > this.#budget) this.#evict(this.#victimAfter(PROBATION));
  }

  /** Whether an entry of this size belongs among the protected ones when it is asked for a second time. */
  #admitsReturning(bytes: number): boolean {
    return this.#setting.admission === 'return' && bytes <= this.#protectedMost;
  }

  /** Moves a slot from the window to the main part if there is room or it has earned the place of those it pushes out. */
  #admit(candidate: number): void {
    const bytes = this.#facts.bytes[candidate]!;
    const wanted = Math.min(this.#total - this.#budget, bytes);
    if (wanted > 0 && (this.#setting.admission === 'return' || !this.#wins(candidate, wanted))) {
      this.#evict(candidate);
      return;
    }
    let excess = wanted;
    while (excess > 0) {
      const victim = this.#victimAfter(PROBATION);
      excess -= this.#facts.bytes[victim]!;
      this.#evict(victim);
    }
    this.#unlink(candidate);
    this.#link(PROBATION, candidate, bytes);
  }

  /** Whether the candidate is asked for more than all those together whose place it would take. */
  #wins(candidate: number, wanted: number): boolean {
    const { hash, bytes } = this.#facts;
    const frequency = this.#sketch.frequency(hash[candidate]!);
    let missing = wanted;
    let against = 0;
    let victim = this.#victimAfter(PROBATION);
    while (missing > 0) {
      if (victim === 0) return false;
      const opposing = this.#sketch.frequency(hash[victim]!);
      against += opposing;
      if (against >= frequency) {
        return (
          opposing === LARGEST_COUNT &&
          frequency < LARGEST_COUNT &&
          frequency >= HOT &&
          this.#random() < HOT_LOSER_CHANCE &&
          this.#canFree(wanted)
        );
      }
      missing -= bytes[victim]!;
      victim = this.#victimAfter(victim);
    }
    return true;
  }

  #canFree(wanted: number): boolean {
    return this.#bytes[PROBATION]! + this.#bytes[PROTECTED]! >= wanted;
  }

  /** The main part's next victim after this one (or after the end of the probation list): 0 when there is none. */
  #victimAfter(slot: number): number {
    let victim = this.#previous[slot]!;
    if (victim === PROBATION) victim = this.#previous[PROTECTED]!;
    return victim === PROTECTED ? 0 : victim;
  }

  #promote(slot: number): void {
    const bytes = this.#facts.bytes[slot]!;
    if (bytes > this.#protectedMost) {
      this.#cut(slot);
      this.#insert(PROBATION, slot);
      return;
    }
    this.#unlink(slot);
    this.#link(PROTECTED, slot, bytes);
    while (this.#bytes[PROTECTED]! > this.#protectedMost) this.#demote();
  }

  #demote(): void {
    const slot = this.#previous[PROTECTED]!;
    this.#unlink(slot);
    this.#link(PROBATION, slot, this.#facts.bytes[slot]!);
  }

  #evict(slot: number): void {
    const fromWindow = this.#segment[slot] === WINDOW;
    this.#unlink(slot);
    // Who leaves the main part has had its time there: were it let in again at once, a loop longer than the cache would
    // push all of it out, round after round (2Q and S3-FIFO remember no such ones either).
    if (fromWindow) this.#ghosts?.add(this.#facts.hash[slot]!, this.#facts.bytes[slot]!, this.#count);
    this.#onEvict(slot);
  }

  #link(segment: Segment, slot: number, bytes: number): void {
    this.#insert(segment, slot);
    this.#segment[slot] = segment;
    this.#bytes[segment]! += bytes;
    this.#total += bytes;
    this.#count++;
  }

  #unlink(slot: number): void {
    const bytes = this.#facts.bytes[slot]!;
    this.#cut(slot);
    this.#bytes[this.#segment[slot]!]! -= bytes;
    this.#total -= bytes;
    this.#count--;
  }

  #insert(list: number, slot: number): void {
    const first = this.#next[list]!;
    this.#next[slot] = first;
    this.#previous[slot] = list;
    this.#previous[first] = slot;
    this.#next[list] = slot;
  }

  #moveToLast(list: number, slot: number): void {
    this.#cut(slot);
    const last = this.#previous[list]!;
    this.#next[slot] = list;
    this.#previous[slot] = last;
    this.#next[last] = slot;
    this.#previous[list] = slot;
  }

  #cut(slot: number): void {
    const before = this.#previous[slot]!;
    const after = this.#next[slot]!;
    this.#next[before] = after;
    this.#previous[after] = before;
  }

  #grow(): void {
    const { room } = this.#facts;
    this.#next = grown(this.#next, new Int32Array(room));
    this.#previous = grown(this.#previous, new Int32Array(room));
    this.#segment = grown(this.#segment, new Uint8Array(room));
  }
}
