/** However the app ended, and whatever became of its files meanwhile: what is answered after the start is what the database holds. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../src-main/engine/index.ts';
import { openFreshAnswers, type Question } from './fresh-answers.ts';
import { boardsOf, NOW, openStores, TODAY } from './restart-questions.ts';
import { createShop, type Shop, seeded } from './shop.ts';
import { ask, importFile, said } from './staff-asks.ts';

let directory: string;
let shop: Shop;
let engine: Engine;

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-restart-'));
  // What is asked here is what the disk still has, not how soon a busy machine gives it.
  writeFileSync(join(directory, 'config.json'), JSON.stringify({ cache: { diskDeadline: 60_000 } }));
  shop = createShop(directory, 4, seeded(1));
  engine = await started();
  const dates = [TODAY, '2026-03-19', '2026-03-02', '2026-02-25'];
  const files = shop.stores.flatMap((store) => dates.map((date) => shop.upload(store, date, 3)));
  await importFile(engine, ...files);
});
afterEach(async () => {
  await engine.close();
  rmSync(directory, { recursive: true, force: true });
});

async function started(): Promise<Engine> {
  const one = createEngine({ dataDirectory: directory, mode: 'hub', version: 'test', now: () => NOW });
  await one.start();
  return one;
}

async function restart(): Promise<void> {
  await engine.close();
  engine = await started();
}

const questions = async () => boardsOf(await openStores(engine));

async function askAll(): Promise<void> {
  for (const question of await questions()) await ask(engine, question);
}

async function expectNothingStale(): Promise<void> {
  const fresh = openFreshAnswers(directory, () => NOW);
  try {
    for (const question of await questions()) {
      expect(said(await ask(engine, question)), JSON.stringify(question)).toEqual(said(fresh.answer(question)));
    }
  } finally {
    fresh.close();
  }
}

/** Share of the first so many requests that waited for no load. */
async function hitRateOfFirst(count: number): Promise<number> {
  const before = (await engine.api.cache.overview()).outcomes;
  const all = await questions();
  let { requests } = before;
  for (let i = 0; requests - before.requests < count; i++) {
    await ask(engine, all[i % all.length]!);
    ({ requests } = (await engine.api.cache.overview()).outcomes);
  }
  const { loads, shared, failed } = (await engine.api.cache.overview()).outcomes;
  return 1 - (loads + shared + failed - before.loads - before.shared - before.failed) / (requests - before.requests);
}

/** Which of these had to be loaded, for they were not in the cache. */
async function loadsOf(asked: readonly Question[]): Promise<Question[]> {
  const loads = async () => (await engine.api.cache.overview()).outcomes.loads;
  const loaded: Question[] = [];
  for (const question of asked) {
    const before = await loads();
    await ask(engine, question);
    if ((await loads()) > before) loaded.push(question);
  }
  return loaded;
}

/** Kills a process of its own while it imports a file. */
function importAndDie(file: string, point: string): void {
  const script = join(import.meta.dirname, 'killed-engine.ts');
  const { signal, stderr } = spawnSync(process.execPath, [script, directory, String(NOW), file, point], {
    encoding: 'utf8',
  });
  expect(signal, stderr).toBe('SIGKILL');
}

function copyDatabase(from: string, to: string): void {
  for (const suffix of ['-wal', '-shm']) rmSync(`${to}${suffix}`, { force: true });
  copyFileSync(from, to);
}

describe('after a restart', () => {
  it('the first thousand requests find at least 95 % of what was there before', async () => {
    await askAll();
    const before = await hitRateOfFirst(1_000);
    await restart();
    expect(before).toBeGreaterThan(0.99);
    expect(await hitRateOfFirst(1_000)).toBeGreaterThanOrEqual(0.95 * before);
    await expectNothingStale();
  });

  it('after kill -9 nothing is stale, and what had been written down is there', async () => {
    await askAll();
    await engine.close();
    importAndDie(shop.upload(shop.stores[0]!, TODAY, 2), 'after');
    engine = await started();
    expect(await hitRateOfFirst(300)).toBeGreaterThan(0.4);
    await expectNothingStale();
  });

  it.each(['before the invalidation', 'before the mark', 'before the notes are forgotten'])(
    'after a crash between the commit of an import and the end of its following (%s) nothing is stale',
    async (point) => {
      await askAll();
      await engine.close();
      importAndDie(shop.upload(shop.stores[0]!, TODAY, 2), point);
      engine = await started();
      // Only what the import concerns was dropped: the other stores' boards are all as they were before the crash.
      const untouched = (await openStores(engine))
        .slice(1)
        .flatMap((id) => boardsOf([id]))
        .filter(({ input }) => (input as { stores: unknown }).stores !== 'all');
      expect(await loadsOf(untouched)).toEqual([]);
      await expectNothingStale();
    },
  );
});

describe('another database in the place of the one before', () => {
  it('an older copy: nothing of the newer one is answered', async () => {
    await engine.close();
    const copy = join(directory, 'older.db');
    copyFileSync(join(directory, 'mendian.db'), copy);
    engine = await started();
    await importFile(engine, shop.upload(shop.stores[0]!, TODAY, 5));
    await askAll();
    await engine.close();
    copyDatabase(copy, join(directory, 'mendian.db'));
    engine = await started();
    await expectNothingStale();
  });

  it('an older copy that has gone on for as long: nothing of the other future is answered', async () => {
    await engine.close();
    const copy = join(directory, 'older.db');
    copyFileSync(join(directory, 'mendian.db'), copy);
    engine = await started();
    await importFile(engine, shop.upload(shop.stores[0]!, TODAY, 5));
    await askAll();
    await engine.close();
    copyDatabase(copy, join(directory, 'mendian.db'));
    engine = await started();
    await importFile(engine, shop.upload(shop.stores[1]!, TODAY, 5));
    await askAll();
    await restart();
    await expectNothingStale();
  });

  it('another set of data: nothing of this one is answered', async () => {
    await askAll();
    await engine.close();
    const elsewhere = mkdtempSync(join(tmpdir(), 'mendian-restart-other-'));
    try {
      const other = createEngine({ dataDirectory: elsewhere, mode: 'hub', version: 'test', now: () => NOW });
      await other.start();
      for (const store of shop.stores) await importFile(other, shop.upload(store, TODAY, 4));
      await other.close();
      copyDatabase(join(elsewhere, 'mendian.db'), join(directory, 'mendian.db'));
    } finally {
      rmSync(elsewhere, { recursive: true, force: true });
    }
    engine = await started();
    await expectNothingStale();
  });

  it('a backup that was restored: nothing of after it is answered, now and after a restart', async () => {
    const { fileName } = await engine.api.system.createBackup();
    await importFile(engine, shop.upload(shop.stores[0]!, TODAY, 5));
    await askAll();
    await engine.api.system.restoreBackup({ fileName });
    await expectNothingStale();
    await restart();
    await expectNothingStale();
  });

  it('an import that was undone: nothing of it is answered, now and after a restart', async () => {
    const importId = await importFile(engine, shop.upload(shop.stores[0]!, TODAY, 5));
    await askAll();
    await engine.api.ingest.undo({ importId });
    await expectNothingStale();
    await restart();
    await expectNothingStale();
  });
});
