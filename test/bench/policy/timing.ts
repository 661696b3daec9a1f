/** What an access costs: 10,000 keys by popularity, in the memory tier and in lru-cache, turn and turn about. */
import { LRUCache } from 'lru-cache';
import type { MemoryEntry } from '../../../src-main/cache/entry.ts';
import { createMemory } from '../../../src-main/cache/memory/index.ts';
import { type BenchRow, limitRow, median, peerRow } from '../bench.ts';
import { entryOf } from './ours.ts';
import { generator, zipf } from './random.ts';

const KEYS = 10_000;
const BYTES = 100;
const ACCESSES = 1_000_000;
const ROUNDS = 7;
const DAY = 86_400_000;

/** `filled`: the budget by what all keys together take. */
export function timingRows(filled: number): BenchRow[] {
  const entries = Array.from({ length: KEYS }, (_, number) => entryOf(`order-detail:${number}`, BYTES));
  const draw = zipf(KEYS, 1, generator(9));
  const order = Int32Array.from({ length: 2 ** 18 }, draw);
  const budget = KEYS * BYTES * filled;

  const memory = createMemory({ budget, random: generator(1), onEvict: () => undefined });
  const peer = new LRUCache<string, MemoryEntry>({ maxSize: budget, sizeCalculation: () => BYTES, ttl: DAY });
  // Each loop is written out: called through a common one, both would be measured with the other's call sites.
  const ours = () => {
    for (let access = 0; access < ACCESSES; access++) {
      const entry = entries[order[access % order.length]!]!;
      if (memory.get(entry.key) === undefined) memory.set(entry);
    }
  };
  const theirs = () => {
    for (let access = 0; access < ACCESSES; access++) {
      const entry = entries[order[access % order.length]!]!;
      if (peer.get(entry.key) === undefined) peer.set(entry.key, entry);
    }
  };
  const times: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    times[0].push(microseconds(ours));
    times[1].push(microseconds(theirs));
  }
  const name = `${KEYS.toLocaleString('en')} keys, zipf, ${filled >= 1 ? 'all fit' : `${filled * 100} % fit`}`;
  const measured = { case: name, metric: 'CPU time an access', value: median(times[0]), unit: 'µs' };
  return [
    limitRow(measured, 0.3),
    peerRow(measured, 'lru-cache, ttl and size', median(times[1]), filled >= 1 ? 0.5 : null),
  ];
}

function microseconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / ACCESSES;
}
