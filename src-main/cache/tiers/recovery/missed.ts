/** What Redis missed, as the main thread has it in mind: the newest stamp of each tag, key and level wins. */
import type { EntryFacts, Stamp } from '../../entry.ts';
import type { Level } from '../../level.ts';
import type { MissedInvalidations } from './recovery-store.ts';

export interface Missed extends MissedInvalidations {
  add(missed: MissedInvalidations): void;
  remove(delivered: MissedInvalidations): void;
  /** Whether something with this key and these tags is among it. */
  covers(facts: Pick<EntryFacts, 'key' | 'tags'>): boolean;
  readonly size: number;
}

function addTo<Name>(to: Map<Name, Stamp>, from: ReadonlyMap<Name, Stamp>): void {
  for (const [name, stamp] of from) to.set(name, Math.max(stamp, to.get(name) ?? 0));
}

/** What came again since has a greater stamp, and stays. */
function removeFrom<Name>(from: Map<Name, Stamp>, delivered: ReadonlyMap<Name, Stamp>): void {
  for (const [name, stamp] of delivered) if ((from.get(name) ?? 0) <= stamp) from.delete(name);
}

export function createMissed(): Missed {
  const tags = new Map<string, Stamp>();
  const keys = new Map<string, Stamp>();
  const clears = new Map<Level | null, Stamp>();
  return {
    tags,
    keys,
    clears,
    add(missed) {
      addTo(tags, missed.tags);
      addTo(keys, missed.keys);
      addTo(clears, missed.clears);
    },
    remove(delivered) {
      removeFrom(tags, delivered.tags);
      removeFrom(keys, delivered.keys);
      removeFrom(clears, delivered.clears);
    },
    covers({ key, tags: own }) {
      if (clears.size > 0 || keys.has(key)) return true;
      return tags.size > 0 && own.some((tag) => tags.has(tag));
    },
    get size() {
      return tags.size + keys.size + clears.size;
    },
  };
}
