/**
 * When what was last invalidated, in this engine's order of events. An entry is valid iff its stamp is greater than those
 * of its level's clearing and of all its tags. Forgetting a tag can only make entries invalid, never valid.
 */
import type { EntryFacts, Stamp } from '../entry.ts';
import { LEVELS, type Level } from '../level.ts';

export interface TagTable {
  /** `at`: UTC milliseconds, for people. */
  note(tags: readonly string[], stamp: Stamp, at: number): void;
  noteClear(level: Level | null, stamp: Stamp): void;
  /** All tiers know of what was noted up to this stamp, so that it may be forgotten. */
  confirm(stamp: Stamp): void;
  valid(entry: Pick<EntryFacts, 'key' | 'level' | 'tags' | 'stamp'>): boolean;
  /** How many confirmed tags were forgotten so far: whoever read a tier before that has to read again. */
  readonly forgotten: number;
  /** UTC milliseconds; null: not lately. */
  invalidatedAt(tag: string): number | null;
}

/** A key that was deleted or replaced stands among the tags under a name that no tag has. */
export function keyTag(key: string): string {
  return `\u0000${key}`;
}

interface Noted {
  readonly stamp: Stamp;
  readonly at: number;
}

/** So many are remembered at most, confirmed or not: some 25 MB. Beyond, the oldest raise the floor for everything. */
const MOST_TAGS = 200_000;
/** Confirmed ones beyond this are forgotten, the oldest first. */
const ENOUGH_TAGS = 20_000;

export function createTagTable(most = MOST_TAGS, enough = ENOUGH_TAGS): TagTable {
  const noted = new Map<string, Noted>();
  const cleared = new Map<Level, Stamp>(LEVELS.map((level) => [level, 0]));
  let floor: Stamp = 0;
  let confirmed: Stamp = 0;
  let forgotten = 0;

  function trim(): void {
    for (const [tag, { stamp }] of noted) {
      if (noted.size <= enough) return;
      // Those behind were noted later.
      if (stamp > confirmed) break;
      noted.delete(tag);
      forgotten += 1;
    }
    for (const [tag, { stamp }] of noted) {
      if (noted.size <= most) return;
      floor = Math.max(floor, stamp);
      noted.delete(tag);
    }
  }

  return {
    note(tags, stamp, at) {
      for (const tag of tags) {
        // Anew at the end, so that the map stays in the order of stamps.
        noted.delete(tag);
        noted.set(tag, { stamp, at });
      }
      if (noted.size > enough) trim();
    },
    noteClear(level, stamp) {
      if (level === null) floor = Math.max(floor, stamp);
      else cleared.set(level, stamp);
    },
    confirm(stamp) {
      confirmed = Math.max(confirmed, stamp);
    },
    valid({ key, level, tags, stamp }) {
      if (stamp <= floor || stamp <= cleared.get(level)!) return false;
      if (noted.size === 0) return true;
      if ((noted.get(keyTag(key))?.stamp ?? 0) >= stamp) return false;
      for (const tag of tags) if ((noted.get(tag)?.stamp ?? 0) >= stamp) return false;
      return true;
    },
    get forgotten() {
      return forgotten;
    },
    invalidatedAt: (tag) => noted.get(tag)?.at ?? null,
  };
}
