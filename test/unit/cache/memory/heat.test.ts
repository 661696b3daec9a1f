import { describe, expect, it } from 'vitest';
import { createMemory, type Memory } from '../../../../src-main/cache/memory/index.ts';
import { memoryEntry } from './memory-entry.ts';
import { seededRandom } from './seeded-random.ts';

const memoryOf = (budget: number, seed: number) =>
  createMemory({ budget, random: seededRandom(seed), onEvict: () => undefined });

/** Requests that prefer low keys; gives the share of hits. */
function use(memory: Memory, requests: number, seed: number): number {
  const random = seededRandom(seed);
  let hits = 0;
  for (let request = 0; request < requests; request++) {
    const key = `k${Math.floor(2_000 * random() ** 3)}`;
    if (memory.get(key) !== undefined) hits++;
    else memory.set(memoryEntry(key));
  }
  return hits / requests;
}

/** The memory after a restart, filled from what lay on disk in no particular order. */
function restarted(before: Memory, heat: Uint8Array): Memory {
  const after = memoryOf(before.budget, 99);
  expect(after.restoreHeat(heat)).toBe(true);
  for (const entry of [...before.entries()].sort((one, other) => (one.key < other.key ? -1 : 1))) after.set(entry);
  return after;
}

describe('heat', () => {
  it('brings back frequencies, window and entries, with another seed of its own', () => {
    const before = memoryOf(500, 1);
    use(before, 30_000, 2);
    const after = restarted(before, before.saveHeat());
    expect(after.windowShare).toBe(before.windowShare);
    expect(new Set([...after.entries()].map(({ key }) => key))).toEqual(
      new Set([...before.entries()].map(({ key }) => key)),
    );
    for (let key = 0; key < 500; key++) expect(after.frequency(`k${key}`)).toBe(before.frequency(`k${key}`));
  });

  it('brings the order back when entries return from the most wanted to the least', () => {
    const before = memoryOf(500, 1);
    use(before, 30_000, 2);
    const after = memoryOf(500, 7);
    after.restoreHeat(before.saveHeat());
    for (const entry of before.entries()) after.set(entry);
    expect([...after.entries()].map(({ key }) => key)).toEqual([...before.entries()].map(({ key }) => key));
  });

  it('leaves the hit ratio where it was: reloaded entries do not count as a scan', () => {
    const before = memoryOf(500, 1);
    use(before, 30_000, 2);
    const after = restarted(before, before.saveHeat());
    expect(use(after, 1_000, 3)).toBeGreaterThanOrEqual(0.95 * use(before, 1_000, 3));
  });

  it('counts anew the entries that are there when heat is restored', () => {
    const before = memoryOf(500, 1);
    for (let request = 0; request < 5; request++) before.set(memoryEntry('k1'));
    for (let request = 0; request < 8; request++) before.get('k1');
    const after = memoryOf(500, 5);
    after.set(memoryEntry('k1'));
    after.restoreHeat(before.saveHeat());
    after.get('k1');
    expect(after.frequency('k1')).toBe(before.frequency('k1') + 1);
  });

  it('is under 1 MB, however much there was', () => {
    const memory = memoryOf(300_000, 1);
    for (let key = 0; key < 300_000; key++) memory.set(memoryEntry(`k${key}`));
    expect(memory.saveHeat().length).toBeLessThan(1_000_000);
    expect(memoryOf(10, 1).restoreHeat(memory.saveHeat())).toBe(true);
  });

  it('is left aside when it is cut off, of another version or no heat at all', () => {
    const memory = memoryOf(100, 1);
    use(memory, 1_000, 1);
    const heat = memory.saveHeat();
    const otherVersion = heat.slice();
    otherVersion[0]! ^= 1;
    for (const bytes of [heat.slice(0, -4), heat.slice(0, 11), otherVersion, new Uint8Array(), new Uint8Array(400)]) {
      expect(memory.restoreHeat(bytes)).toBe(false);
    }
    expect(memory.restoreHeat(heat)).toBe(true);
  });
});
