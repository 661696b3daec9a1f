/**
 * Miniature caches that run beside the real one, each in another setting, on a sample of the keys and a budget as much
 * smaller (Waldspurger and others, "Cache Modeling and Optimization using Miniature Simulations", USENIX ATC 2017). The
 * one that leads has the setting that the real cache should have now.
 */
import type { FrequencySketch } from './frequency-sketch.ts';
import { Ghosts } from './ghosts.ts';
import { Lead } from './lead.ts';
import { Segments } from './segments.ts';
import { SETTINGS } from './settings.ts';
import { SlotFacts } from './slot-facts.ts';
import { SlotTable } from './slot-table.ts';

/** Only half as many keys are sampled when the shadows together hold more entries than this, to keep them cheap. */
const MOST_ENTRIES = 8_192;
/** So many do once the lead is settled: the rest of the time is then saved. */
const MOST_ENTRIES_SETTLED = MOST_ENTRIES / 4;
/** Twice as many keys are sampled when they hold less than this share of the most, because few entries say little. */
const FEW = 1 / 4;
/** Sampled requests between two looks at who leads. */
const EPOCH = 50;

/** No loser is let in by luck: shadows are compared, and luck would be taken for merit. */
const NO_LUCK = () => 1;

export interface ShadowsOptions {
  readonly sketch: FrequencySketch;
  readonly budget: number;
  /** The place of the setting that counts as leading at the beginning. */
  readonly setting: number;
}

export class Shadows {
  readonly #facts = new SlotFacts();
  readonly #table = new SlotTable(this.#facts);
  readonly #caches: readonly Segments[];
  /** By slot one bit a cache: whether it holds the slot. A slot that none holds is given back. */
  #held = new Uint8Array(this.#facts.room);
  readonly #lead: Lead;
  #requests = 0;
  #budget: number;
  /** Keys whose hash begins with so many zeros are sampled: one in 2^zeros. */
  #zeros = 0;
  #most = MOST_ENTRIES;
  #entering = 0;

  constructor({ sketch, budget, setting: leader }: ShadowsOptions) {
    this.#budget = budget;
    this.#lead = new Lead(
      SETTINGS.map(({ windowShare }) => windowShare),
      leader,
    );
    this.#caches = SETTINGS.map((setting, cache) => {
      const onEvict = (slot: number) => this.#leave(cache, slot);
      const ghosts = setting.admission === 'return' ? new Ghosts(budget) : null;
      return new Segments({ facts: this.#facts, sketch, budget, setting, ghosts, random: NO_LUCK, onEvict });
    });
  }

  /** The place of the leader's setting. */
  get setting(): number {
    return this.#lead.leader;
  }

  samples(hash: number): boolean {
    return Math.clz32(hash) >= this.#zeros;
  }

  /** Asks all shadows for a key that is sampled; those that do not have it let it in. `hit`: the real cache had it. */
  request(hash: number, bytes: number, hit: boolean): void {
    if (hit) this.#lead.ownHits++;
    let slot = this.#table.find(hash);
    if (slot === 0) slot = this.#take(hash, bytes);
    this.#entering = slot;
    const held = this.#held[slot]!;
    const { hits } = this.#lead;
    for (let cache = 0; cache < SETTINGS.length; cache++) {
      const bit = 1 << cache;
      if ((held & bit) !== 0) {
        hits[cache]!++;
        this.#caches[cache]!.touch(slot);
      } else {
        this.#held[slot]! |= bit;
        this.#caches[cache]!.add(slot);
      }
    }
    this.#entering = 0;
    if (this.#held[slot] === 0) this.#free(slot);
    if (this.#facts.taken > this.#most) this.#sampleFewer();
    if (++this.#requests % EPOCH === 0) this.#endEpoch();
  }

  /** Lets in a key that is sampled, without counting a hit or a miss. */
  admit(hash: number, bytes: number, usedAgain: boolean): void {
    if (this.#table.find(hash) !== 0) return;
    const slot = this.#take(hash, bytes);
    this.#entering = slot;
    for (let cache = 0; cache < SETTINGS.length; cache++) {
      this.#held[slot]! |= 1 << cache;
      this.#caches[cache]!.add(slot);
      if (usedAgain && (this.#held[slot]! & (1 << cache)) !== 0) this.#caches[cache]!.touch(slot);
    }
    this.#entering = 0;
    if (this.#held[slot] === 0) this.#free(slot);
    if (this.#facts.taken > this.#most) this.#sampleFewer();
  }

  /** The key's entry is gone for a reason that no policy can help: the shadows lose it too. */
  forget(hash: number): void {
    const slot = this.#table.find(hash);
    if (slot !== 0) this.#drop(slot);
  }

  resize(hash: number, bytes: number): void {
    const slot = this.#table.find(hash);
    if (slot === 0) return;
    const difference = bytes - this.#facts.bytes[slot]!;
    const held = this.#held[slot]!;
    this.#facts.bytes[slot] = bytes;
    this.#entering = slot;
    for (let cache = 0; cache < SETTINGS.length; cache++) {
      if ((held & (1 << cache)) !== 0) this.#caches[cache]!.resize(slot, difference);
    }
    this.#entering = 0;
    if (this.#held[slot] === 0) this.#free(slot);
  }

  setBudget(budget: number): void {
    this.#budget = budget;
    const own = budget / 2 ** this.#zeros;
    for (const cache of this.#caches) cache.setBudget(own);
  }

  #endEpoch(): void {
    this.#lead.decide(EPOCH, this.#caches[this.#lead.leader]!.count);
    this.#most = this.#lead.settled ? MOST_ENTRIES_SETTLED : MOST_ENTRIES;
    if (this.#zeros > 0 && this.#facts.taken < this.#most * FEW) {
      this.#zeros--;
      this.setBudget(this.#budget);
    }
  }

  #sampleFewer(): void {
    this.#zeros++;
    for (const slot of this.#table.slots()) if (!this.samples(this.#facts.hash[slot]!)) this.#drop(slot);
    this.setBudget(this.#budget);
  }

  #take(hash: number, bytes: number): number {
    const slot = this.#facts.take(hash, bytes);
    if (slot >= this.#held.length) {
      const held = new Uint8Array(this.#facts.room);
      held.set(this.#held);
      this.#held = held;
    }
    this.#held[slot] = 0;
    this.#table.add(slot);
    return slot;
  }

  /** A cache has evicted the slot. The one that is asked for just now must not be given away under the next cache's hands. */
  #leave(cache: number, slot: number): void {
    this.#held[slot]! &= ~(1 << cache);
    if (this.#held[slot] === 0 && slot !== this.#entering) this.#free(slot);
  }

  #drop(slot: number): void {
    const held = this.#held[slot]!;
    for (let cache = 0; cache < SETTINGS.length; cache++) {
      if ((held & (1 << cache)) !== 0) this.#caches[cache]!.remove(slot);
    }
    this.#held[slot] = 0;
    this.#free(slot);
  }

  #free(slot: number): void {
    this.#table.remove(slot);
    this.#facts.release(slot);
  }
}
