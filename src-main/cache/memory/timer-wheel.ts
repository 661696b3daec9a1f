/**
 * When slots end. Every slot that is scheduled lies in exactly one bucket: of the due ones, or of the wheel whose span
 * its time still to go fits into (hierarchical timing wheels, Varghese and Lauck 1987). Neither a clock that jumps nor a
 * thousand slots that end together make a call long: it looks at no more slots than it is allowed to.
 */
import { grown } from '../policy/index.ts';

const TICK_MILLISECONDS = 1_024;
/** Each wheel has 64 buckets, each as long as the whole wheel before it: 65 s, 70 min, 3 days, 199 days. */
const WHEELS = 4;
const BUCKETS = 64;
/** Bucket numbers: 0 the due slots, then the wheels' buckets, at last what lies behind all wheels. */
const DUE = 0;
const FIRST_BUCKET = 1;
const BEYOND = FIRST_BUCKET + WHEELS * BUCKETS;
const LISTS = BEYOND + 1;
const FEWEST_SLOTS = 64;

const tickOf = (milliseconds: number) => Math.floor(milliseconds / TICK_MILLISECONDS);
/** How many ticks a bucket is long, by wheel. */
const SPANS = Array.from({ length: WHEELS }, (_, wheel) => BUCKETS ** wheel);

export class TimerWheel {
  /** Neighbours by list number, and by slot behind those; each list is a ring through its own number. */
  #next: Int32Array;
  #previous: Int32Array;
  #ends = new Float64Array(FEWEST_SLOTS);
  #tick: number | null = null;

  constructor() {
    this.#next = rings(LISTS + FEWEST_SLOTS);
    this.#previous = rings(LISTS + FEWEST_SLOTS);
  }

  /** Schedules a slot that is not scheduled. `begin`: a time of now or before, wanted for the very first one only. */
  add(slot: number, endsAt: number, begin: number): void {
    if (slot >= this.#ends.length) this.#grow(Math.max(slot + 1, this.#ends.length * 2));
    this.#tick ??= tickOf(begin);
    this.#ends[slot] = endsAt;
    this.#place(slot);
  }

  /** Takes a slot out; one that is not scheduled is left alone. */
  remove(slot: number): void {
    if (slot >= this.#ends.length) return;
    this.#cut(LISTS + slot);
  }

  /**
   * Gives slots whose end is at or before `now` to `onEnd`, which must remove them; looks at no more than `most` slots,
   * and goes on with the others at the next call. Gives how many ended.
   */
  advance(now: number, most: number, onEnd: (slot: number) => void): number {
    this.#turnTo(tickOf(now));
    let ended = 0;
    let firstKept = DUE;
    for (let looked = 0; looked < most; looked++) {
      const node = this.#next[DUE]!;
      if (node === DUE || node === firstKept) break;
      const slot = node - LISTS;
      if (this.#ends[slot]! <= now) {
        onEnd(slot);
        ended++;
        continue;
      }
      // It ends later within this tick, or its bucket was a coarse one.
      this.#cut(node);
      const bucket = this.#place(slot);
      if (bucket === DUE && firstKept === DUE) firstKept = node;
    }
    return ended;
  }

  /** Makes due what lies in the buckets that have been passed. */
  #turnTo(tick: number): void {
    const before = this.#tick;
    if (before === null || tick === before) return;
    if (tick < before) {
      // A little back only makes due slots wait; far back, all are placed anew against the clock of now.
      if (before - tick < BUCKETS) return;
      for (let bucket = FIRST_BUCKET; bucket <= BEYOND; bucket++) this.#makeDue(bucket);
      this.#tick = tick;
      return;
    }
    this.#tick = tick;
    for (let wheel = 0; wheel < WHEELS; wheel++) {
      const from = Math.floor(before / SPANS[wheel]!);
      const steps = Math.min(Math.floor(tick / SPANS[wheel]!) - from, BUCKETS);
      if (steps === 0) return;
      for (let step = 1; step <= steps; step++) this.#makeDue(bucketAt(wheel, from + step));
    }
    this.#makeDue(BEYOND);
  }

  #place(slot: number): number {
    const bucket = this.#bucketFor(tickOf(this.#ends[slot]!));
    const last = this.#previous[bucket]!;
    const node = LISTS + slot;
    this.#next[node] = bucket;
    this.#previous[node] = last;
    this.#next[last] = node;
    this.#previous[bucket] = node;
    return bucket;
  }

  #bucketFor(end: number): number {
    const tick = this.#tick!;
    if (end <= tick) return DUE;
    for (let wheel = 0; wheel < WHEELS; wheel++) {
      const round = Math.floor(end / SPANS[wheel]!);
      if (round - Math.floor(tick / SPANS[wheel]!) < BUCKETS) return bucketAt(wheel, round);
    }
    return BEYOND;
  }

  /** Appends a whole bucket to the due slots, whatever it holds. */
  #makeDue(bucket: number): void {
    const first = this.#next[bucket]!;
    if (first === bucket) return;
    const last = this.#previous[bucket]!;
    const lastDue = this.#previous[DUE]!;
    this.#next[lastDue] = first;
    this.#previous[first] = lastDue;
    this.#next[last] = DUE;
    this.#previous[DUE] = last;
    this.#next[bucket] = bucket;
    this.#previous[bucket] = bucket;
  }

  #cut(node: number): void {
    const before = this.#previous[node]!;
    const after = this.#next[node]!;
    this.#next[before] = after;
    this.#previous[after] = before;
    this.#next[node] = node;
    this.#previous[node] = node;
  }

  #grow(slots: number): void {
    this.#next = grown(this.#next, rings(LISTS + slots));
    this.#previous = grown(this.#previous, rings(LISTS + slots));
    this.#ends = grown(this.#ends, new Float64Array(slots));
  }
}

/** So many rings of one: each number is its own neighbour. */
function rings(count: number): Int32Array {
  return Int32Array.from({ length: count }, (_, node) => node);
}

/** The bucket of a wheel for the ticks of a round, a round being as long as a bucket. */
function bucketAt(wheel: number, round: number): number {
  return FIRST_BUCKET + wheel * BUCKETS + (round % BUCKETS);
}
