/** Drops entries for people who want them dropped, and says beforehand what that would cost. */
import type { ClearTarget } from '#shared/contract/index.ts';
import type { MemoryEntry } from '../entry.ts';
import { plainTag, storeTag } from './family-state.ts';
import type { Invalidation } from './invalidation.ts';
import type { CoreParts } from './parts.ts';

export interface ClearCost {
  readonly entries: number;
  readonly bytes: number;
  /** How long it took to load what would be dropped, one after another. */
  readonly reloadMilliseconds: number;
}

/** Gives what lies in memory and would go. Disk and Redis hold it a second time: it is not counted twice. */
export function clearCost({ memory }: CoreParts, target: ClearTarget): ClearCost {
  let entries = 0;
  let bytes = 0;
  let reloadMilliseconds = 0;
  for (const entry of memory.entries()) {
    if (!isMeant(entry, target)) continue;
    entries += 1;
    bytes += entry.bytes;
    reloadMilliseconds += entry.loadMilliseconds;
  }
  return { entries, bytes, reloadMilliseconds };
}

/** Resolves when nothing of it is given any more, here and by any process on the same Redis. Gives what it cost. */
export async function clear(parts: CoreParts, invalidation: Invalidation, target: ClearTarget): Promise<ClearCost> {
  const cost = clearCost(parts, target);
  const { memory } = parts;
  const meant = [...memory.entries()].filter((entry) => isMeant(entry, target));
  // What people clear is told apart from what data made invalid.
  for (const { key } of meant) memory.delete(key, 'cleared');
  switch (target.what) {
    case 'all':
      await invalidation.clear(null);
      break;
    case 'level':
      await invalidation.clear(target.level);
      break;
    case 'store':
      await invalidation.invalidate([storeTag(target.storeId)]);
      break;
    case 'tag':
      await invalidation.invalidate([target.tag]);
      break;
    case 'key':
      await invalidation.drop([target.key]);
  }
  return cost;
}

function isMeant(entry: MemoryEntry, target: ClearTarget): boolean {
  switch (target.what) {
    case 'all':
      return true;
    case 'level':
      return entry.level === target.level;
    case 'store':
      return entry.storeId === target.storeId;
    case 'tag':
      return entry.tags.some((tag) => plainTag(tag) === target.tag);
    case 'key':
      return entry.key === target.key;
  }
}
