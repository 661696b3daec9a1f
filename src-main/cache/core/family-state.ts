/** A registered family with what the cache works out about it once. */
import type { Family } from '../family.ts';
import type { Level } from '../level.ts';
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
    meanBytes: FIRST_GUESS_BYTES,
  };
}

/** What an entry carries beside its family's tags: whatever other processes may change, dropped when the bus had a gap. */
export const HEARD_TAG = '\u0001heard';

/** Every entry of a store, whatever days it covers: changes of data do not touch it, clearing a store does. */
export function storeTag(storeId: number): string {
  return `\u0001store:${storeId}`;
}

/** Whether a tag is the cache's own, and nothing to show to people. */
export function isOwnTag(tag: string): boolean {
  return tag.charCodeAt(0) <= 1;
}

/** Gives the tags of an input, sorted and without repeats, those of the cache's own among them. */
export function tagsOf(state: FamilyState, input: unknown): readonly string[] {
  const storeId = state.family.storeId(input);
  const tags = [...state.family.tags(input)];
  if (storeId !== null) tags.push(storeTag(storeId));
  if (state.shared) tags.push(HEARD_TAG);
  return [...new Set(tags)].sort();
}

/** Redis is not asked about what only concerns this process. */
export function tagsForRedis(tags: readonly string[]): readonly string[] {
  return tags.filter((tag) => tag !== HEARD_TAG);
}
