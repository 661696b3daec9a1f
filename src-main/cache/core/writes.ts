/** Puts and takes away single values of a family, in the same order of events as loads and invalidations. */

import { deepFreeze } from '../codec/index.ts';
import { contentOf } from './content.ts';
import { type FamilyState, tagsForRedis, tagsOf } from './family-state.ts';
import type { HeldEntry } from './held-entry.ts';
import type { Invalidation } from './invalidation.ts';
import type { Destination, Keeping } from './keeping.ts';
import { freshEntry } from './make-entry.ts';
import type { CoreParts, CoreRedis } from './parts.ts';

export interface Writes {
  set(input: unknown, value: unknown, version?: string): Promise<void>;
  delete(input: unknown): Promise<void>;
}

export function createWrites(
  parts: CoreParts,
  state: FamilyState,
  { keeping, invalidation }: { keeping: Keeping; invalidation: Invalidation },
): Writes {
  const { redis, backoff, nextStamp, now } = parts;
  const { family, prefix } = state;

  /**
   * What others have of the key must go. Where there is a source, nobody can say whether it has changed since the caller
   * asked it, so that others ask it themselves; where there is none, this is the value, and Redis gets it.
   */
  async function replaceInRedis(redis: CoreRedis, key: string, { stamp, tags }: HeldEntry) {
    await redis.deleteMany([key], stamp);
    if (family.hasSource !== false) return undefined;
    return (await redis.readMany([{ key, tags: tagsForRedis(tags) }])).lease;
  }

  return {
    async set(input, value, version) {
      const key = prefix + family.key(input);
      deepFreeze(value);
      const superseded = invalidation.supersede(key, state);
      const stamp = nextStamp();
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
        content: contentOf(value),
        encodedBytes: null,
      });
      keeping.hold(entry);
      const lease = redis !== null && state.onRedis ? await replaceInRedis(redis, key, entry) : undefined;
      const destination: Destination = { disk: state.onDisk, redis: lease === undefined ? null : { lease } };
      await Promise.all([superseded, keeping.write(state, entry, null, destination).everywhere]);
    },
    async delete(input) {
      await invalidation.drop([prefix + family.key(input)]);
    },
  };
}
