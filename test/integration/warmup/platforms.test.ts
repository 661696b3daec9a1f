import { afterEach, describe, expect, it } from 'vitest';
import {
  type Cached,
  createCache,
  createMemory,
  createStamps,
  type Encoding,
  type Lifetime,
} from '../../../src-main/cache/index.ts';
import { later } from '../../../src-main/engine/timer.ts';
import type { Later } from '../../../src-main/resilience/index.ts';
import {
  createPlatformCalls,
  type PlatformItem,
  type PlatformRecord,
  platformFamilies,
} from '../../../src-main/warmup/index.ts';
import { type ShopifySource, startShopifySource } from './shopify-source.ts';
import { cleanUp, type Kit, startWarmup, testLog } from './warmup-kit.ts';

const platforms: ShopifySource[] = [];
/** Half an hour before the next run: what lives an hour lasts until then. */
const now = () => Date.parse('2026-11-21T07:30:00Z');
const caches: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await cleanUp();
  for (const cache of caches.splice(0)) await cache.close();
  for (const platform of platforms.splice(0)) await platform.close();
});

const encoding: Encoding<PlatformRecord> = {
  encode: async (value) => Buffer.from(JSON.stringify(value)),
  decode: (payload) => Object.freeze(JSON.parse(Buffer.from(payload).toString()) as PlatformRecord),
};
const lifetime = (): Lifetime => ({ ttl: 3_600_000, jitter: 0, grace: 3_600_000, beta: 0 });

interface Setting {
  /** How many, `#1001` the oldest. */
  readonly orders?: number;
  /** Listed, and yet not there. */
  readonly gone?: readonly string[];
  /** Calls a second. */
  readonly rate?: number;
  /** How long an answer is waited for, in milliseconds: far beyond what it takes on a busy machine. */
  readonly deadline?: number;
  readonly timers?: Timers;
}

/** What the calls take for the time. */
interface Timers {
  readonly elapsed: () => number;
  readonly later: Later;
}

const PATIENT_MILLISECONDS = 10_000;
const SYSTEM_TIMERS: Timers = { elapsed: () => performance.now(), later };

/** Time that passes while somebody waits for his turn, and only then: an answer takes none of it, however busy the machine. */
function timeOfTurns(): Timers {
  let elapsed = 0;
  return {
    elapsed: () => elapsed,
    later(milliseconds, work) {
      if (milliseconds === PATIENT_MILLISECONDS) return () => undefined;
      const immediate = setImmediate(() => {
        elapsed += milliseconds;
        work();
      });
      return () => clearImmediate(immediate);
    },
  };
}

interface Platforms {
  readonly kit: Kit;
  readonly platform: ShopifySource;
  readonly order: Cached<PlatformItem, PlatformRecord>;
}

/** Warmup, the real cache in memory, and a platform on a local port. */
async function start(setting: Setting = {}): Promise<Platforms> {
  const { orders = 3, gone = [], rate = 1_000, deadline = PATIENT_MILLISECONDS, timers = SYSTEM_TIMERS } = setting;
  const platform = await startShopifySource(orders, gone, now, timers.elapsed);
  platforms.push(platform);
  const { source } = platform;
  const calls = createPlatformCalls({
    ...timers,
    rate: () => rate,
    random: () => 0,
    deadline,
  });
  const cache = createCache({
    memory: createMemory,
    disk: null,
    redis: null,
    stamps: createStamps(),
    budget: { bytes: 10_000_000, profile: 'fixed', stores: 0 },
    // What failed may be asked again at once.
    backoff: { first: 1, most: 1 },
    log: testLog(),
    now: Date.now,
    ticks: () => performance.now(),
    later,
    random: () => 0.5,
  });
  const families = platformFamilies({
    sources: () => [source],
    calls,
    encoding,
    lifetime: { order: lifetime, tracking: lifetime },
    tiers: ['memory'],
  });
  const order = cache.register(families.order);
  const tracking = cache.register(families.tracking);
  await cache.start();
  caches.push(cache);
  const kit = await startWarmup({
    stores: 1,
    behave: () => 'fresh',
    now,
    platforms: { sources: () => [source], calls, caches: () => ({ order, tracking }) },
  });
  return { kit, platform, order };
}

const asked = ({ asked: calls }: ShopifySource) => calls.map(({ what }) => what);

describe('recent orders of a platform', () => {
  it('are fetched with their tracking, and staff then have them without a call', async () => {
    const { kit, platform, order } = await start();
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', platform_calls: 7, orders_warmed: 5 });
    expect(asked(platform)).toEqual([
      'orders',
      'order #1003',
      'tracking #1003',
      'order #1002',
      'tracking #1002',
      'order #1001',
      'tracking #1001',
    ]);
    const answer = await order.get({ platform: 'shop', number: '#1002' });
    expect(answer).toMatchObject({ value: { number: '#1002', status: 'shipped' }, stale: false });
    expect(platform.asked).toHaveLength(7);
  });

  it('that are warm already cost no call', async () => {
    const { kit, platform } = await start();
    await kit.run({ type: 'full' });
    const again = await kit.run({ type: 'full' });
    expect(again).toMatchObject({ state: 'done', platform_calls: 1 });
    expect(asked(platform).slice(7)).toEqual(['orders']);
  });

  it('are asked for at a steady pace', async () => {
    const { kit, platform } = await start({ rate: 20, timers: timeOfTurns() });
    await kit.run({ type: 'full' });
    const gaps = platform.asked.slice(1).map(({ at }, i) => at - platform.asked[i]!.at);
    expect(gaps).toEqual(Array(6).fill(50));
  });

  it('that the platform does not have are no failure', async () => {
    const { kit, platform, order } = await start({ gone: ['#1999'] });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 0 } });
    expect(asked(platform)).toContain('order #1999');
    expect(await order.get({ platform: 'shop', number: '#1999' })).toMatchObject({ value: null, missing: true });
  });
});

describe('a platform that misbehaves', () => {
  it.each([
    ['fails', { kind: 'status', status: 500 }],
    ['hangs up', { kind: 'drop-before' }],
    ['stalls', { kind: 'silence', acted: false }],
    ['talks rubbish', { kind: 'rubbish' }],
  ] as const)('and %s is asked again, up to three times', async (_, way) => {
    const { kit, platform } = await start({ orders: 1, ...(way.kind === 'silence' && { deadline: 500 }) });
    // The first of these lists them.
    platform.fake.misbehave(way, { api: 'orders', after: 1, times: 2 });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 0, loaded: 2 } });
    expect(asked(platform)).toEqual(['orders', 'order #1001', 'order #1001', 'order #1001', 'tracking #1001']);
  });

  it('and stays so for an order leaves that order out, and says why', async () => {
    const { kit, platform } = await start({ orders: 2 });
    platform.fake.misbehave({ kind: 'rubbish' }, { api: 'orders', after: 1, times: 3 });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 1, loaded: 3 } });
    const { stores } = await kit.warmup.area.run({ task_id: run.task_id }, {});
    expect(stores.find(({ name }) => name === 'shop')).toMatchObject({
      store_id: null,
      rank: 'platform',
      state: 'failed',
      failures: [{ target: 'order', reason: { code: 'PLATFORM_UNREADABLE' }, items: 1 }],
    });
  });

  it('and throttles is left alone for as long as it says', async () => {
    const { kit, platform } = await start({ orders: 1 });
    platform.fake.misbehave({ kind: 'throttle', seconds: 1 }, { api: 'orders', after: 1 });
    expect(await kit.run({ type: 'full' })).toMatchObject({ state: 'done', items: { failed: 0 } });
    const [, first, second] = platform.asked;
    expect(second!.what).toBe('order #1001');
    expect(second!.at - first!.at).toBeGreaterThan(990);
  });

  it('and refuses us is asked once, and the rest of the warmup is done', async () => {
    const { kit, platform } = await start();
    platform.fake.misbehave({ kind: 'refuse', code: 'ACCESS_DENIED' });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 1, fresh: 4 } });
    expect(asked(platform)).toEqual(['orders']);
  });

  it('is given up for this run when order after order fails, and asked again by a retry', async () => {
    const { kit, platform } = await start({ orders: 12 });
    const dead = { kind: 'status', status: 503 } as const;
    platform.fake.misbehave(dead, { after: 1, times: 1_000 });
    const run = await kit.run({ type: 'full' });
    expect(run.items.failed).toBe(5);
    expect(platform.asked).toHaveLength(1 + 5 * 3);
    platform.asked.length = 0;
    const { task_id } = await kit.warmup.area.retry({ task_id: run.task_id }, {});
    await kit.until(({ run: current }) => current === null);
    expect((await kit.runs())[0]).toMatchObject({ task_id, stores: 0 });
    expect(platform.asked.length).toBeGreaterThan(1);
  });

  it('does not keep a warmup from being stopped', async () => {
    const { kit, platform } = await start();
    platform.fake.misbehave({ kind: 'throttle', seconds: 500 }, { api: 'orders', after: 1 });
    await kit.warmup.area.trigger({ type: 'full' }, {});
    await kit.until(({ stage }) => stage === 'platforms');
    await kit.warmup.area.stop(undefined, {});
    expect((await kit.runs())[0]).toMatchObject({ state: 'stopped' });
  });
});
