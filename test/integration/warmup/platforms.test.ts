import { afterEach, describe, expect, it } from 'vitest';
import {
  type Cached,
  createCache,
  createMemory,
  createStamps,
  type Encoding,
  type Lifetime,
} from '../../../src-main/cache/index.ts';
import {
  createPlatformCalls,
  type PlatformItem,
  type PlatformRecord,
  platformFamilies,
} from '../../../src-main/warmup/index.ts';
import { fakePlatformSource } from '../../fakes/platform-client.ts';
import { type FakePlatform, startFakePlatform } from '../../fakes/platform-server.ts';
import { cleanUp, type Kit, startWarmup, testLog } from './warmup-kit.ts';

const platforms: FakePlatform[] = [];
const caches: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await cleanUp();
  for (const cache of caches.splice(0)) await cache.close();
  for (const platform of platforms.splice(0)) await platform.close();
});

const later = (milliseconds: number, work: () => void) => {
  const timer = setTimeout(work, milliseconds);
  return () => clearTimeout(timer);
};
const encoding: Encoding<PlatformRecord> = {
  encode: async (value) => Buffer.from(JSON.stringify(value)),
  decode: (payload) => Object.freeze(JSON.parse(Buffer.from(payload).toString()) as PlatformRecord),
};
const lifetime = (): Lifetime => ({ ttl: 3_600_000, jitter: 0, grace: 3_600_000, beta: 0 });

interface Setting {
  readonly numbers?: readonly string[];
  /** Calls a second. */
  readonly rate?: number;
}

interface Platforms {
  readonly kit: Kit;
  readonly platform: FakePlatform;
  readonly order: Cached<PlatformItem, PlatformRecord>;
}

/** Warmup, the real cache in memory, and a platform on a local port. */
async function start({ numbers = ['A1', 'A2', 'A3'], rate = 1_000 }: Setting = {}): Promise<Platforms> {
  const platform = await startFakePlatform(numbers);
  platforms.push(platform);
  const source = fakePlatformSource('shop', platform.url);
  const calls = createPlatformCalls({
    rate: () => rate,
    elapsed: () => performance.now(),
    later,
    random: () => 0,
    deadline: 300,
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
    // Half an hour before the next run: what lives an hour lasts until then.
    now: () => Date.parse('2026-11-21T07:30:00Z'),
    platforms: { sources: () => [source], calls, caches: () => ({ order, tracking }) },
  });
  return { kit, platform, order };
}

const paths = (platform: FakePlatform) => platform.asked.map(({ path }) => path);

describe('recent orders of a platform', () => {
  it('are fetched with their tracking, and staff then have them without a call', async () => {
    const { kit, platform, order } = await start();
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', platform_calls: 7, orders_warmed: 5 });
    expect(paths(platform)).toEqual([
      '/orders',
      '/order/A1',
      '/tracking/A1',
      '/order/A2',
      '/tracking/A2',
      '/order/A3',
      '/tracking/A3',
    ]);
    const answer = await order.get({ platform: 'shop', number: 'A2' });
    expect(answer).toMatchObject({ value: { number: 'A2', status: 'paid' }, stale: false });
    expect(platform.asked).toHaveLength(7);
  });

  it('that are warm already cost no call', async () => {
    const { kit, platform } = await start();
    await kit.run({ type: 'full' });
    const again = await kit.run({ type: 'full' });
    expect(again).toMatchObject({ state: 'done', platform_calls: 1 });
    expect(paths(platform).slice(7)).toEqual(['/orders']);
  });

  it('are asked for at a steady pace', async () => {
    const { kit, platform } = await start({ rate: 20 });
    await kit.run({ type: 'full' });
    const gaps = platform.asked.slice(1).map(({ at }, i) => at - platform.asked[i]!.at);
    expect(gaps).toHaveLength(6);
    // 50 ms apart when they leave; they may arrive a little closer together.
    expect(Math.min(...gaps)).toBeGreaterThan(30);
    expect(platform.asked.at(-1)!.at - platform.asked[0]!.at).toBeGreaterThan(290);
  });

  it('that the platform does not have are no failure', async () => {
    const { kit, platform, order } = await start();
    platform.orders.delete('A3');
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 0 } });
    expect(await order.get({ platform: 'shop', number: 'A3' })).toMatchObject({ value: null, missing: true });
  });
});

describe('a platform that misbehaves', () => {
  it.each([
    ['fails', { kind: 'fail' }],
    ['hangs up', { kind: 'drop' }],
    ['stalls', { kind: 'stall' }],
    ['talks rubbish', { kind: 'rubbish' }],
  ] as const)('and %s is asked again, up to three times', async (_, way) => {
    const { kit, platform } = await start({ numbers: ['A1'] });
    platform.misbehave('/order/A1', way, way);
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 0, loaded: 2 } });
    expect(paths(platform)).toEqual(['/orders', '/order/A1', '/order/A1', '/order/A1', '/tracking/A1']);
  });

  it('and stays so for an order leaves that order out, and says why', async () => {
    const { kit, platform } = await start({ numbers: ['A1', 'A2'] });
    platform.misbehave('/order/A1', { kind: 'rubbish' }, { kind: 'rubbish' }, { kind: 'rubbish' });
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
    const { kit, platform } = await start({ numbers: ['A1'] });
    platform.misbehave('/order/A1', { kind: 'throttle', retryAfterSeconds: 1 });
    expect(await kit.run({ type: 'full' })).toMatchObject({ state: 'done', items: { failed: 0 } });
    const [, first, second] = platform.asked;
    expect(second!.path).toBe('/order/A1');
    expect(second!.at - first!.at).toBeGreaterThan(990);
  });

  it('and refuses us is asked once, and the rest of the warmup is done', async () => {
    const { kit, platform } = await start();
    platform.misbehave('/orders', { kind: 'refuse' });
    const run = await kit.run({ type: 'full' });
    expect(run).toMatchObject({ state: 'done', items: { failed: 1, fresh: 4 } });
    expect(paths(platform)).toEqual(['/orders']);
  });

  it('is given up for this run when order after order fails, and asked again by a retry', async () => {
    const numbers = Array.from({ length: 20 }, (_, i) => `N${i}`);
    const { kit, platform } = await start({ numbers });
    const dead = { kind: 'fail' } as const;
    for (const number of numbers) {
      platform.misbehave(`/order/${number}`, dead, dead, dead);
      platform.misbehave(`/tracking/${number}`, dead, dead, dead);
    }
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
    platform.misbehave('/order/A1', { kind: 'throttle', retryAfterSeconds: 500 });
    await kit.warmup.area.trigger({ type: 'full' }, {});
    await kit.until(({ stage }) => stage === 'platforms');
    await kit.warmup.area.stop(undefined, {});
    expect((await kit.runs())[0]).toMatchObject({ state: 'stopped' });
  });
});
