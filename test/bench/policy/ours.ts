import type { MemoryEntry } from '../../../src-main/cache/entry.ts';
import { createMemory } from '../../../src-main/cache/memory/index.ts';
import { generator } from './random.ts';
import type { PolicyMaker } from './replay.ts';

const FAR_AWAY = 1_000_000_000;

export function entryOf(key: string, bytes: number): MemoryEntry {
  return {
    key,
    level: 'L4',
    family: 'bench',
    tags: [],
    storeId: null,
    stamp: 1,
    bornAt: 0,
    freshUntil: FAR_AWAY,
    goneAt: FAR_AWAY,
    loadMilliseconds: 1,
    version: null,
    missing: false,
    value: key,
    bytes,
  };
}

/** The memory tier itself, as the cache uses it: asked for a key, and given the entry where it had none. */
export const ours: PolicyMaker = ({ bytes }, capacity) => {
  const memory = createMemory({ budget: capacity, random: generator(1), onEvict: () => undefined });
  return (number) => {
    const key = String(number);
    if (memory.get(key) !== undefined) return true;
    memory.set(entryOf(key, bytes === null ? 1 : bytes[number]!));
    return false;
  };
};
