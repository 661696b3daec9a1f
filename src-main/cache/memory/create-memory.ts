/**
 * The entries in memory. Each lies under one key, and under one slot that the policy, the tags and the timer know; each
 * that was ever put in is there or was given to `onEvict` exactly once, with the cause.
 */
import type { EvictionCause } from '#shared/contract/index.ts';
import type { MemoryEntry } from '../entry.ts';
import { LEVELS, type Level } from '../level.ts';
import { hashKey, Policy } from '../policy/index.ts';
import { readHeat, writeHeat } from './heat.ts';
import type { LevelUse, Memory, MemoryOptions } from './memory.ts';
import { TagIndex } from './tag-index.ts';
import { TimerWheel } from './timer-wheel.ts';

/** Reads are noted here and handed to the policy together, before anything else changes: that keeps its code hot. */
const MOST_NOTED_READS = 64;

export function createMemory({ budget, onEvict, random }: MemoryOptions): Memory {
  return new SlottedMemory(budget, onEvict, random);
}

class SlottedMemory implements Memory {
  readonly #slots = new Map<string, number>();
  readonly #entries: (MemoryEntry | undefined)[] = [];
  readonly #tags = new TagIndex();
  readonly #timer = new TimerWheel();
  readonly #policy: Policy;
  readonly #onEvict: MemoryOptions['onEvict'];
  readonly #use = new Map<Level, { entries: number; bytes: number }>(
    LEVELS.map((level) => [level, { entries: 0, bytes: 0 }]),
  );
  readonly #reads = new Int32Array(MOST_NOTED_READS);
  #noted = 0;
  #seed: number;
  #budget: number;
  /** The slot that is being put in: if it does not stay, it was refused. */
  #entering = 0;

  constructor(budget: number, onEvict: MemoryOptions['onEvict'], random: () => number) {
    this.#budget = budget;
    this.#onEvict = onEvict;
    this.#seed = Math.floor(random() * 2 ** 32);
    this.#policy = new Policy({
      budget,
      random,
      onEvict: (slot) => this.#forget(slot, slot === this.#entering ? 'refused' : 'size'),
    });
  }

  get bytes(): number {
    return this.#policy.bytes;
  }

  get budget(): number {
    return this.#budget;
  }

  get size(): number {
    return this.#slots.size;
  }

  get windowShare(): number {
    return this.#policy.windowShare;
  }

  get(key: string): MemoryEntry | undefined {
    const slot = this.#slots.get(key);
    if (slot === undefined) return undefined;
    this.#reads[this.#noted++] = slot;
    if (this.#noted === MOST_NOTED_READS) this.#settleReads();
    return this.#entries[slot];
  }

  peek(key: string): MemoryEntry | undefined {
    const slot = this.#slots.get(key);
    return slot === undefined ? undefined : this.#entries[slot];
  }

  set(entry: MemoryEntry): boolean {
    this.#settleReads();
    const known = this.#slots.get(entry.key);
    if (entry.bytes > this.#budget) {
      if (known !== undefined) this.#drop(known, 'replaced');
      this.#onEvict(entry, 'refused');
      return false;
    }
    return known === undefined ? this.#add(entry) : this.#replace(known, entry);
  }

  resize(key: string, bytes: number): void {
    this.#settleReads();
    const slot = this.#slots.get(key);
    if (slot === undefined) return;
    if (bytes > this.#budget) this.#drop(slot, 'size');
    else this.#charge(slot, bytes);
  }

  delete(key: string, cause: EvictionCause): boolean {
    const slot = this.#slots.get(key);
    if (slot === undefined) return false;
    this.#settleReads();
    this.#drop(slot, cause);
    return true;
  }

  invalidate(tags: readonly string[]): number {
    this.#settleReads();
    let dropped = 0;
    for (const tag of tags) {
      for (let slot = this.#tags.oneOf(tag); slot !== 0; slot = this.#tags.oneOf(tag)) {
        this.#drop(slot, 'invalidated');
        dropped++;
      }
    }
    return dropped;
  }

  clear(level: Level | null): number {
    this.#settleReads();
    let dropped = 0;
    for (const slot of this.#policy.fromLeastWanted()) {
      if (level !== null && this.#entries[slot]!.level !== level) continue;
      this.#drop(slot, 'cleared');
      dropped++;
    }
    return dropped;
  }

  expire(now: number, most: number): number {
    this.#settleReads();
    return this.#timer.advance(now, most, (slot) => this.#drop(slot, 'expired'));
  }

  shed(bytes: number): number {
    this.#settleReads();
    let freed = 0;
    for (const level of LEVELS) {
      if (freed >= bytes) break;
      if (this.use(level).entries === 0) continue;
      for (const slot of this.#policy.fromLeastWanted()) {
        if (freed >= bytes) break;
        if (this.#entries[slot]!.level !== level) continue;
        freed += this.#policy.bytesOf(slot);
        this.#drop(slot, 'pressure');
      }
    }
    return freed;
  }

  setBudget(bytes: number): void {
    this.#settleReads();
    this.#budget = bytes;
    this.#policy.setBudget(bytes);
  }

  frequency(key: string): number {
    this.#settleReads();
    return this.#policy.frequency(hashKey(key, this.#seed));
  }

  saveHeat(): Uint8Array {
    this.#settleReads();
    return writeHeat({ seed: this.#seed, ...this.#policy.learnt() });
  }

  restoreHeat(saved: Uint8Array): boolean {
    this.#settleReads();
    const heat = readHeat(saved);
    if (heat === null) return false;
    this.#seed = heat.seed;
    this.#policy.learn(heat, (slot) => hashKey(this.#entries[slot]!.key, heat.seed));
    return true;
  }

  *entries(): Iterable<MemoryEntry> {
    this.#settleReads();
    for (const slot of this.#policy.fromMostWanted()) yield this.#entries[slot]!;
  }

  largest(count: number): readonly MemoryEntry[] {
    return [...this.#slots.values()]
      .sort((one, other) => this.#policy.bytesOf(other) - this.#policy.bytesOf(one))
      .slice(0, count)
      .map((slot) => this.#entries[slot]!);
  }

  use(level: Level): LevelUse {
    return { ...this.#use.get(level)! };
  }

  #add(entry: MemoryEntry): boolean {
    const slot = this.#policy.take(hashKey(entry.key, this.#seed), entry.bytes);
    this.#slots.set(entry.key, slot);
    this.#note(slot, entry);
    this.#entering = slot;
    this.#policy.add(slot);
    this.#entering = 0;
    return this.#entries[slot] === entry;
  }

  #replace(slot: number, entry: MemoryEntry): boolean {
    const old = this.#entries[slot]!;
    this.#unnote(slot, old);
    this.#note(slot, entry);
    this.#onEvict(old, 'replaced');
    this.#entering = slot;
    this.#charge(slot, entry.bytes);
    this.#entering = 0;
    return this.#entries[slot] === entry;
  }

  #charge(slot: number, bytes: number): void {
    this.#use.get(this.#entries[slot]!.level)!.bytes += bytes - this.#policy.bytesOf(slot);
    this.#policy.resize(slot, bytes);
  }

  #drop(slot: number, cause: EvictionCause): void {
    this.#policy.remove(slot);
    this.#forget(slot, cause);
  }

  /** The slot holds nothing any more: says so to everybody but the policy, which knows. */
  #forget(slot: number, cause: EvictionCause): void {
    const entry = this.#entries[slot]!;
    this.#slots.delete(entry.key);
    this.#unnote(slot, entry);
    this.#entries[slot] = undefined;
    this.#onEvict(entry, cause);
  }

  #note(slot: number, entry: MemoryEntry): void {
    this.#entries[slot] = entry;
    this.#tags.add(slot, entry.tags);
    this.#timer.add(slot, entry.goneAt, entry.bornAt);
    const use = this.#use.get(entry.level)!;
    use.entries++;
    use.bytes += this.#policy.bytesOf(slot);
  }

  #unnote(slot: number, entry: MemoryEntry): void {
    this.#tags.remove(slot);
    this.#timer.remove(slot);
    const use = this.#use.get(entry.level)!;
    use.entries--;
    use.bytes -= this.#policy.bytesOf(slot);
  }

  #settleReads(): void {
    const count = this.#noted;
    this.#noted = 0;
    for (let read = 0; read < count; read++) this.#policy.touch(this.#reads[read]!);
  }
}
