/**
 * What is no longer valid, by stamp: an entry counts only if its stamp is greater than that of the last invalidation of
 * each of its tags, of the last deletion of its key, and of the last clear. A floor stands in for what was forgotten.
 */
import type { EntryFacts, Stamp } from '../../entry.ts';
import type { Level } from '../../level.ts';

/** The name under which the deletion of a key stands among the tags; no tag begins so. */
export const deletionOf = (key: string) => `=${key}`;

export interface Invalidations {
  /** Notes tags (and `deletionOf` keys). */
  note(tags: readonly string[], stamp: Stamp): void;
  /** Notes that everything, or everything of a level, is no longer valid. The tags below are forgotten. */
  raise(level: Level | null, stamp: Stamp): void;
  overtook(facts: Pick<EntryFacts, 'key' | 'level' | 'tags' | 'stamp'>): boolean;
  /** The stamp below which half of the tags lie: what a floor has to be raised to, to forget them. */
  middle(): Stamp;
  readonly size: number;
}

/** A tag map of this size takes some 15 MB. */
export const MOST_TAGS = 100_000;

export function createInvalidations(): Invalidations {
  const tags = new Map<string, Stamp>();
  const floors = new Map<Level, Stamp>();
  let floor: Stamp = 0;

  return {
    note(names, stamp) {
      for (const name of names) tags.set(name, Math.max(stamp, tags.get(name) ?? 0));
    },
    raise(level, stamp) {
      if (level === null) {
        floor = Math.max(floor, stamp);
        for (const [tag, tagStamp] of tags) if (tagStamp <= floor) tags.delete(tag);
      } else floors.set(level, Math.max(stamp, floors.get(level) ?? 0));
    },
    overtook({ key, level, tags: own, stamp }) {
      if (stamp <= floor || stamp <= (floors.get(level) ?? 0)) return true;
      if (tags.size === 0) return false;
      if (stamp <= (tags.get(deletionOf(key)) ?? 0)) return true;
      return own.some((tag) => stamp <= (tags.get(tag) ?? 0));
    },
    middle() {
      const stamps = Float64Array.from(tags.values()).sort();
      return stamps[stamps.length >> 1] ?? floor;
    },
    get size() {
      return tags.size;
    },
  };
}
