/**
 * Writes what was loaded without a lease, because Redis was away then. It takes the versions of now, and it may: the
 * log shows that no other process has invalidated any of it since this one last heard of them.
 */
import type { StoredEntry } from '../../entry.ts';
import type { BusPosition, MissedWrite } from '../recovery/recovery-store.ts';
import type { Bus } from './bus.ts';
import type { Line } from './bus-line.ts';
import type { Entries } from './entries.ts';
import { SHARED } from './names.ts';

export interface AdoptOptions {
  readonly entries: Entries;
  readonly bus: Bus;
  readonly scopeOf: (key: string) => string;
}

function overtakes(line: Line, scope: string, { key, level, tags }: StoredEntry): boolean {
  if (scope !== SHARED && scope !== line.dataset) return false;
  const { did } = line;
  switch (did.type) {
    case 'invalidate':
      return tags.some((tag) => did.tags.includes(tag));
    case 'delete':
      return did.keys.includes(key);
    case 'clear':
      return did.level === null || did.level === level;
  }
}

const placeOf = (heard: BusPosition | null) => (heard ? `${heard.run}:${heard.sequence}` : '');

/** Gives the function that writes them. What cannot be shown to be valid is left out: it is loaded again when asked for. */
export function createAdopt({
  entries,
  bus,
  scopeOf,
}: AdoptOptions): (writes: readonly MissedWrite[]) => Promise<void> {
  async function adopt(heard: BusPosition | null, list: readonly StoredEntry[]): Promise<void> {
    // In this order: an act is in the log before it raises a version, so that one which the lease has seen is there.
    const lease = await entries.lease(list);
    const { lines } = await bus.actsSince(heard);
    if (lines === null) return;
    const valid = list.filter((entry) => !lines.some((line) => overtakes(line, scopeOf(entry.key), entry)));
    await entries.write(valid, lease);
  }

  return async (writes) => {
    const byPlace = Map.groupBy(writes, ({ heard }) => placeOf(heard));
    await Promise.all(
      [...byPlace.values()].map((group) =>
        adopt(
          group[0]?.heard ?? null,
          group.map(({ entry }) => entry),
        ),
      ),
    );
  };
}
