/** A registered family with what the cache works out about it once. */
import type { Family } from '../family.ts';
import { LEVELS, type Level } from '../level.ts';
import type { BusScope } from '../tier.ts';
import type { HeldEntry } from './held-entry.ts';
import { counterOf } from './statistics.ts';

export interface FamilyState {
  readonly family: Family<unknown, unknown>;
  readonly name: string;
  readonly level: Level;
  /** What its keys begin with. */
  readonly prefix: string;
  readonly onDisk: boolean;
  readonly onRedis: boolean;
  /** Whether other processes may change what it holds, so that its entries need the bus to be trusted. */
  readonly shared: boolean;
  readonly hitCounter: number;
  readonly missingCounter: number;
  /** What lies in memory, by the keys without the family's name: a hit need not put the two together. */
  readonly shelf: Map<string, HeldEntry>;
  /** What an entry is charged until its encoded length is known: the mean of those before. */
  meanBytes: number;
}

export interface Surroundings {
  readonly hasDisk: boolean;
  readonly hasRedis: boolean;
  /** Whether other processes work on the same data set. */
  readonly datasetShared: boolean;
}

const FIRST_GUESS_BYTES = 1_024;

export function familyState(family: Family<unknown, unknown>, around: Surroundings): FamilyState {
  const onRedis = around.hasRedis && family.tiers.includes('redis');
  return {
    family,
    name: family.name,
    level: family.level,
    prefix: `${family.name}:`,
    onDisk: around.hasDisk && family.tiers.includes('disk'),
    onRedis,
    shared: onRedis && (family.scope === 'shared' || around.datasetShared),
    hitCounter: counterOf(family.level, 'memoryHits'),
    missingCounter: counterOf(family.level, 'missing'),
    shelf: new Map(),
    meanBytes: FIRST_GUESS_BYTES,
  };
}

/*
 * Tags of the cache's own begin with \u0001, and no others do. Tags of `shared` families carry a \u0002 in this process, so
 * that what a PC with other data makes invalid does not meet this PC's own data under the same name.
 */

/** What other processes may change, by scope and level: it is dropped when the bus had a gap. */
export function heardTags(scope: BusScope, level: Level | null): string[] {
  const scopes = scope === 'all' ? ['shared', 'dataset'] : ['shared'];
  return scopes.flatMap((one) => (level === null ? LEVELS : [level]).map((of) => `\u0001heard:${one}:${of}`));
}

/** Every entry of a store, whatever days it covers: changes of data do not touch it, clearing a store does. */
export function storeTag(storeId: number): string {
  return `\u0001store:${storeId}`;
}

/** Gives what a tag is called among the entries of `shared` families. */
export function sharedTag(tag: string): string {
  return `\u0002${tag}`;
}

/** Gives the tag as people know it; null when it is the cache's own. */
export function plainTag(tag: string): string | null {
  if (tag.startsWith('\u0001')) return null;
  return tag.startsWith('\u0002') ? tag.slice(1) : tag;
}

/** Gives the tags of an input, sorted and without repeats, those of the cache's own among them. */
export function tagsOf({ family, level, shared }: FamilyState, input: unknown): readonly string[] {
  const storeId = family.storeId(input);
  const tags = family.tags(input).concat(storeId === null ? [] : [storeTag(storeId)]);
  const own = family.scope === 'shared' ? tags.map(sharedTag) : tags;
  const heard = shared ? [`\u0001heard:${family.scope}:${level}`] : [];
  return [...new Set([...own, ...heard])].sort();
}

/** Redis knows scopes by itself, and is not asked about what only concerns this process. */
export function tagsForRedis(tags: readonly string[]): readonly string[] {
  return tags
    .filter((tag) => !tag.startsWith('\u0001heard:'))
    .map((tag) => (tag.startsWith('\u0002') ? tag.slice(1) : tag));
}
