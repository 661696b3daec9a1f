/** Puts and takes away single values of a family, in the same order of events as loads and invalidations. */

import { deepFreeze } from '../codec/index.ts';
import { type FamilyState, tagsOf } from './family-state.ts';
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
      await keeping.write(state, entry, null, { disk: state.onDisk, redis: null });
      if (state.onRedis && redis !== null) await redis.deleteMany([key], stamp);
    },
    async delete(input) {
      await invalidation.drop([prefix + family.key(input)]);
    },
  };
}
