import type { MemoryEntry } from '../../../../src-main/cache/entry.ts';

/** An entry with what matters to the memory; frozen, as all that is cached. */
export function memoryEntry(key: string, facts: Partial<MemoryEntry> = {}): MemoryEntry {
  return Object.freeze({
    key,
    level: 'L4',
    family: 'test',
    tags: [],
    storeId: null,
    stamp: 1,
    bornAt: 0,
    freshUntil: 1_000,
    goneAt: 2_000,
    loadMilliseconds: 1,
    version: null,
    missing: false,
    value: key,
    bytes: 1,
    ...facts,
  });
}
