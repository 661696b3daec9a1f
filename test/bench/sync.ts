/**
 * `npm run bench -- sync`: the first sync of 100,000 orders from a stand-in at full speed, the built hub in one process and the
 * stand-in in another (`--orders=N` for another number), beside a loop that writes the same orders; and in virtual time the calls that 1,000 edits cost, the use of a platform's limit, 200
 * stores whose line comes back at once, and healthy edits beside poisoned ones.
 */
import { PLATFORMS } from '../../src-main/sync/platforms/index.ts';
import { type Bench, type BenchRow, limitRow, peerRow, plainRow } from './bench.ts';
import { callsForEdits, type EditedKind } from './sync/calls.ts';
import { LIMIT_CASES, measureLimit } from './sync/limit.ts';
import { type FirstSync, measureFirstSync } from './sync/measure-first-sync.ts';
import { writeByPlainLoop } from './sync/plain-loop.ts';
import { healthyP99 } from './sync/poison.ts';
import { reconnectAll } from './sync/reconnect.ts';

export const bench: Bench = async (options) => {
  const orders = Number(options.find((text) => text.startsWith('--orders='))?.split('=')[1] ?? 100_000);
  return [
    ...(await firstSyncRows(orders)),
    ...(await callRows()),
    ...(await limitRows()),
    ...(await reconnectRows()),
    ...(await poisonRows()),
  ];
};

/** So many fewer orders cost no less memory. */
const FEWER = 10;

async function firstSyncRows(orders: number): Promise<BenchRow[]> {
  const few = await firstSync(Math.ceil(orders / FEWER));
  const measured = await firstSync(orders);
  const plainSeconds = writeByPlainLoop(orders);
  const row = (metric: string, value: number, unit: string) => ({
    case: `first sync of ${orders.toLocaleString('en')} orders, Shopify`,
    metric,
    value,
    unit,
  });
  const { seconds, delayP99, delayMax, cpuSeconds, platformSeconds, peakMegabytes } = measured;
  return [
    atLeastRow(row('orders a second', orders / seconds, 'orders/s'), 5_000),
    peerRow(row('seconds', seconds, 's'), 'a plain loop, writing alone', plainSeconds, null),
    limitRow(row('event loop delay p99, main thread', delayP99, 'ms'), 16),
    plainRow(row('event loop delay, longest', delayMax, 'ms')),
    plainRow(row('CPU of all threads', cpuSeconds, 's')),
    plainRow(row('CPU of the stand-in', platformSeconds, 's')),
    limitRow(row('peak memory of the hub', peakMegabytes, 'MB'), 300),
    limitRow(row(`peak memory, to that of ${FEWER} times fewer`, peakMegabytes / few.peakMegabytes, 'x'), 1.25),
  ];
}

async function firstSync(orders: number): Promise<FirstSync> {
  const measured = await measureFirstSync('shopify', orders);
  if (measured.orders !== orders) throw new Error(`${measured.orders} of ${orders} orders came`);
  return measured;
}

/** Whoever sends each edit as it is made. */
const NAIVE = 'one call for each edit';
const EDITS = 1_000;
const LARGE_BATCH = 50;

async function callRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const platform of PLATFORMS) {
    for (const kind of ['stock', 'price'] satisfies EditedKind[]) {
      const batch = platform.capabilities.push[kind]?.batch;
      if (batch === undefined) continue;
      const value = await callsForEdits(platform, kind);
      const measured = {
        case: `1,000 ${kind} edits, ${platform.name}`,
        metric: `calls, ${batch} a call`,
        value,
        unit: '',
      };
      // Where a platform takes fewer at a time, or those of one product only, it is told as it is.
      rows.push(peerRow(measured, NAIVE, EDITS, batch >= LARGE_BATCH ? EDITS / 20 : null));
    }
  }
  return rows;
}

async function limitRows(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const one of LIMIT_CASES) {
    const { used, turnedAway } = await measureLimit(one);
    const row = (metric: string, value: number) => ({
      case: `limit: ${one.name}`,
      metric,
      value: value * 100,
      unit: '%',
    });
    rows.push(atLeastRow(row('used', used), 95), limitRow(row('turned away', turnedAway), 0.5));
  }
  return rows;
}

function atLeastRow(measured: Pick<BenchRow, 'case' | 'metric' | 'value' | 'unit'>, least: number): BenchRow {
  return { ...plainRow(measured), target: `>= ${least} ${measured.unit}`, met: measured.value >= least };
}

async function reconnectRows(): Promise<BenchRow[]> {
  const { peak, mean, calls } = await reconnectAll();
  const row = (metric: string, value: number, unit: string) => ({ case: '200 stores reconnect', metric, value, unit });
  return [
    limitRow(row('busiest second / mean', peak / mean, 'x'), 2),
    plainRow(row('busiest second', peak, 'calls')),
    plainRow(row('calls', calls, '')),
  ];
}

async function poisonRows(): Promise<BenchRow[]> {
  const without = await healthyP99(0);
  const value = await healthyP99(0.05);
  const measured = {
    case: 'healthy edits beside 5 % that are refused',
    metric: 'p99 to acknowledged',
    value,
    unit: 'ms',
  };
  return [peerRow(measured, 'without poison', without, 1 / 1.2)];
}
