/**
 * A size of the data measured: the overview and its panels against DuckDB, then the overview through the API of an engine; and one size
 * against another.
 */
import { join } from 'node:path';
import { databaseFiles, openReadable } from '../../../src-main/database/index.ts';
import { createEngine } from '../../../src-main/engine/index.ts';
import { type BenchRow, limitRow, peerRow, plainRow } from '../bench.ts';
import { fillDatabase } from './fill.ts';
import {
  CASES,
  type Case,
  measureApi,
  measureGrowth,
  measurePanels,
  measureTask,
  PANEL_CASES,
  type Pair,
  warmUpApi,
  warmUpTasks,
} from './measure.ts';
import { createRawRows } from './raw-rows.ts';

export const MILLION = 1_000_000;
const PEER = 'DuckDB, 2 threads, raw rows';

/** So many orders in a directory: empty until they are measured, which fills it. */
export interface Size {
  readonly directory: string;
  readonly orders: number;
}

/** Fills the directory, and adds the rows for this size. */
export async function measureSize({ directory, orders }: Size, rows: BenchRow[]): Promise<void> {
  const size = sizeOf(orders);
  const raw = await createRawRows(join(directory, 'raw.duckdb'), orders);
  const file = databaseFiles(directory).database;
  await fillDatabase(file, raw);
  const db = openReadable(file);
  warmUpTasks(db);
  for (const one of CASES) {
    rows.push(against(`${nameOf(one)}, ${size}`, await measureTask(db, raw, one), one.stores === 1 ? 40 : 5));
  }
  for (const one of PANEL_CASES) {
    rows.push(against(`${one.title}, ${size}`, await measurePanels(db, raw, one), 1.3));
  }
  db.close();
  raw.close();

  const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'bench' });
  await engine.start();
  try {
    await warmUpApi(engine.api);
    for (const [one, { cold, kept }] of await measureApi(engine.api)) {
      const name = `${nameOf(one)} through the API, ${size}`;
      rows.push(plainRow({ case: name, metric: 'p50', value: cold.p50, unit: 'ms' }));
      rows.push(limitRow({ case: name, metric: 'p99', value: cold.p99, unit: 'ms' }, one.stores === 1 ? 5 : 25));
      rows.push(limitRow({ case: `${name}, asked again`, metric: 'p50', value: kept.p50, unit: 'ms' }, 1));
    }
  } finally {
    await engine.close();
  }
}

/** Adds the rows that say what the same questions cost on a larger size, both filled: it may be 1.3 times as much. */
export function compareSizes(small: Size, large: Size, rows: BenchRow[]): void {
  const [few, many] = [small, large].map(({ directory }) => openReadable(databaseFiles(directory).database));
  for (const one of CASES) {
    const times = measureGrowth(few!, many!, one);
    const measured = { case: `${nameOf(one)}, ${sizeOf(large.orders)}`, metric: 'p50', value: times.large, unit: 'ms' };
    rows.push(peerRow(measured, `the same on ${sizeOf(small.orders)}`, times.small, 1 / 1.3));
  }
  few!.close();
  many!.close();
}

function sizeOf(orders: number): string {
  return `${orders / MILLION}M orders`;
}

function nameOf({ stores, days }: Case): string {
  return `overview, ${stores} ${stores === 1 ? 'store' : 'stores'}, ${days} days`;
}

function against(name: string, { ours, theirs }: Pair, atLeast: number): BenchRow {
  return peerRow({ case: name, metric: 'p50', value: ours, unit: 'ms' }, PEER, theirs, atLeast);
}
