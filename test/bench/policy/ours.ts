import { createMemory } from '../../../src-main/cache/memory/index.ts';
import { generator } from './random.ts';
import type { PolicyMaker } from './replay.ts';

const OVERHEAD_FREE = { level: 'L4', family: 'bench', tags: [], storeId: null, stamp: 1, bornAt: 0 } as const;

/** The memory tier itself, as the cache uses it: asked for a key, and given the entry where it had none. */
export const ours: PolicyMaker = ({ bytes }, capacity) => {
  const memory = createMemory({ budget: capacity, random: generator(1), onEvict: () => undefined });
  return (number) => {
    const key = String(number);
    if (memory.get(key) !== undefined) return true;
    memory.set({
      ...OVERHEAD_FREE,
      key,
      freshUntil: 1_000_000,
      goneAt: 1_000_000,
      loadMilliseconds: 1,
      version: null,
      missing: false,
      value: number,
      bytes: bytes === null ? 1 : bytes[number]!,
    });
    return false;
  };
};
