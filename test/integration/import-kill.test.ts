import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareRollups } from '../../src-main/analytics/rollup/index.ts';
import { MIGRATIONS, migrate, openWritable } from '../../src-main/database/index.ts';
import { writeSampleOrders } from '../../src-main/ingest/sample/index.ts';
import { createRandom } from '../../src-main/ingest/sample/random.ts';
import { contents } from './ingest/write/fresh-database.ts';

/** `MENDIAN_KILLS=50` for the full count; `MENDIAN_SEED` to repeat a run. */
const KILLS = Number(process.env.MENDIAN_KILLS ?? 12);
const SEED = Number(process.env.MENDIAN_SEED ?? 7);
/** Lets the import end. */
const NEVER = Number.POSITIVE_INFINITY;
const CHILD = join(import.meta.dirname, 'ingest', 'import-once.ts');

let directory: string;
let file: string;
let second: string;
/** A database that has had one import already: the second one changes and adds. */
let prepared: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-kill-'));
  file = join(directory, 'orders.csv');
  second = join(directory, 'more-orders.csv');
  prepared = join(directory, 'prepared.db');
  const chain = { stores: 5, seed: 3, endDate: '2026-11-20', days: 20, products: 200 };
  await writeSampleOrders(file, { ...chain, orders: 12_000 });
  await writeSampleOrders(second, { ...chain, orders: 14_000, seed: 4 });
  const child = await importIn(join(directory, 'first'), file, NEVER);
  expect(child.state).toBe('committed');
  // Closing moves the log into the file: only then is the file all there is.
  expect(look(join(directory, 'first')).integrity).toBe('ok');
  copyFileSync(join(directory, 'first', 'mendian.db'), prepared);
}, 60_000);
afterAll(() => rmSync(directory, { recursive: true }));

/** Runs an import in a process of its own and kills it at so many changes of its log, or when it says that it has committed. */
async function importIn(data: string, from: string, killAt: number): Promise<{ state: string; changes: number }> {
  mkdirSync(data, { recursive: true });
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', CHILD, data, from], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let said = '';
  let changes = 0;
  const watcher = watch(data, (_event, name) => {
    if (name !== 'mendian.db-wal' || !said.includes('importing\n')) return;
    if (++changes === killAt) child.kill('SIGKILL');
  });
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    said += text;
    // The log is then being moved into the database file.
    if (/(committed|failed|cancelled)\n/.test(said)) child.kill(killAt === NEVER ? 'SIGTERM' : 'SIGKILL');
  });
  child.on('error', reject);
  child.on('exit', () => resolve());
  try {
    await promise;
  } finally {
    watcher.close();
  }
  return { state: said.trim().split('\n').at(-1) ?? '', changes };
}

function look(data: string): { integrity: unknown; orders: number; differences: unknown[]; all: string } {
  const db = openWritable(join(data, 'mendian.db'));
  try {
    migrate(db, MIGRATIONS);
    return {
      integrity: db.pragma('integrity_check', { simple: true }),
      orders: Number(db.prepare('SELECT count(*) FROM orders').pluck().get()),
      differences: compareRollups(db),
      all: contents(db),
    };
  } finally {
    db.close();
  }
}

describe('an import whose process is killed at a random moment', () => {
  it(`leaves the database as before or as after, ${KILLS} times`, async () => {
    const random = createRandom(SEED, 'kills');
    for (const start of ['empty', 'filled'] as const) {
      const place = (name: string) => {
        const data = join(directory, `${start}-${name}`);
        mkdirSync(data);
        if (start === 'filled') copyFileSync(prepared, join(data, 'mendian.db'));
        return data;
      };
      const from = start === 'empty' ? file : second;
      const whole = place('whole');
      const { changes } = await importIn(whole, from, NEVER);
      const after = look(whole).all;
      const before = look(place('untouched')).all;
      expect(after).not.toBe(before);
      for (let kill = 0; kill < Math.ceil(KILLS / 2); kill++) {
        const data = place(`kill-${kill}`);
        const moment = Math.ceil(random.next() * changes * 1.1);
        const { state } = await importIn(data, from, moment);
        const found = look(data);
        expect(found.integrity).toBe('ok');
        expect(found.differences).toEqual([]);
        const when = `seed ${SEED}, ${start}, kill ${kill} at change ${moment} of ${changes}`;
        expect([before, after].includes(found.all), `${when}: ${found.orders} orders`).toBe(true);
        // What was answered "committed" is there.
        if (state === 'committed') expect(found.all, when).toBe(after);
        rmSync(data, { recursive: true });
      }
    }
  }, 600_000);
});
