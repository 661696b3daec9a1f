/**
 * `npm run bench -- query [--large]`: the overview for 1, 20 and 100 stores over 7, 30 and 365 days on 1M orders (and 10M),
 * against DuckDB with two threads asked for the same panels on the same raw rows, in the same run.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseFiles, openReadable } from '../../src-main/database/index.ts';
import { createEngine } from '../../src-main/engine/index.ts';
import { fillDatabase } from './query/fill.ts';
import { CASES, type Case, measureApi, measurePanels, measureTask, PANEL_CASES, type Pair } from './query/measure.ts';
import { createRawRows } from './query/raw-rows.ts';

export interface Row {
  readonly case: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly peer: string | null;
  readonly peerValue: number | null;
  /** Above 1: better than the peer. */
  readonly ratio: number | null;
  readonly target: string | null;
  readonly met: boolean;
}

const MILLION = 1_000_000;
const PEER = 'DuckDB, 2 threads, raw rows';

/** @param args `--large` measures 10M orders too: about 4 GB of disk and several minutes. */
export async function bench(args: readonly string[] = process.argv.slice(2)): Promise<Row[]> {
  const rows: Row[] = [];
  const small = await measureAt(MILLION, rows);
  if (!args.includes('--large')) return rows;
  const large = await measureAt(10 * MILLION, rows);
  for (const [name, value] of large) {
    const ratio = (small.get(name) ?? 0) / value;
    rows.push({
      case: `${name}, 10M against 1M orders`,
      metric: 'p50',
      value,
      unit: 'ms',
      peer: 'the same on 1M orders',
      peerValue: small.get(name) ?? 0,
      ratio,
      target: 'ratio >= 0.77',
      met: ratio >= 1 / 1.3,
    });
  }
  return rows;
}

/** Adds the rows for a size and gives the overview's p50 by case, to compare sizes with. */
async function measureAt(orders: number, rows: Row[]): Promise<Map<string, number>> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-query-'));
  const size = `${orders / MILLION}M orders`;
  const middles = new Map<string, number>();
  try {
    const raw = await createRawRows(join(directory, 'raw.duckdb'), orders);
    const file = databaseFiles(directory).database;
    await fillDatabase(file, raw);
    const db = openReadable(file);
    for (const one of CASES) {
      const pair = await measureTask(db, raw, one);
      middles.set(nameOf(one), pair.ours);
      rows.push(againstPeer(`${nameOf(one)}, ${size}`, pair, one.stores === 1 ? 40 : 5));
    }
    for (const one of PANEL_CASES) {
      rows.push(againstPeer(`${one.title}, ${size}`, await measurePanels(db, raw, one), 1.3));
    }
    db.close();
    raw.close();

    const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'bench' });
    await engine.start();
    try {
      for (const one of CASES) {
        const { p50, p99 } = await measureApi(engine.api, one);
        const limit = one.stores === 1 ? 5 : 25;
        rows.push(plain(`${nameOf(one)} through the API, ${size}`, 'p50', p50, null));
        rows.push(plain(`${nameOf(one)} through the API, ${size}`, 'p99', p99, limit));
      }
    } finally {
      await engine.close();
    }
    return middles;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function nameOf({ stores, days }: Case): string {
  return `overview, ${stores} ${stores === 1 ? 'store' : 'stores'}, ${days} days`;
}

function againstPeer(name: string, { ours, theirs }: Pair, target: number): Row {
  const ratio = theirs / ours;
  return {
    case: name,
    metric: 'p50',
    value: ours,
    unit: 'ms',
    peer: PEER,
    peerValue: theirs,
    ratio,
    target: `ratio >= ${target}`,
    met: ratio >= target,
  };
}

function plain(name: string, metric: string, value: number, limit: number | null): Row {
  const met = limit === null || value <= limit;
  const target = limit === null ? null : `<= ${limit} ms`;
  return { case: name, metric, value, unit: 'ms', peer: null, peerValue: null, ratio: null, target, met };
}
