/** One case measured: ours and DuckDB's by turns, so that both see the same machine; and ours through the API. */
import { businessDate } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { previousRange } from '../../../src-main/analytics/query/day-range.ts';
import { type Comparison, channelAndHourPanels, productPanels } from '../../../src-main/analytics/query/panels.ts';
import { onOneState, type Question, understand } from '../../../src-main/analytics/query/question.ts';
import { analyticsReadTasks } from '../../../src-main/analytics/tasks.ts';
import type { ApiClient } from '../../../src-main/api/index.ts';
import type { ReadableDb, TaskContext } from '../../../src-main/database/index.ts';
import { type Panel, prepareRawOverview, type RawQuestion } from './duckdb-overview.ts';
import { LAST_DAY, type RawRows, STORES } from './raw-rows.ts';

export interface Case {
  readonly stores: 1 | 20 | 100;
  readonly days: 7 | 30 | 365;
}

export const CASES: readonly Case[] = ([1, 20, 100] as const).flatMap((stores) =>
  ([7, 30, 365] as const).map((days) => ({ stores, days })),
);

export interface PanelCase {
  readonly title: string;
  readonly panel: Panel;
  readonly read: (db: ReadableDb, question: Question) => unknown;
}

export const PANEL_CASES: readonly PanelCase[] = [
  {
    title: 'top products, 100 stores, 30 days',
    panel: 'products',
    read: (db, question) => onOneState(db, () => productPanels(comparison(db, question), 10)),
  },
  {
    title: 'channel mix, 100 stores, 30 days',
    panel: 'channels',
    // The hours stand in the same rows and come with the channels.
    read: (db, question) => onOneState(db, () => channelAndHourPanels(comparison(db, question))),
  },
];

function comparison(db: ReadableDb, question: Question): Comparison {
  const { subject, range } = understand(db, question);
  return { subject, range, previous: previousRange(range), cut: null };
}

/** Medians in milliseconds. */
export interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** How often DuckDB is asked, and how often we are for each of its times. */
const ROUNDS = 9;
const OURS_A_ROUND = 11;
const GROWTH_TURNS = 200;
/** So many that the slowest hundredth is no matter of one collection of garbage. */
const API_CALLS = 600;
/** All cases are gone through so often: what else the machine does for a second then falls on one of several percentiles of a case. */
const API_PASSES = 3;
const WARM_UP_CALLS = 1_000;

/** Varies with `turn`, so that no two calls in a row read the same rows. */
function questionAt({ stores, days }: Case, turn: number): RawQuestion {
  const to = LAST_DAY - (turn % 20);
  const first = 1 + ((turn * 7) % (STORES - stores + 1));
  const ids = stores === STORES ? null : Array.from({ length: stores }, (_, i) => first + i);
  return { stores: ids, from: to - days + 1, to };
}

function ask(question: RawQuestion): Question {
  return {
    stores: question.stores === null ? 'all' : (question.stores as StoreId[]),
    from: businessDate(question.from),
    to: businessDate(question.to),
    now: (LAST_DAY + 60) * 86_400_000,
    defaultTimeZone: 'Asia/Shanghai',
  };
}

function overviewOf(db: ReadableDb) {
  const context: TaskContext<ReadableDb> = {
    db,
    dataDirectory: '',
    cancelled: () => false,
    report: () => undefined,
    now: () => 0,
    log: () => undefined,
  };
  return (question: RawQuestion) =>
    analyticsReadTasks['analytics.overview'](context, { ...ask(question), products: 10 });
}

/**
 * Medians of ours on two sizes of the data, by turns: the machine is not the same minutes later. DuckDB is not asked in between, whose
 * scan of all rows leaves nothing else in the processor's caches.
 */
export function measureGrowth(small: ReadableDb, large: ReadableDb, one: Case): { small: number; large: number } {
  const sides = [small, large].map((db) => ({ overview: overviewOf(db), times: [] as number[] }));
  for (let turn = 0; turn < GROWTH_TURNS; turn++) {
    for (const { overview, times } of sides) {
      const start = performance.now();
      overview(questionAt(one, turn));
      times.push(performance.now() - start);
    }
  }
  const [ofSmall, ofLarge] = sides.map(({ times }) => percentile(times, 0.5));
  return { small: ofSmall!, large: ofLarge! };
}

export async function measureTask(db: ReadableDb, raw: RawRows, one: Case): Promise<Pair> {
  return byTurns(raw, one, undefined, overviewOf(db), (ours, theirs) => {
    const row = theirs.get('totals')?.find(([isCurrent]) => isCurrent === true);
    const { orders, grossSales, units } = ours.totals.current;
    sameFigures([orders, units, grossSales], row?.slice(1, 4));
  });
}

export function measurePanels(db: ReadableDb, raw: RawRows, { panel, read }: PanelCase): Promise<Pair> {
  return byTurns(raw, { stores: 100, days: 30 }, [panel], (question) => read(db, ask(question)));
}

async function byTurns<Answer>(
  raw: RawRows,
  one: Case,
  panels: readonly Panel[] | undefined,
  ask: (question: RawQuestion) => Answer,
  compare?: (ours: Answer, theirs: Map<Panel, unknown[][]>) => void,
): Promise<Pair> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const question = questionAt(one, round);
    const peer = await prepareRawOverview(raw.connection, question);
    const begun = performance.now();
    const answers = await peer.run(panels);
    theirs.push(performance.now() - begun);
    for (let i = 0; i < OURS_A_ROUND; i++) {
      const asked = i === 0 ? question : questionAt(one, round * OURS_A_ROUND + i);
      const start = performance.now();
      const answer = ask(asked);
      ours.push(performance.now() - start);
      if (i === 0) compare?.(answer, answers);
    }
  }
  return { ours: percentile(ours, 0.5), theirs: percentile(theirs, 0.5) };
}

/** A fast wrong answer is worth nothing: both sides must give the same figures. */
function sameFigures(ours: readonly number[], theirs: readonly unknown[] | undefined): void {
  const same = theirs !== undefined && ours.every((value, i) => BigInt(value) === BigInt(theirs[i] as bigint));
  if (!same) throw new Error(`the two sides differ: ${ours.join(', ')} against ${theirs?.join(', ')}`);
}

/** Milliseconds of answers that had to be computed, and of the same answers given again out of the cache. */
export interface ApiTimes {
  readonly cold: { readonly p50: number; readonly p99: number };
  readonly kept: { readonly p50: number };
}

/** How many products are asked for, one more every 20 calls (at most 99): then no question comes twice, and no answer is kept yet. */
const productsAt = (turn: number) => 10 + Math.floor(turn / 20);

/**
 * Asks what is measured later until it is compiled, as DuckDB is from the start: an answer that nobody has asked for yet is not one
 * that no code has run for yet. How long the first of all takes is what `bench start` shows.
 */
export function warmUpTasks(db: ReadableDb): void {
  const overview = overviewOf(db);
  for (let turn = 0; turn < WARM_UP_CALLS; turn++) overview(questionAt(CASES[turn % CASES.length]!, turn));
}

/** The same through the API. */
export async function warmUpApi(api: ApiClient): Promise<void> {
  for (let turn = 0; turn < WARM_UP_CALLS; turn++) {
    const { now: _now, defaultTimeZone: _zone, ...input } = ask(questionAt(CASES[turn % CASES.length]!, turn));
    // Fewer products than in what is measured: no answer of these is kept for it.
    await api.analytics.overview({ ...input, products: 9 - (turn % 5) });
  }
}

/** Calls one after another, each over the API's whole way: input checked, sent to a reading thread, output checked. */
export async function measureApi(api: ApiClient): Promise<Map<Case, ApiTimes>> {
  const passes = new Map(CASES.map((one) => [one, [] as ApiTimes[]]));
  for (let pass = 0; pass < API_PASSES; pass++) {
    for (const one of CASES) passes.get(one)!.push(await measureCalls(api, one, pass * API_CALLS));
  }
  return new Map([...passes].map(([one, times]) => [one, mediansOf(times)]));
}

function mediansOf(times: readonly ApiTimes[]): ApiTimes {
  const median = (of: (one: ApiTimes) => number) => percentile(times.map(of), 0.5);
  return {
    cold: { p50: median(({ cold }) => cold.p50), p99: median(({ cold }) => cold.p99) },
    kept: { p50: median(({ kept }) => kept.p50) },
  };
}

async function measureCalls(api: ApiClient, one: Case, begin: number): Promise<ApiTimes> {
  const cold: number[] = [];
  const kept: number[] = [];
  for (let turn = begin; turn < begin + API_CALLS; turn++) {
    const { now: _now, defaultTimeZone: _zone, ...input } = ask(questionAt(one, turn));
    const times: number[] = [];
    for (let time = 0; time < 2; time++) {
      const start = performance.now();
      await api.analytics.overview({ ...input, products: productsAt(turn) });
      times.push(performance.now() - start);
    }
    cold.push(times[0]!);
    kept.push(times[1]!);
  }
  return {
    cold: { p50: percentile(cold, 0.5), p99: percentile(cold, 0.99) },
    kept: { p50: percentile(kept, 0.5) },
  };
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
