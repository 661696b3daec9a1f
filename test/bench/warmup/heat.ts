/** A million lines of an access log: how well, how fast and in how much memory it is known what is hot. */
import type { StoreId } from '../../../shared/domain/ids.ts';
import { createHeat, WINDOW_MILLISECONDS } from '../../../src-main/warmup/heat/heat.ts';
import { accessLog, createExactWindow, type LoggedAccess } from '../../unit/warmup/heat/access-log.ts';
import { seeded } from '../../virtual-time/index.ts';
import { type BenchRow, limitRow } from '../bench.ts';

const LINES = 1_000_000;
const STORES = 500;
const LINES_A_SECOND = 300;
const HOTTEST = 20;
const LOOK_EVERY = 5_000;
const HOUR = 3_600_000;
const WEEK_HOURS = 168;
const MOST_NANOSECONDS = 200;
const MOST_KILOBYTES = 64;
const LEAST_RECALL = 0.95;
/** A newcomer that takes a tenth of all requests, from this line on. */
const NEWCOMER = { fromLine: 600_000, store: 9_999, share: 0.1 };
const MOST_SECONDS_UNSEEN = 2;

const newHeat = () => createHeat({ random: seeded(2), hourOfWeek: (at) => Math.floor(at / HOUR) % WEEK_HOURS });

function log(newcomer?: typeof NEWCOMER): LoggedAccess[] {
  const options = { lines: LINES, stores: STORES, linesASecond: LINES_A_SECOND, random: seeded(1) };
  return [...accessLog(newcomer ? { ...options, newcomer } : options)];
}

function nanosecondsALine(lines: readonly LoggedAccess[]): number {
  const heat = newHeat();
  // Processor time: what other processes do meanwhile does not count.
  const before = process.cpuUsage();
  for (const { store, at } of lines) heat.note(store as StoreId, 'overview', at);
  return (process.cpuUsage(before).user * 1_000) / lines.length;
}

/** The share of the truly hottest that is found; with as many found as wanted, recall and precision are one figure. */
function recall(lines: readonly LoggedAccess[]): number {
  const heat = newHeat();
  const exact = createExactWindow(WINDOW_MILLISECONDS);
  let sum = 0;
  let looks = 0;
  for (const [line, access] of lines.entries()) {
    heat.note(access.store as StoreId, 'overview', access.at);
    exact.add(access);
    if (line < LINES / 10 || line % LOOK_EVERY !== 0) continue;
    const truth = new Set(exact.top(HOTTEST, access.at));
    const asked = heat.rank(access.at).sort((a, b) => b.requests - a.requests);
    sum += asked.slice(0, HOTTEST).filter(({ store_id }) => truth.has(store_id)).length / HOTTEST;
    looks++;
  }
  return sum / looks;
}

function secondsUnseen(lines: readonly LoggedAccess[]): number {
  const heat = newHeat();
  const began = lines[NEWCOMER.fromLine]!.at;
  for (const [line, { store, at }] of lines.entries()) {
    heat.note(store as StoreId, 'overview', at);
    if (line < NEWCOMER.fromLine || line % 10 !== 0) continue;
    const ranked = heat.rank(at).slice(0, HOTTEST);
    if (ranked.some(({ store_id }) => store_id === (NEWCOMER.store as StoreId))) return (at - began) / 1_000;
  }
  return Number.POSITIVE_INFINITY;
}

export function measureHeat(): BenchRow[] {
  const lines = log();
  const times = Array.from({ length: 5 }, () => nanosecondsALine(lines)).sort((a, b) => a - b);
  const row = (metric: string, value: number, unit: string) => ({
    case: 'access log, 1M lines, 500 stores',
    metric,
    value,
    unit,
  });
  const missed = row('hottest 20 missed', 1 - recall(lines), '');
  return [
    limitRow(row('a line, median', times[2]!, 'ns'), MOST_NANOSECONDS),
    limitRow(missed, Math.round((1 - LEAST_RECALL) * 100) / 100),
    limitRow(row('a new hot store unseen', secondsUnseen(log(NEWCOMER)), 's'), MOST_SECONDS_UNSEEN),
    limitRow(row('state', newHeat().bytes / 1_024, 'KB'), MOST_KILOBYTES),
  ];
}
