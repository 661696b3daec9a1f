/** An entry in memory together with what a read of it needs at once, so that a hit only compares numbers and hands out. */
import type { MemoryEntry, Stamp } from '../entry.ts';
import type { Answer } from '../family.ts';
import type { Level, Lifetime, TierName } from '../level.ts';
import type { Content } from './content.ts';

/** Facts of an entry and its places in the indexes. */
const ENTRY_BYTES = 400;
/** The tag's text, which entries seldom share, and the entry's place under it. */
const TAG_BYTES = 64;

/** Gives what a memory budget is charged for an entry beside its encoded bytes. */
export function overheadBytes({ key, tags }: { readonly key: string; readonly tags: readonly string[] }): number {
  return ENTRY_BYTES + key.length + tags.length * TAG_BYTES;
}

/**
 * How far before its end an entry may be refreshed early, in units of beta times its load time. A draw reaches this far
 * once in 10^8.7 reads (e^-20), so that nearer reads need not draw at all.
 */
const EARLY_REACH = 20;

/** By so much a clock may have gone back before an entry that seems to come from the future is doubted. */
const CLOCK_SLACK_MILLISECONDS = 60_000;

export interface HeldFacts extends Omit<MemoryEntry, 'freshUntil' | 'goneAt' | 'value'> {
  readonly content: Content;
  readonly freshUntil: number;
  readonly goneAt: number;
  /** The family's beta when it was loaded. */
  readonly beta: number;
  /** Where the statistics count a hit of it, and its store. */
  readonly hitCounter: number;
  readonly storeSlot: number;
  /** Whether other processes may invalidate it. */
  readonly shared: boolean;
  /** Its family's entries in memory, by their keys without the family's name: it stands there while it is held. */
  readonly shelf: Map<string, HeldEntry>;
}

export class HeldEntry implements MemoryEntry {
  readonly key: string;
  readonly level: Level;
  readonly family: string;
  readonly tags: readonly string[];
  readonly storeId: number | null;
  readonly stamp: Stamp;
  readonly bornAt: number;
  readonly freshUntil: number;
  readonly goneAt: number;
  readonly loadMilliseconds: number;
  readonly version: string | null;
  readonly missing: boolean;
  readonly content: Content;
  bytes: number;
  readonly shared: boolean;
  readonly hitCounter: number;
  readonly storeSlot: number;
  /** From then on a hit may have to refresh. */
  readonly earlyFrom: number;
  /** Before then the clock has gone back too far to believe in the entry's age. */
  readonly credibleFrom: number;
  readonly beta: number;
  readonly shelf: Map<string, HeldEntry>;
  /** When the policy was last told of a read. */
  countedAt = Number.NEGATIVE_INFINITY;
  /** Reads of late, and when the last was; for people who look at the cache. */
  hits = 0;
  askedAt = 0;
  /** What every plain hit is given. */
  promise: Promise<Answer<unknown>> | null = null;
  answer: Answer<unknown> | null = null;

  constructor(facts: HeldFacts) {
    this.key = facts.key;
    this.level = facts.level;
    this.family = facts.family;
    this.tags = facts.tags;
    this.storeId = facts.storeId;
    this.stamp = facts.stamp;
    this.bornAt = facts.bornAt;
    this.freshUntil = facts.freshUntil;
    this.goneAt = facts.goneAt;
    this.loadMilliseconds = facts.loadMilliseconds;
    this.version = facts.version;
    this.missing = facts.missing;
    this.content = facts.content;
    this.bytes = facts.bytes;
    this.shared = facts.shared;
    this.hitCounter = facts.hitCounter;
    this.storeSlot = facts.storeSlot;
    this.beta = facts.beta;
    this.shelf = facts.shelf;
    this.earlyFrom = facts.freshUntil - facts.loadMilliseconds * facts.beta * EARLY_REACH;
    this.credibleFrom = facts.bornAt - CLOCK_SLACK_MILLISECONDS;
  }

  /** @throws AppError CACHE_PAYLOAD_UNREADABLE, as all that hands it out. */
  get value(): unknown {
    return this.content.value;
  }
}

/** The part of its key behind the family's name. */
export function shortKey({ key, family }: Pick<MemoryEntry, 'key' | 'family'>): string {
  return key.slice(family.length + 1);
}

/** Gives what a plain hit is answered with: always the same object. */
export function memoryAnswer(entry: HeldEntry): Answer<unknown> {
  entry.answer ??= answerOf(entry, 'memory', false);
  return entry.answer;
}

export function answerOf(entry: HeldEntry, from: TierName | 'load', stale: boolean): Answer<unknown> {
  return Object.freeze({ value: entry.value, missing: entry.missing, bornAt: entry.bornAt, stale, from });
}

/** Whether the entry counts as current. A clock that went back makes it stale, never current for longer. */
export function isFresh(entry: HeldEntry, now: number): boolean {
  return now < entry.freshUntil && now >= entry.credibleFrom;
}

/**
 * Whether this read of a fresh entry should refresh it before its end: XFetch, Vattani et al., "Optimal Probabilistic
 * Cache Stampede Prevention" (VLDB 2015): now - delta * beta * ln(random) >= end.
 * @param random in [0, 1)
 */
export function wantsEarlyRefresh(entry: HeldEntry, now: number, random: number): boolean {
  return now - entry.loadMilliseconds * entry.beta * Math.log(1 - random) >= entry.freshUntil;
}

/** Gives until when something that was born then is fresh, and when it is gone. A missing one has no grace. */
export function lifeOf(
  bornAt: number,
  missing: boolean,
  { lifetime, missingTtl, random }: { lifetime: Lifetime; missingTtl: number; random: number },
): { freshUntil: number; goneAt: number } {
  const ttl = missing ? missingTtl : lifetime.ttl;
  const freshUntil = bornAt + ttl * (1 - lifetime.jitter * random);
  return { freshUntil, goneAt: missing ? freshUntil : freshUntil + lifetime.grace };
}
