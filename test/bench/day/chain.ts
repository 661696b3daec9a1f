/** The chain of the day: its orders of the last 90 days, until the morning, imported as an operator would import them. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEngine } from '../../../src-main/engine/index.ts';
import { writeSampleOrders } from '../../../src-main/ingest/sample/index.ts';
import { importFile } from '../../integration/cache/levels/staff-asks.ts';

export interface DayChain {
  readonly directory: string;
  remove(): void;
}

/** Stores open at eight. */
const MORNING_MINUTE = 9 * 60;

/** @param endDate the day itself, `YYYY-MM-DD`. */
export async function createDayChain(stores: number, orders: number, endDate: string): Promise<DayChain> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-bench-day-'));
  const file = join(directory, 'orders.csv');
  await writeSampleOrders(file, { stores, orders, seed: 1, endDate, endMinute: MORNING_MINUTE });
  const engine = createEngine({ dataDirectory: directory, mode: 'hub', version: 'bench' });
  try {
    await engine.start();
    await importFile(engine, file);
  } finally {
    await engine.close();
  }
  rmSync(file);
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}
