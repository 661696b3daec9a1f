/** Hits in memory at three sizes, reads of a hundred, and writes. */
import { type BenchRow, limitRow, peerRow, plainRow } from '../bench.ts';
import { byThread, type Contestant, microseconds } from './measure.ts';
import { openLru, openMendian, openPeers, ordersOf, type Rival } from './rivals.ts';

const SIZES = [
  { label: '0.1 KB', rows: 1, keys: 10_000, atLeast: 3 },
  { label: '63 KB', rows: 500, keys: 50, atLeast: 10 },
  { label: '5 MB', rows: 40_000, keys: 1, atLeast: 10 },
] as const;
const MANY = 100;

export async function hitRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const size of SIZES) rows.push(...(await rowsOfSize(size)));
  rows.push(...(await peekRows()), ...(await manyRows()), ...(await setRows()));
  return rows;
}

async function rowsOfSize({ label, rows: count, keys, atLeast }: (typeof SIZES)[number]): Promise<BenchRow[]> {
  const value = ordersOf(count);
  const load = async () => value;
  const lru = openLru(load);
  const mendian = openMendian(load);
  const peers = openPeers();
  const names = namesOf(keys);
  for (const rival of [mendian, lru, ...peers]) for (const name of names) await rival.getOrSet(name, load);
  const times = await microseconds(
    [mendian, lru, ...peers].map((rival) => getOrSetOf(rival, names, load)),
    byThread,
  );
  const mine = times.get('mendian')!;
  const measured = { case: `getOrSet, memory hit, ${label}`, metric: 'a read', value: mine, unit: 'µs' };
  return [
    limitRow(measured, 1),
    peerRow(measured, 'lru-cache fetch', times.get('lru-cache')!, null),
    ...peers.map(({ name }) => peerRow(measured, name, times.get(name)!, atLeast)),
  ];
}

function getOrSetOf(rival: Rival, names: readonly string[], load: () => Promise<unknown>): Contestant {
  return {
    name: rival.name,
    async run(times) {
      for (let at = 0; at < times; at++) await rival.getOrSet(names[at % names.length]!, load);
    },
  };
}

async function peekRows(): Promise<BenchRow[]> {
  const load = async () => ordersOf(1);
  const rivals = [openMendian(load), openLru(load)];
  const names = namesOf(10_000);
  for (const rival of rivals) for (const name of names) await rival.getOrSet(name, load);
  const times = await microseconds(
    rivals.map((rival) => ({
      name: rival.name,
      async run(count) {
        for (let at = 0; at < count; at++) rival.peek(names[at % names.length]!);
      },
    })),
    byThread,
  );
  const measured = { case: 'peek, memory hit, 0.1 KB', metric: 'a read', value: times.get('mendian')!, unit: 'µs' };
  return [peerRow(measured, 'lru-cache get', times.get('lru-cache')!, 0.5)];
}

async function manyRows(): Promise<BenchRow[]> {
  const load = async () => ordersOf(1);
  const mendian = openMendian(load);
  const peers = openPeers();
  const names = namesOf(MANY);
  for (const rival of [mendian, ...peers]) for (const name of names) await rival.getOrSet(name, load);
  const times = await microseconds(
    [mendian, ...peers].map((rival) => ({
      name: rival.name,
      async run(count) {
        for (let at = 0; at < count; at++) await rival.getMany(names);
      },
    })),
    byThread,
  );
  return against(`getMany of ${MANY}, memory hits, 0.1 KB`, times, peers, 1);
}

async function setRows(): Promise<BenchRow[]> {
  const value = ordersOf(1);
  const load = async () => value;
  const mendian = openMendian(load);
  const peers = openPeers();
  const names = namesOf(1_000);
  const times = await microseconds(
    [mendian, ...peers].map((rival) => ({
      name: rival.name,
      async run(count) {
        for (let at = 0; at < count; at++) await rival.set(names[at % names.length]!, value);
      },
    })),
    byThread,
  );
  // The price of bytes that are counted, tags, and an order of events; none of these keeps any.
  return against('set, memory, 0.1 KB', times, peers, null);
}

function against(
  name: string,
  times: ReadonlyMap<string, number>,
  peers: readonly Rival[],
  atLeast: number | null,
): BenchRow[] {
  const measured = { case: name, metric: 'a call', value: times.get('mendian')!, unit: 'µs' };
  if (peers.length === 0) return [plainRow(measured)];
  const best = bestOf(times, peers);
  return peers.map((peer) =>
    peerRow(measured, peer.name, times.get(peer.name)!, peer.name === best.name ? atLeast : null),
  );
}

function bestOf(times: ReadonlyMap<string, number>, peers: readonly Rival[]): { name: string; time: number } {
  const [first] = peers
    .map(({ name }) => ({ name, time: times.get(name)! }))
    .sort((one, other) => one.time - other.time);
  return first!;
}

function namesOf(count: number): string[] {
  return Array.from({ length: count }, (_, at) => `order-${at}`);
}
