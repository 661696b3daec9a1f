import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvictionCause } from '#shared/contract/index.ts';
import type { MemoryEntry } from '../../../../src-main/cache/entry.ts';
import { LEVELS, type Level } from '../../../../src-main/cache/level.ts';
import { createMemory, type Memory } from '../../../../src-main/cache/memory/index.ts';
import { memoryEntry } from './memory-entry.ts';
import { seededRandom } from './seeded-random.ts';

interface Evicted {
  readonly entry: MemoryEntry;
  readonly cause: EvictionCause;
}

function memoryOf(budget: number, seed = 1): { memory: Memory; evicted: Evicted[] } {
  const evicted: Evicted[] = [];
  const memory = createMemory({
    budget,
    random: seededRandom(seed),
    onEvict: (entry, cause) => evicted.push({ entry, cause }),
  });
  return { memory, evicted };
}

const told = (evicted: readonly Evicted[]) => evicted.map(({ entry, cause }) => [entry.key, cause]);

describe('the memory', () => {
  it('gives what was put in, and nothing for other keys', () => {
    const { memory } = memoryOf(10);
    const entry = memoryEntry('a');
    expect(memory.set(entry)).toBe(true);
    expect(memory.get('a')).toBe(entry);
    expect(memory.peek('a')).toBe(entry);
    expect(memory.get('b')).toBeUndefined();
    expect([memory.bytes, memory.size]).toEqual([1, 1]);
  });

  it('puts an entry in the place of what had its key, with its own bytes, tags and end', () => {
    const { memory, evicted } = memoryOf(100);
    memory.set(memoryEntry('a', { bytes: 10, tags: ['old'], goneAt: 5_000 }));
    memory.set(memoryEntry('a', { bytes: 30, tags: ['new'], goneAt: 90_000 }));
    expect(told(evicted)).toEqual([['a', 'replaced']]);
    expect([memory.bytes, memory.size]).toEqual([30, 1]);
    expect(memory.expire(6_000, 10)).toBe(0);
    expect(memory.invalidate(['old'])).toBe(0);
    expect(memory.invalidate(['new'])).toBe(1);
    expect([memory.bytes, memory.size]).toEqual([0, 0]);
  });

  it('refuses what is larger than its budget, and does not keep what had the key before', () => {
    const { memory, evicted } = memoryOf(100);
    memory.set(memoryEntry('a'));
    expect(memory.set(memoryEntry('a', { bytes: 101 }))).toBe(false);
    expect(told(evicted)).toEqual([
      ['a', 'replaced'],
      ['a', 'refused'],
    ]);
    expect(memory.get('a')).toBeUndefined();
  });

  it('drops what has one of the tags, and says how many', () => {
    const { memory, evicted } = memoryOf(100);
    memory.set(memoryEntry('a', { tags: ['store:1', 'store:1/2026-11'] }));
    memory.set(memoryEntry('b', { tags: ['store:1', 'store:2'] }));
    memory.set(memoryEntry('c', { tags: ['store:2'] }));
    memory.set(memoryEntry('d'));
    expect(memory.invalidate(['store:1', 'store:3'])).toBe(2);
    expect(told(evicted).sort()).toEqual([
      ['a', 'invalidated'],
      ['b', 'invalidated'],
    ]);
    expect(memory.invalidate(['store:2'])).toBe(1);
    expect(memory.get('d')).toBeDefined();
  });

  it('clears a level and leaves the others', () => {
    const { memory } = memoryOf(100);
    for (const level of ['L1', 'L2', 'L3', 'L4'] as const) memory.set(memoryEntry(level, { level, bytes: 5 }));
    expect(memory.clear('L2')).toBe(1);
    expect(memory.use('L2')).toEqual({ entries: 0, bytes: 0 });
    expect(memory.use('L3')).toEqual({ entries: 1, bytes: 5 });
    expect(memory.clear(null)).toBe(3);
    expect(memory.bytes).toBe(0);
  });

  it('drops what is past its grace, never more than it may at a time', () => {
    const { memory, evicted } = memoryOf(1_000);
    for (let index = 0; index < 100; index++) memory.set(memoryEntry(`k${index}`, { goneAt: 1_000 + index }));
    expect(memory.expire(999, 1_000)).toBe(0);
    expect(memory.expire(1_049, 1_000)).toBe(50);
    expect(memory.expire(1_000_000, 20)).toBe(20);
    expect(memory.expire(1_000_000, 20)).toBe(20);
    expect(memory.expire(1_000_000, 20)).toBe(10);
    expect(new Set(evicted.map(({ cause }) => cause))).toEqual(new Set(['expired']));
    expect(memory.size).toBe(0);
  });

  it('sheds L1 first, then the next levels, until enough is free', () => {
    const { memory, evicted } = memoryOf(1_000);
    for (const level of ['L4', 'L3', 'L2', 'L1'] as const) {
      for (let index = 0; index < 10; index++) memory.set(memoryEntry(`${level}-${index}`, { level, bytes: 10 }));
    }
    expect(memory.shed(95)).toBe(100);
    expect(memory.use('L1').entries).toBe(0);
    expect(memory.shed(25)).toBe(30);
    expect(memory.use('L2').entries).toBe(7);
    expect(evicted.every(({ cause }) => cause === 'pressure')).toBe(true);
    expect(memory.shed(10_000)).toBe(270);
  });

  it('sheds the least wanted of a level first', () => {
    const { memory } = memoryOf(100);
    for (let index = 0; index < 10; index++) memory.set(memoryEntry(`k${index}`, { level: 'L1', bytes: 10 }));
    for (let round = 0; round < 3; round++) for (const wanted of ['k1', 'k3']) memory.get(wanted);
    memory.shed(80);
    expect([...memory.entries()].map(({ key }) => key).sort()).toEqual(['k1', 'k3']);
  });

  it('charges an entry that grew, and makes room for it', () => {
    const { memory, evicted } = memoryOf(100);
    memory.set(memoryEntry('a', { bytes: 50 }));
    memory.set(memoryEntry('b', { bytes: 40 }));
    memory.resize('b', 45);
    expect([memory.bytes, memory.use('L4').bytes]).toEqual([95, 95]);
    memory.resize('b', 80);
    expect(memory.bytes).toBeLessThanOrEqual(100);
    expect(evicted).toHaveLength(1);
    memory.resize('gone', 80);
  });

  it('evicts at once when its budget gets smaller', () => {
    const { memory, evicted } = memoryOf(100);
    for (let index = 0; index < 100; index++) memory.set(memoryEntry(`k${index}`));
    memory.setBudget(40);
    expect(memory.bytes).toBe(40);
    expect(evicted).toHaveLength(60);
  });

  it('names the largest entries, the largest first', () => {
    const { memory } = memoryOf(100);
    for (const [key, bytes] of [
      ['a', 3],
      ['b', 20],
      ['c', 7],
    ] as const)
      memory.set(memoryEntry(key, { bytes }));
    expect(memory.largest(2).map(({ key }) => key)).toEqual(['b', 'c']);
  });

  it('keeps a hot key through a scan of keys that are asked for once', () => {
    const { memory } = memoryOf(100);
    for (let round = 0; round < 5; round++) for (let key = 0; key < 50; key++) read(memory, `hot${key}`);
    for (let key = 0; key < 10_000; key++) read(memory, `scan${key}`);
    let kept = 0;
    for (let key = 0; key < 50; key++) if (memory.peek(`hot${key}`) !== undefined) kept++;
    expect(kept).toBeGreaterThanOrEqual(45);
  });

  it('says how often a key was asked for', () => {
    const { memory } = memoryOf(100);
    for (let round = 0; round < 7; round++) read(memory, 'a');
    expect(memory.frequency('a')).toBe(7);
    expect(memory.frequency('b')).toBe(0);
  });
});

function read(memory: Memory, key: string): void {
  if (memory.get(key) === undefined) memory.set(memoryEntry(key));
}

type Operation =
  | { readonly do: 'set'; readonly key: number; readonly bytes: number; readonly tags: number[]; readonly end: number }
  | { readonly do: 'get' | 'delete'; readonly key: number }
  | { readonly do: 'resize'; readonly key: number; readonly bytes: number }
  | { readonly do: 'invalidate'; readonly tags: number[] }
  | { readonly do: 'expire'; readonly now: number; readonly most: number }
  | { readonly do: 'shed' | 'budget'; readonly bytes: number }
  | { readonly do: 'clear'; readonly level: Level | null };

const key = fc.nat(60);
const tags = fc.uniqueArray(fc.nat(12), { maxLength: 4 });
const level = fc.constantFrom<Level>('L1', 'L2', 'L3', 'L4');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant('set'), key, bytes: fc.nat(130), tags, end: fc.nat(400_000) }) },
  { weight: 12, arbitrary: fc.record({ do: fc.constant('get'), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('delete'), key }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('resize'), key, bytes: fc.nat(1_100) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('invalidate'), tags }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('expire'), now: fc.nat(400_000), most: fc.nat(10) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('shed'), bytes: fc.nat(300) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('budget'), bytes: fc.integer({ min: 50, max: 1_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear'), level: fc.option(level) }) },
);

/** What the memory must hold: put in before the call, taken out when told of. */
interface Model {
  readonly live: Set<MemoryEntry>;
  readonly bytes: Map<MemoryEntry, number>;
}

function apply(memory: Memory, model: Model, one: Operation): void {
  switch (one.do) {
    case 'set': {
      const level = LEVELS[one.key % 4]!;
      const tags = one.tags.map((tag) => `tag:${tag}`);
      const entry = memoryEntry(`k${one.key}`, { level, tags, bytes: one.bytes, goneAt: one.end });
      model.live.add(entry);
      model.bytes.set(entry, one.bytes);
      expect(memory.set(entry)).toBe(model.live.has(entry));
      break;
    }
    case 'get': {
      const entry = memory.get(`k${one.key}`);
      expect(entry === undefined || model.live.has(entry)).toBe(true);
      break;
    }
    case 'resize': {
      const entry = memory.peek(`k${one.key}`);
      if (entry !== undefined) model.bytes.set(entry, one.bytes);
      memory.resize(`k${one.key}`, one.bytes);
      break;
    }
    case 'delete': {
      const there = memory.peek(`k${one.key}`) !== undefined;
      expect(memory.delete(`k${one.key}`, 'cleared')).toBe(there);
      break;
    }
    case 'invalidate': {
      const tags = one.tags.map((tag) => `tag:${tag}`);
      const hit = [...model.live].filter((entry) => entry.tags.some((tag) => tags.includes(tag)));
      expect(memory.invalidate(tags)).toBe(hit.length);
      expect(hit.some((entry) => model.live.has(entry))).toBe(false);
      break;
    }
    case 'expire': {
      const past = [...model.live].filter(({ goneAt }) => goneAt <= one.now).length;
      expect(memory.expire(one.now, one.most)).toBeLessThanOrEqual(Math.min(past, one.most));
      expect(memory.expire(one.now, 1_000)).toBeLessThanOrEqual(past);
      expect([...model.live].filter(({ goneAt }) => goneAt <= one.now)).toEqual([]);
      break;
    }
    case 'shed': {
      const before = memory.bytes;
      expect(memory.shed(one.bytes)).toBe(before - memory.bytes);
      expect(before - memory.bytes).toBeGreaterThanOrEqual(Math.min(one.bytes, before));
      break;
    }
    case 'budget':
      memory.setBudget(one.bytes);
      break;
    case 'clear':
      memory.clear(one.level);
      expect([...model.live].filter(({ level }) => one.level === null || level === one.level)).toEqual([]);
      break;
  }
}

function check(memory: Memory, { live, bytes }: Model): void {
  expect(new Set(memory.entries())).toEqual(live);
  expect(memory.size).toBe(live.size);
  const charged = (entries: Iterable<MemoryEntry>) => [...entries].reduce((sum, entry) => sum + bytes.get(entry)!, 0);
  expect(memory.bytes).toBe(charged(live));
  expect(memory.bytes).toBeLessThanOrEqual(memory.budget);
  for (const level of LEVELS) {
    const own = [...live].filter((entry) => entry.level === level);
    expect(memory.use(level)).toEqual({ entries: own.length, bytes: charged(own) });
  }
}

describe('the memory against a plain map', () => {
  it('holds exactly what was put in and not told of since, within its budget, after every call', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 300 }), fc.nat(), (operations, seed) => {
        const model: Model = { live: new Set(), bytes: new Map() };
        const memory = createMemory({
          budget: 1_000,
          random: seededRandom(seed),
          onEvict: (entry) => {
            if (!model.live.delete(entry)) throw new Error(`${entry.key} was told of twice`);
          },
        });
        for (const one of operations) {
          apply(memory, model, one);
          check(memory, model);
        }
      }),
      { numRuns: 60 },
    );
  });
});
