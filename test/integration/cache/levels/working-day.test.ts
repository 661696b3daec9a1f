/** A working day in small: staff ask, stores upload, correct, take back; no answer may ever be older than the last write. */
import { afterEach, describe, expect, it } from 'vitest';
import { businessDate, dayNumber } from '#shared/domain/business-date.ts';
import { PRESETS, presetRange } from '#shared/domain/period.ts';
import { type RunningEngine, startEngine } from '../../api/running-engine.ts';
import { type FreshAnswers, openFreshAnswers, type Question } from './fresh-answers.ts';
import { createShop, pick, type Random, type Shop, seeded } from './shop.ts';
import { ask, importFile, said } from './staff-asks.ts';

const BEGIN = Date.parse('2026-03-20T01:30:00Z');
const HOUR = 3_600_000;

let running: RunningEngine | null = null;
let fresh: FreshAnswers | null = null;
afterEach(async () => {
  fresh?.close();
  await running?.cleanUp();
  running = null;
  fresh = null;
});

type Engine = RunningEngine['engine'];

/** Like staff: mostly today's boards of their own store, now and then anything. */
function questionOf(random: Random, stores: number, now: number): Question {
  const today = new Date(now + 8 * HOUR).toISOString().slice(0, 10);
  const some = Array.from({ length: 1 + Math.floor(random() * 3) }, () => 1 + Math.floor(random() * stores));
  const scope = random() < 0.6 ? [1 + Math.floor(random() * stores)] : random() < 0.5 ? 'all' : some;
  const range =
    random() < 0.7
      ? presetRange(pick(random, PRESETS), today)
      : {
          from: businessDate(dayNumber(today)! - 45 - Math.floor(random() * 400)),
          to: businessDate(dayNumber(today)! - 3),
        };
  const input = { stores: scope, ...range };
  const kind = pick(random, [
    'overview',
    'overview',
    'breakdown',
    'bounds',
    'list',
    'byStatus',
    'detail',
    'stores',
  ] as const);
  const more = {
    overview: { products: 10 },
    breakdown: { by: pick(random, ['store', 'day', 'month', 'hour', 'channel', 'product'] as const) },
    bounds: {},
    list: {
      limit: pick(random, [5, 50]),
      ...(random() < 0.3 && { status: 'cancelled' }),
      ...(random() < 0.2 && { number: 'N1' }),
    },
    byStatus: {},
    detail: { id: 1 + Math.floor(random() * 60) },
    stores: {},
  }[kind];
  return { kind, input: { ...input, ...more } as never };
}

/** Both the answer and the refusal count. */
async function outcome(call: () => unknown): Promise<unknown> {
  try {
    return said(await call());
  } catch (error) {
    return { refused: (error as { code?: string }).code };
  }
}

/** What stores do between two looks. */
async function act(engine: Engine, shop: Shop, random: Random, today: string): Promise<void> {
  const date = businessDate(dayNumber(today)! - Math.floor(random() * random() * 60));
  const store = pick(random, shop.stores);
  const action = random();
  if (action < 0.6) await importFile(engine, shop.upload(store, date, 1 + Math.floor(random() * 4)));
  else if (action < 0.7) await importFile(engine, shop.products());
  else if (action < 0.76) await importFile(engine, shop.newStore(date));
  else if (action < 0.8) await importFile(engine, shop.abroad(store, today));
  else if (action < 0.9) {
    const { stores } = await engine.api.stores.list();
    await engine.api.stores.update({ id: pick(random, stores).id, name: `改名${Math.floor(random() * 1_000)}` });
  } else {
    const { imports } = await engine.api.ingest.history({});
    const last = imports.find(({ canUndo }) => canUndo);
    if (last) await engine.api.ingest.undo({ importId: last.id });
  }
}

describe('answers out of the cache', () => {
  it.each([1, 2])('equal fresh ones after every upload, correction, renaming and undo (seed %i)', async (seed) => {
    const random = seeded(seed);
    let now = BEGIN;
    running = await startEngine({ now: () => now, env: { MENDIAN_DEFAULT_TIME_ZONE: 'Asia/Shanghai' } });
    const { engine, directory } = running;
    const shop = createShop(directory, 12, random);
    const today = () => new Date(now + 8 * HOUR).toISOString().slice(0, 10);
    for (const store of shop.stores) await importFile(engine, shop.upload(store, today(), 3));
    fresh = openFreshAnswers(directory, () => now);

    for (let step = 0; step < 25; step++) {
      // Staff keep asking while it is written, so that loads are under way when the write ends.
      const writing = act(engine, shop, random, today());
      const asked = Array.from({ length: 10 }, () => questionOf(random, shop.stores.length, now));
      await Promise.allSettled(asked.map((question) => ask(engine, question)));
      await writing;
      const checked = [...asked, ...Array.from({ length: 20 }, () => questionOf(random, shop.stores.length, now))];
      for (const question of checked) {
        const given = await outcome(() => ask(engine, question));
        const expected = await outcome(() => fresh!.answer(question, given));
        expect(given, JSON.stringify(question)).toEqual(expected);
      }
      now += Math.floor(random() * HOUR);
    }

    const { outcomes, hitRate } = await engine.api.cache.overview();
    const { requests, ...ends } = outcomes;
    expect(Object.values(ends).reduce((sum, count) => sum + count, 0)).toBe(requests);
    expect(hitRate).toBeGreaterThan(0.3);
  });
});
