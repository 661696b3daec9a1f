/**
 * Makes values invalid, everywhere and in one order: the stamp is taken, memory emptied, flights revoked and the table
 * noted in one go, so that no read that begins afterwards finds what was before; the tiers follow.
 */
import type { Stamp } from '../entry.ts';
import type { Level } from '../level.ts';
import type { BusMessage, Tier } from '../tier.ts';
import { heardTags, sharedTag } from './family-state.ts';
import type { Keeping } from './keeping.ts';
import type { CoreParts } from './parts.ts';
import { keyTag } from './tag-table.ts';

export interface Invalidation {
  invalidate(tags: readonly string[]): Promise<void>;
  drop(keys: readonly string[]): Promise<void>;
  clear(level: Level | null): Promise<void>;
  /**
   * Makes whatever the disk or a load under way has of a key older than what the caller is about to put in its place.
   * Resolves when that would survive a crash, even if what is put would not.
   */
  supersede(key: string, tiers: { readonly onDisk: boolean; readonly onRedis: boolean }): Promise<void>;
  /** Follows what another process did. */
  hear(message: BusMessage): Promise<void>;
}

type Change =
  | { readonly what: 'tags'; readonly tags: readonly string[] }
  | { readonly what: 'keys'; readonly keys: readonly string[] }
  | { readonly what: 'clear'; readonly level: Level | null };

export interface InvalidationNeeds {
  readonly keeping: Keeping;
  /** Whether any family is `shared`. */
  readonly anyShared: () => boolean;
  readonly isShared: (key: string) => boolean;
}

export function createInvalidation(
  parts: CoreParts,
  { keeping, anyShared, isShared }: InvalidationNeeds,
): Invalidation {
  const { memory, disk, redis, tags: table, flights, diaries, nextStamp, now, log } = parts;
  /** What the disk has not taken yet: until it has, the table answers for it. */
  const untaken = new Set<Stamp>();

  /** Everything that must have happened before the next read. Gives the place in the order. */
  function applyHere(change: Change, stamp: Stamp): void {
    switch (change.what) {
      case 'tags':
        table.note(change.tags, stamp, now());
        memory.invalidate(change.tags);
        keeping.dropInvalid();
        flights.revokeTags(change.tags);
        break;
      case 'keys':
        table.note(change.keys.map(keyTag), stamp, now());
        for (const key of change.keys) {
          memory.delete(key, 'invalidated');
          keeping.drop(key);
          diaries.note(key, 'invalidated', 'key');
        }
        flights.revokeKeys(change.keys);
        break;
      case 'clear':
        table.noteClear(change.level, stamp);
        memory.clear(change.level);
        keeping.dropInvalid();
        flights.revokeLevel(change.level);
    }
  }

  async function tell(tier: Tier, change: Change, stamp: Stamp): Promise<void> {
    if (change.what === 'tags') await tier.invalidate(change.tags, stamp);
    else if (change.what === 'keys') await tier.deleteMany(change.keys, stamp);
    else await tier.clear(change.level, stamp);
  }

  async function tellDisk(change: Change, stamp: Stamp): Promise<void> {
    if (disk === null) return table.confirm(stamp);
    untaken.add(stamp);
    try {
      await tell(disk, change, stamp);
      untaken.delete(stamp);
    } catch (error) {
      log.error('The disk tier has not taken an invalidation', { error: String(error) });
    }
    // Nothing before the oldest that is still open need be remembered for the disk's sake.
    for (const oldest of untaken) return table.confirm(oldest - 1);
    table.confirm(stamp);
  }

  async function tellRedis(change: Change, stamp: Stamp): Promise<void> {
    if (redis === null) return;
    try {
      await tell(redis, change, stamp);
    } catch (error) {
      log.warn('Redis has not taken an invalidation', { error: String(error) });
    }
  }

  /** The same tags among the entries of `shared` families. */
  function inBothScopes(tags: readonly string[]): readonly string[] {
    return anyShared() ? tags.concat(tags.map(sharedTag)) : tags;
  }

  async function everywhere(change: Change): Promise<void> {
    const stamp = nextStamp();
    const own: Change = change.what === 'tags' ? { what: 'tags', tags: inBothScopes(change.tags) } : change;
    applyHere(own, stamp);
    await Promise.all([tellDisk(own, stamp), tellRedis(change, stamp)]);
  }

  async function here(change: Change): Promise<void> {
    const stamp = nextStamp();
    applyHere(change, stamp);
    await tellDisk(change, stamp);
  }

  /** What a message means for this process: of one with other data, only the `shared` families. */
  function meaningOf(message: BusMessage): Change {
    const onlyShared = message.scope === 'shared';
    switch (message.type) {
      case 'invalidate':
        return { what: 'tags', tags: onlyShared ? message.tags.map(sharedTag) : inBothScopes(message.tags) };
      case 'delete':
        return { what: 'keys', keys: onlyShared ? message.keys.filter(isShared) : message.keys };
      case 'clear':
        if (!onlyShared) return { what: 'clear', level: message.level };
        return { what: 'tags', tags: heardTags('shared', message.level) };
      case 'gap':
        return { what: 'tags', tags: heardTags(message.scope, null) };
    }
  }

  return {
    async invalidate(tags) {
      if (tags.length > 0) await everywhere({ what: 'tags', tags });
    },
    drop: (keys) => everywhere({ what: 'keys', keys }),
    async supersede(key, { onDisk, onRedis }) {
      flights.revokeKeys([key]);
      keeping.drop(key);
      // In memory the new value takes the place of the old at once.
      if (!onDisk && !onRedis) return;
      const stamp = nextStamp();
      table.note([keyTag(key)], stamp, now());
      if (onDisk) await tellDisk({ what: 'keys', keys: [key] }, stamp);
    },
    clear: (level) => everywhere({ what: 'clear', level }),
    async hear(message) {
      if (message.type === 'gap' && parts.faults.ignoreGap === true) return;
      await here(meaningOf(message));
    },
  };
}
