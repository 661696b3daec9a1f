/** Our policy and its peers on the same traces and sizes, in the same run. */
import { type BenchRow, limitRow, peerRow, plainRow } from '../bench.ts';
import { arc } from './arc.ts';
import { lru } from './lru.ts';
import { optimal } from './optimal.ts';
import { ours } from './ours.ts';
import { type HitRatio, type PolicyMaker, replay } from './replay.ts';
import { s3fifo } from './s3-fifo.ts';
import { sieve } from './sieve.ts';
import type { Trace } from './trace.ts';
import { wTinyLfu } from './w-tiny-lfu.ts';

const PEERS: Readonly<Record<string, PolicyMaker>> = {
  LRU: lru,
  'W-TinyLFU 1 %': wTinyLfu,
  ARC: arc,
  'S3-FIFO': s3fifo,
  SIEVE: sieve,
};
const MOST_BEHIND = 4;
const FEWEST_ENTRIES = 64;
const SHARES = [0.01, 0.05, 0.1, 0.2, 0.35, 0.5];
const METRIC = 'hit ratio';

export interface Cell {
  readonly name: string;
  readonly sized: boolean;
  readonly ours: HitRatio;
  readonly peers: ReadonlyMap<string, HitRatio>;
  readonly optimal: HitRatio;
}

/** Capacities from 64 entries (1 % of the bytes where entries have them) to half of all that the trace asks for. */
export function usualSizes({ bytes, distinct }: Trace): number[] {
  const all = bytes === null ? distinct : bytes.reduce((sum, size) => sum + size, 0);
  const least = bytes === null ? FEWEST_ENTRIES : 1;
  const sizes = SHARES.map((share) => Math.max(least, Math.round(all * share)));
  return [...new Set(bytes === null ? [least, ...sizes] : sizes)].sort((one, other) => one - other);
}

export function compare(trace: Trace, size: number): Cell {
  const sized = trace.bytes !== null;
  return {
    name: `${trace.name} @ ${sized ? `${(size / 1e6).toPrecision(3)} MB` : size}`,
    sized,
    ours: replay(trace, size, ours),
    peers: new Map(Object.entries(PEERS).map(([name, make]) => [name, replay(trace, size, make)])),
    optimal: replay(trace, size, optimal),
  };
}

/** A row that holds us to the best of the peers. */
export function bestRow({ name, ours: mine, peers }: Cell): BenchRow {
  const [peer, best] = [...peers].reduce((one, other) => (other[1].requests > one[1].requests ? other : one));
  const row = peerRow({ case: name, metric: METRIC, value: mine.requests, unit: '%' }, peer, best.requests, null);
  return {
    ...row,
    ratio: best.requests === 0 ? null : mine.requests / best.requests,
    target: `>= ${peer} - ${MOST_BEHIND} points`,
    met: mine.requests >= best.requests - MOST_BEHIND,
  };
}

/** A row for every policy. */
export function eachRow({ name, sized, ours: mine, peers, optimal: best }: Cell): BenchRow[] {
  const all: (readonly [string, HitRatio])[] = [['ours', mine], ...peers, ['OPT', best]];
  return all.flatMap(([policy, { requests, bytes }]) => [
    plainRow({ case: name, metric: `${METRIC}, ${policy}`, value: requests, unit: '%' }),
    ...(sized ? [plainRow({ case: name, metric: `byte ${METRIC}, ${policy}`, value: bytes, unit: '%' })] : []),
  ]);
}

/** Means of all cells against each peer, and how far we were behind the best at worst. */
export function summaryRows(cells: readonly Cell[]): BenchRow[] {
  const name = `mean of ${cells.length}`;
  const mean = (of: (cell: Cell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0) / cells.length;
  const value = mean((cell) => cell.ours.requests);
  const against = (peer: string, peerValue: number, target: string | null): BenchRow => ({
    ...plainRow({ case: name, metric: METRIC, value, unit: '%' }),
    peer,
    peerValue,
    ratio: value / peerValue,
    target,
    met: target === null ? null : value >= peerValue,
  });
  const behind = cells.map((cell) => {
    const best = Math.max(...[...cell.peers.values()].map(({ requests }) => requests));
    return best - cell.ours.requests;
  });
  return [
    ...Object.keys(PEERS).map((peer) =>
      against(
        peer,
        mean((cell) => cell.peers.get(peer)!.requests),
        `>= ${peer}`,
      ),
    ),
    against(
      'OPT',
      mean((cell) => cell.optimal.requests),
      null,
    ),
    limitRow(
      { case: 'all', metric: 'behind the best peer at worst', value: Math.max(...behind), unit: 'points' },
      MOST_BEHIND,
    ),
  ];
}
