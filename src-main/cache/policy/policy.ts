/**
 * Decides what stays within a budget of bytes: a cache run in the setting that paid best of late. It knows slots with a hash and bytes each, never what lies in them.
 */
import { FrequencySketch } from './frequency-sketch.ts';
import { Ghosts } from './ghosts.ts';
import { PROBATION, PROTECTED, type Segment, Segments, WINDOW } from './segments.ts';
import { FIRST_SETTING, SETTINGS } from './settings.ts';
import { Shadows } from './shadows.ts';
import { SlotFacts } from './slot-facts.ts';

export interface PolicyOptions {
  readonly budget: number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Called after the slot has left the policy's lists; its number may be given to another entry as soon as this returns. */
  readonly onEvict: (slot: number) => void;
}

/** What a policy has learnt. */
export interface Learnt {
  /** The place of its setting among all. */
  readonly setting: number;
  /** The sketch's counters. */
  readonly counters: Uint32Array;
  /** The hashes of what it held by segment, the most lately used first. */
  readonly order: Readonly<Record<Segment, Uint32Array>>;
}

/** While less of the budget is used than this, every setting serves alike and shadows would run for nothing. */
const WATCHED_FROM = 0.5;

const MOST_WANTED_FIRST: readonly Segment[] = [PROTECTED, WINDOW, PROBATION];

export class Policy {
  readonly #sketch = new FrequencySketch();
  readonly #facts = new SlotFacts();
  readonly #ghosts: Ghosts;
  readonly #segments: Segments;
  #setting = FIRST_SETTING;
  #budget: number;
  #shadows: Shadows;
  /** Whether the shadows run: once begun, they go on. */
  #watched = false;
  /** Where the entries from before the restart belonged, by hash, until they are back. */
  #remembered = new Map<number, Segment>();

  constructor({ budget, random, onEvict }: PolicyOptions) {
    this.#budget = budget;
    this.#shadows = this.#newShadows();
    this.#ghosts = new Ghosts(budget);
    this.#segments = new Segments({
      facts: this.#facts,
      sketch: this.#sketch,
      budget,
      setting: SETTINGS[this.#setting]!,
      ghosts: this.#ghosts,
      random,
      onEvict: (slot) => {
        onEvict(slot);
        this.#facts.release(slot);
      },
    });
  }

  get bytes(): number {
    return this.#segments.bytes;
  }

  get windowShare(): number {
    return this.#segments.setting.windowShare;
  }

  /** Takes a slot for a key; the owner notes what lies in it before it calls `add`. */
  take(hash: number, bytes: number): number {
    const slot = this.#facts.take(hash, bytes);
    this.#sketch.widen(this.#facts.taken);
    return slot;
  }

  /** Lets a slot in and counts the request. It, or others, may be evicted at once. */
  add(slot: number): void {
    const hash = this.#facts.hash[slot]!;
    const segment = this.#remembered.size === 0 ? undefined : this.#remembered.get(hash);
    if (segment === undefined) {
      this.#count(slot, false);
      this.#segments.add(slot);
      return;
    }
    this.#remembered.delete(hash);
    // What comes back after a restart is no newcomer: it goes where it was, behind all that was asked for since.
    if (this.bytes + this.#facts.bytes[slot]! <= this.#budget) this.#segments.addBehind(slot, segment);
    else this.#segments.add(slot);
  }

  /** Counts a request that found its entry. */
  touch(slot: number): void {
    this.#count(slot, true);
    this.#segments.touch(slot);
  }

  /** Takes out what is gone for another reason than want of room. */
  remove(slot: number): void {
    const hash = this.#facts.hash[slot]!;
    if (this.#shadows.samples(hash)) this.#shadows.forget(hash);
    this.#segments.remove(slot);
    this.#facts.release(slot);
  }

  resize(slot: number, bytes: number): void {
    const hash = this.#facts.hash[slot]!;
    const difference = bytes - this.#facts.bytes[slot]!;
    if (difference === 0) return;
    if (this.#shadows.samples(hash)) this.#shadows.resize(hash, bytes);
    this.#facts.bytes[slot] = bytes;
    this.#segments.resize(slot, difference);
  }

  bytesOf(slot: number): number {
    return this.#facts.bytes[slot]!;
  }

  /** 0 to 15. */
  frequency(hash: number): number {
    return this.#sketch.frequency(hash);
  }

  setBudget(budget: number): void {
    this.#budget = budget;
    this.#shadows.setBudget(budget);
    this.#segments.setBudget(budget);
  }

  /** From the slot that is wanted most to the one that is wanted least. The one given last may be removed meanwhile. */
  *fromMostWanted(): Generator<number> {
    for (const segment of MOST_WANTED_FIRST) yield* this.#segments.forward(segment);
  }

  /** From the slot that is wanted least to the one that is wanted most. The one given last may be removed meanwhile. */
  *fromLeastWanted(): Generator<number> {
    for (const segment of MOST_WANTED_FIRST.toReversed()) yield* this.#segments.backward(segment);
  }

  learnt(): Learnt {
    const hashes = (segment: Segment) =>
      Uint32Array.from(this.#segments.forward(segment), (slot) => this.#facts.hash[slot]!);
    return {
      setting: this.#setting,
      counters: this.#sketch.counters,
      order: { [WINDOW]: hashes(WINDOW), [PROBATION]: hashes(PROBATION), [PROTECTED]: hashes(PROTECTED) },
    };
  }

  /** Takes up what another policy has learnt. `rehash` gives a held slot's hash anew, with the other one's seed. */
  learn({ setting, counters, order }: Learnt, rehash: (slot: number) => number): void {
    for (const slot of this.fromMostWanted()) this.#facts.hash[slot] = rehash(slot);
    this.#sketch.restore(counters);
    this.#sketch.widen(this.#facts.taken);
    this.#ghosts.clear();
    this.#adopt(setting);
    this.#shadows = this.#newShadows();
    this.#watched = false;
    this.#remembered = new Map();
    for (const segment of MOST_WANTED_FIRST) for (const hash of order[segment]) this.#remembered.set(hash, segment);
  }

  #count(slot: number, hit: boolean): void {
    const hash = this.#facts.hash[slot]!;
    this.#sketch.add(hash);
    if (!this.#watched) {
      if (this.bytes < this.#budget * WATCHED_FROM) return;
      this.#beginWatching();
    }
    if (!this.#shadows.samples(hash)) return;
    this.#shadows.request(hash, this.#facts.bytes[slot]!, hit);
    if (this.#shadows.setting !== this.#setting) this.#adopt(this.#shadows.setting);
  }

  #adopt(setting: number): void {
    this.#setting = setting;
    this.#segments.setSetting(SETTINGS[setting]!);
  }

  /** Gives the shadows what is held, the least wanted first: they begin as they would be had they run all the time. */
  #beginWatching(): void {
    this.#watched = true;
    for (const slot of this.fromLeastWanted()) {
      const hash = this.#facts.hash[slot]!;
      if (!this.#shadows.samples(hash)) continue;
      this.#shadows.admit(hash, this.#facts.bytes[slot]!, this.#segments.segmentOf(slot) === PROTECTED);
    }
  }

  #newShadows(): Shadows {
    return new Shadows({ sketch: this.#sketch, budget: this.#budget, setting: this.#setting });
  }
}
