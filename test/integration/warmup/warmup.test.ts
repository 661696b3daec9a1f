import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/domain/app-error.ts';
import type { StoreId } from '../../../shared/domain/ids.ts';
import { cleanUp, newDirectory, startWarmup } from './warmup-kit.ts';

afterEach(cleanUp);

/** A door that a test opens. */
function door() {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { closed: promise, open: resolve };
}

describe('a full warmup', () => {
  it('makes every store warm, boards before details, and says so in the history', async () => {
    const at = Date.now();
    const kit = await startWarmup({ stores: 10, now: () => at });
    const run = await kit.run({ type: 'full', days: 3 });
    expect(run).toMatchObject({
      type: 'full',
      trigger: 'manual',
      state: 'done',
      days: 3,
      stores: 10,
      stores_failed: 0,
      orders_warmed: 11,
      items: { loaded: 22, fresh: 0, not_modified: 0, missing: 0, failed: 0 },
      duration: '0 seconds',
      failure: null,
    });
    expect(run.first_board_after).toBeGreaterThanOrEqual(0);
    const inputs = kit.warmed.map(({ input }) => input);
    expect(inputs.slice(0, 2)).toEqual(['overview:1', 'overview:all']);
    expect(inputs.findLastIndex((input) => input.startsWith('overview'))).toBeLessThan(
      inputs.findIndex((input) => input.startsWith('order-detail')),
    );
    const { stores } = await kit.warmup.area.run({ task_id: run.task_id }, {});
    expect(stores).toHaveLength(11);
    expect(stores.every(({ state }) => state === 'warm')).toBe(true);
    expect(stores[0]).toMatchObject({ store_id: 1, name: 'Store 1', rank: 'hot' });
    expect(stores[1]).toMatchObject({ store_id: null, rank: 'chain' });
  });

  it('does five things side by side, never more', async () => {
    let present = 0;
    let most = 0;
    const kit = await startWarmup({
      async behave() {
        most = Math.max(most, ++present);
        await new Promise(setImmediate);
        present--;
        return 'loaded' as const;
      },
    });
    await kit.run({ type: 'full' });
    expect(most).toBe(5);
  });

  it('begins with the stores that staff ask for', async () => {
    const kit = await startWarmup({ stores: 40 });
    for (let i = 0; i < 9; i++) kit.warmup.note(33 as StoreId, 'overview');
    for (let i = 0; i < 5; i++) kit.warmup.note(21 as StoreId, 'orders');
    await kit.run({ type: 'incremental' });
    expect(kit.warmed.slice(0, 3).map(({ input }) => input)).toEqual(['overview:33', 'overview:all', 'overview:21']);
    const { stores } = await kit.warmup.area.hot({ limit: 20 }, {});
    expect(stores.map(({ name }) => name)).toEqual(['Store 33', 'Store 21']);
    expect(stores[0]).toMatchObject({
      score: 1,
      why: ['asked-for', 'expected'],
      kinds: [{ kind: 'overview', requests: 9 }],
    });
  });

  it('refreshes what would not last until the next run', async () => {
    // 01:00 UTC: the next warmup is an hour away, and lets ten minutes pass.
    const kit = await startWarmup({ now: () => Date.parse('2026-11-21T01:00:00Z') });
    await kit.run({ type: 'incremental' });
    expect(kit.warmed[0]!.options.expiringWithin).toBe(70 * 60_000);
  });

  it('tells how far it is and how long it will take', async () => {
    const hold = door();
    let done = 0;
    const kit = await startWarmup({
      stores: 9,
      behave: async (input) => {
        if (input.startsWith('order-detail') && ++done > 6) await hold.closed;
        return 'loaded' as const;
      },
    });
    await kit.warmup.area.trigger({ type: 'full' }, {});
    // Six details are done, the other four under way; by then it is known what one takes.
    const progress = await kit.until(({ done: steps }) => steps === 26);
    expect(progress).toMatchObject({ stage: 'details', total: 30, paused: false });
    expect(progress.current).toHaveLength(4);
    expect(progress.seconds_left).not.toBeNull();
    hold.open();
    await kit.until(({ run }) => run === null);
  });
});

describe('a warmup that fails in parts', () => {
  it('keeps the rest warm, and says what failed and why', async () => {
    const kit = await startWarmup({
      behave(input) {
        if (input === 'overview:4') throw new AppError('DATABASE_BUSY', { action: 'retry' });
        return 'fresh' as const;
      },
    });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', stores_failed: 1, items: { failed: 1, fresh: 21 } });
    const { stores } = await kit.warmup.area.run({ task_id: run.task_id }, {});
    expect(stores.filter(({ state }) => state === 'failed')).toEqual([
      expect.objectContaining({
        store_id: 4,
        failures: [{ target: 'overview', reason: { code: 'DATABASE_BUSY', details: {} }, items: 1 }],
      }),
    ]);
  });

  it('is tried again for what failed, and for nothing else', async () => {
    let broken = true;
    const kit = await startWarmup({
      behave(input) {
        if (broken && input === 'overview:4') throw new AppError('DATABASE_BUSY');
        return 'loaded' as const;
      },
    });
    const first = await kit.run({ type: 'full', days: 5 });
    broken = false;
    kit.warmed.length = 0;
    const { task_id } = await kit.warmup.area.retry({ task_id: first.task_id }, {});
    await kit.until(({ run }) => run === null);
    expect(kit.warmed.map(({ input }) => input)).toEqual(['overview:4', 'order-detail:4']);
    const [second] = await kit.runs();
    expect(second).toMatchObject({ task_id, trigger: 'retry', state: 'done', days: 5, stores: 1, stores_failed: 0 });
    await expect(kit.warmup.area.retry({ task_id }, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('in all of it has failed', async () => {
    const kit = await startWarmup({
      behave() {
        throw new AppError('DATABASE_BUSY');
      },
    });
    expect(await kit.run({ type: 'full' })).toMatchObject({ state: 'failed', stores_failed: 10 });
    const { data } = await kit.warmup.area.status(undefined, {});
    expect(data.last_full_warmup).toBeNull();
  });
});

describe('one warmup at a time', () => {
  it('refuses a second one, and names the first', async () => {
    const hold = door();
    const kit = await startWarmup({ behave: () => hold.closed.then(() => 'loaded' as const) });
    const { task_id } = await kit.warmup.area.trigger({ type: 'full' }, {});
    await expect(kit.warmup.area.trigger({ type: 'incremental' }, {})).rejects.toMatchObject({
      code: 'WARMUP_RUNNING',
      details: { task_id },
    });
    hold.open();
    await kit.until(({ run }) => run === null);
  });

  it('refuses one of two that come at the same time', async () => {
    const kit = await startWarmup();
    const both = await Promise.allSettled([
      kit.warmup.area.trigger({ type: 'full' }, {}),
      kit.warmup.area.trigger({ type: 'full' }, {}),
    ]);
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    await kit.until(({ run }) => run === null);
  });

  it('is stopped when somebody says so, and keeps what is done', async () => {
    const hold = door();
    let count = 0;
    const kit = await startWarmup({
      async behave(_input, { signal }) {
        if (++count > 8)
          await Promise.race([hold.closed, new Promise((end) => signal?.addEventListener('abort', end))]);
        return 'loaded' as const;
      },
    });
    const { task_id } = await kit.warmup.area.trigger({ type: 'full' }, {});
    await kit.until(({ done }) => done >= 8);
    expect(await kit.warmup.area.stop(undefined, {})).toMatchObject({ success: true, task_id });
    const [run] = await kit.runs();
    expect(run).toMatchObject({ task_id, state: 'stopped', items: { loaded: 8 } });
    expect(await kit.warmup.area.stop(undefined, {})).toMatchObject({ success: true, task_id: null });
  });
});

describe('staff', () => {
  it('go first: nothing new begins while one of them waits', async () => {
    let leave: (() => void) | null = null;
    const kit = await startWarmup({
      stores: 30,
      async behave(input) {
        if (input === 'overview:9') leave = kit.gate.enter();
        await new Promise(setImmediate);
        return 'loaded' as const;
      },
    });
    const { task_id } = await kit.warmup.area.trigger({ type: 'full' }, {});
    await kit.until(({ paused, current }) => paused && current.length === 0);
    const sofar = kit.warmed.length;
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(kit.warmed.length).toBe(sofar);
    (leave as (() => void) | null)?.();
    await kit.until(({ run }) => run === null);
    expect((await kit.runs())[0]).toMatchObject({ task_id, state: 'done' });
  });

  it('do not hold it up where the settings say so', async () => {
    const kit = await startWarmup({
      settings: () => ({ enabled: true, orderDays: 7, rateLimit: 1, pauseOnUserRequest: false }),
    });
    kit.gate.enter();
    expect(await kit.run({ type: 'full' })).toMatchObject({ state: 'done' });
  });
});

describe('the status', () => {
  it('has the shape that scripts read', async () => {
    let hitRate: number | null = null;
    const kit = await startWarmup({
      now: () => Date.parse('2026-11-21T05:00:00Z'),
      hitRate: () => hitRate,
    });
    expect(await kit.warmup.area.status(undefined, {})).toEqual({
      success: true,
      data: {
        enabled: true,
        last_full_warmup: null,
        last_incremental_warmup: null,
        next_scheduled: '2026-11-21T08:00:00.000Z',
        stats: { total_orders_warmed: 0, cache_hit_rate: null, last_warmup_duration: null },
      },
    });
    hitRate = 0.9521;
    await kit.run({ type: 'full' });
    await kit.run({ type: 'incremental' });
    const { data } = await kit.warmup.area.status(undefined, {});
    expect(data).toMatchObject({
      last_full_warmup: '2026-11-21T05:00:00.000Z',
      last_incremental_warmup: '2026-11-21T05:00:00.000Z',
      stats: { total_orders_warmed: 22, cache_hit_rate: '95.2%', last_warmup_duration: '0 seconds' },
    });
  });
});

describe('the history', () => {
  it('is there after a restart, the newest first, and knows the stores', async () => {
    const directory = newDirectory();
    const before = await startWarmup({ directory });
    const first = await before.run({ type: 'full' });
    const second = await before.run({ type: 'incremental' });
    await before.warmup.close();
    const after = await startWarmup({ directory });
    expect(await after.runs()).toEqual([second, first]);
    expect((await after.warmup.area.run({ task_id: first.task_id }, {})).stores).toHaveLength(11);
    await expect(after.warmup.area.run({ task_id: 'warmup_20200101_000000' }, {})).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });

  it('leaves out a line that a crash cut in half, and goes on behind it', async () => {
    const directory = newDirectory();
    const before = await startWarmup({ directory });
    const first = await before.run({ type: 'full' });
    await before.warmup.close();
    const file = join(directory, 'history.jsonl');
    appendFileSync(file, readFileSync(file, 'utf8').slice(0, 60));
    const after = await startWarmup({ directory });
    const second = await after.run({ type: 'full' });
    await after.warmup.close();
    expect(await (await startWarmup({ directory })).runs()).toEqual([second, first]);
  });
});

describe('what is hot', () => {
  it('is remembered over a restart', async () => {
    const directory = newDirectory();
    const before = await startWarmup({ directory });
    for (let i = 0; i < 7; i++) before.warmup.note(3 as StoreId, 'overview');
    await before.warmup.close();
    const after = await startWarmup({ directory });
    expect((await after.warmup.area.hot({ limit: 5 }, {})).stores[0]).toMatchObject({ store_id: 3, requests: 7 });
  });

  it('is begun anew when its file is spoilt', async () => {
    const directory = newDirectory();
    writeFileSync(join(directory, 'heat.bin'), 'rubbish');
    const kit = await startWarmup({ directory });
    expect((await kit.warmup.area.hot({ limit: 5 }, {})).stores).toEqual([]);
    expect(kit.logged.join('')).toContain('heat.bin');
  });
});
