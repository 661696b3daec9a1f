/** Why was this a miss? Where a key lies now, tier by tier, why it does not where it does not, and what happened to it. */
import type { CacheExplanation, CacheLevel } from '#shared/contract/index.ts';
import type { EntryFacts } from '../entry.ts';
import type { TierName } from '../level.ts';
import { type FamilyState, plainTag, tagsForRedis } from './family-state.ts';
import type { HeldEntry } from './held-entry.ts';
import type { CoreParts } from './parts.ts';

type Place = CacheExplanation['places'][number];
type Absence = Exclude<Place['reason'], 'present' | 'stale'>;

/** Ends of an entry, as the diary calls them. */
const ENDS: ReadonlySet<string> = new Set(['evicted', 'expired', 'invalidated', 'cleared', 'refused']);

const instant = (at: number) => new Date(at).toISOString();

/** Reads all tiers without counting it as a request. */
export async function explain(
  parts: CoreParts,
  key: string,
  state: FamilyState | undefined,
): Promise<CacheExplanation> {
  const { memory, diaries, tags: table } = parts;
  const entry = memory.peek(key) as HeldEntry | undefined;
  const diary = diaries.get(key);
  const tags = entry?.tags ?? diary?.tags ?? [];
  const places = [
    entry === undefined ? absentFrom('memory', lastEnd(parts, key)) : placeOf(parts, 'memory', entry, entry.bytes),
    diskPlace(parts, key, tags, state),
    await redisPlace(parts, key, tags, state),
  ];
  const events = (diary?.events ?? []).toReversed();
  if (entry !== undefined && entry.hits > 0) {
    events.unshift({ at: entry.askedAt, event: 'hit', detail: `memory, ${entry.hits} times` });
  }
  return {
    key,
    family: state?.name ?? null,
    level: state?.level ?? null,
    places,
    events: events.sort((one, other) => other.at - one.at).map((event) => ({ ...event, at: instant(event.at) })),
    tags: tags.flatMap((tag) => {
      const name = plainTag(tag);
      const at = table.invalidatedAt(tag);
      return name === null ? [] : [{ tag: name, invalidatedAt: at === null ? null : instant(at) }];
    }),
    frequency: memory.frequency(key),
  };
}

function lastEnd({ diaries }: CoreParts, key: string): Absence {
  const end = diaries.get(key)?.events.findLast(({ event }) => ENDS.has(event));
  return end === undefined ? 'never-stored' : (end.event as Absence);
}

function diskPlace({ disk, ...parts }: CoreParts, key: string, tags: readonly string[], state?: FamilyState): Place {
  if (disk === null || state?.onDisk !== true) return absentFrom('disk', 'tier-off');
  const { entry, absence } = disk.examine({ key, tags });
  if (entry === null) return absentFrom('disk', absence ?? 'never-stored');
  return placeOf({ disk, ...parts }, 'disk', entry, entry.payload.length);
}

async function redisPlace(parts: CoreParts, key: string, tags: readonly string[], state?: FamilyState): Promise<Place> {
  const { redis, log } = parts;
  if (redis === null || state?.onRedis !== true) return absentFrom('redis', 'tier-off');
  try {
    const { entries, lease } = await redis.readMany([{ key, tags: tagsForRedis(tags) }]);
    const entry = entries[0] ?? null;
    if (entry !== null) return placeOf(parts, 'redis', entry, entry.payload.length);
    if (lease === null) return absentFrom('redis', 'tier-down');
    return absentFrom('redis', lastEnd(parts, key) === 'invalidated' ? 'invalidated' : 'never-stored');
  } catch (error) {
    log.warn('Redis could not be read', { error: String(error) });
    return absentFrom('redis', 'tier-down');
  }
}

function placeOf({ now }: CoreParts, tier: TierName, entry: EntryFacts, bytes: number): Place {
  return {
    tier,
    found: true,
    bornAt: instant(entry.bornAt),
    freshUntil: instant(entry.freshUntil),
    goneAt: instant(entry.goneAt),
    bytes,
    reason: now() < entry.freshUntil ? 'present' : 'stale',
  };
}

function absentFrom(tier: TierName, reason: Absence): Place {
  return { tier, found: false, bornAt: null, freshUntil: null, goneAt: null, bytes: null, reason };
}

export interface KeyQuery {
  readonly search: string;
  readonly level?: CacheLevel | undefined;
  readonly limit: number;
}

export interface AskedKey {
  readonly key: string;
  readonly level: CacheLevel;
  readonly lastAskedAt: string;
  readonly lastOutcome: string;
  readonly hits: number;
  readonly misses: number;
}

/** Gives the keys that were asked for lately: those that missed lately first, then by when they were asked for. */
export function askedKeys({ memory, diaries }: CoreParts, { search, level, limit }: KeyQuery): AskedKey[] {
  const wanted = (key: string, of: CacheLevel) => (level === undefined || of === level) && key.includes(search);
  const found = new Map<string, AskedKey & { readonly at: number }>();
  for (const diary of diaries.all()) {
    if (!wanted(diary.key, diary.level)) continue;
    const entry = memory.peek(diary.key) as HeldEntry | undefined;
    const hitLast = entry !== undefined && entry.askedAt > diary.lastAt;
    const at = hitLast ? entry.askedAt : diary.lastAt;
    found.set(diary.key, {
      key: diary.key,
      level: diary.level,
      at,
      lastAskedAt: instant(at),
      lastOutcome: hitLast ? 'hit' : diary.lastEvent,
      hits: diary.pastHits + (entry?.hits ?? 0),
      misses: diary.misses,
    });
  }
  for (const entry of memory.entries() as Iterable<HeldEntry>) {
    const { key, askedAt: at, hits } = entry;
    if (hits === 0 || found.has(key) || !wanted(key, entry.level)) continue;
    found.set(key, { key, level: entry.level, at, lastAskedAt: instant(at), lastOutcome: 'hit', hits, misses: 0 });
  }
  return [...found.values()]
    .sort((one, other) => Number(other.misses > 0) - Number(one.misses > 0) || other.at - one.at)
    .slice(0, limit)
    .map(({ at: _, ...key }) => key);
}
