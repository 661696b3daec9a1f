/** Puts and takes away single values of a family, in the same order of events as loads and invalidations. */

import { deepFreeze } from '../codec/index.ts';
import type { RedisTier } from '../tiers/index.ts';
import { type FamilyState, tagsForRedis, tagsOf } from './family-state.ts';
import type { HeldEntry } from './held-entry.ts';
import type { Invalidation } from './invalidation.ts';
import type { Keeping } from './keeping.ts';
import { freshEntry } from './make-entry.ts';
import type { CoreParts } from './parts.ts';
import { keyTag } from './tag-table.ts';

export interface Writes {
  set(input: unknown, value: unknown, version?: string): Promise<void>;
  delete(input: unknown): Promise<void>;
}

export function createWrites(
  parts: CoreParts,
  state: FamilyState,
  { keeping, invalidation }: { keeping: Keeping; invalidation: Invalidation },
): Writes {
  const { flights, redis, backoff, tags, nextStamp, now } = parts;
  const { family, prefix } = state;

  /**
   * What others have of the key must go. Where there is a source, nobody can say whether it has changed since the caller
   * asked it, so that others ask it themselves; where there is none, this is the value, and Redis gets it.
   */
  async function replaceInRedis(redis: RedisTier, key: string, { stamp, tags }: HeldEntry) {
    await redis.deleteMany([key], stamp);
    if (family.hasSource !== false) return undefined;
    return (await redis.readMany([{ key, tags: tagsForRedis(tags) }])).lease;
  }

  return {
    async set(input, value, version) {
      const key = prefix + family.key(input);
      deepFreeze(value);
      // Whatever a tier still has of this key is older than this.
      tags.note([keyTag(key)], nextStamp(), now());
      const stamp = nextStamp();
      flights.revokeKeys([key]);
      backoff.forget(key);
      const entry = freshEntry(parts, state, {
        key,
        tags: tagsOf(state, input),
        input,
        stamp,
        bornAt: now(),
        loadMilliseconds: 0,
        version: version ?? null,
        missing: false,
        value,
        encodedBytes: null,
      });
      keeping.hold(entry);
      const lease = redis !== null && state.onRedis ? await replaceInRedis(redis, key, entry) : undefined;
      await keeping.write(state, entry, null, { disk: state.onDisk, redis: lease === undefined ? null : { lease } });
    },
    async delete(input) {
      await invalidation.drop([prefix + family.key(input)]);
    },
  };
}
