import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  createLocalBuckets,
  createQuota,
  createRateLimiter,
  createSharedBuckets,
  createShareQuota,
  type QuotaDay,
} from '../../../src-main/resilience/index.ts';
import { type RedisServer, startCluster, startRedis } from '../../redis/index.ts';
import { type Connected, connectTo, later, until } from './kit.ts';

let server: RedisServer;
const connected: Connected[] = [];
beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  for (const { close } of connected.splice(0)) close();
  await server.admin.flushall();
});
afterAll(() => server.stop());

const NOMINAL = { perSecond: 50, burst: 20 };
const signal = new AbortController().signal;
const request = {
  platform: 'p',
  shop: 'p/1',
  priority: 'staff',
  cost: 1,
  isAgain: false,
  longestPause: 1e6,
  signal,
} as const;

async function computer(owner: string, { clockOff = 0, target = server as { host: string; port: number } } = {}) {
  const connection = connectTo(target);
  connected.push(connection);
  await until(async () => (await connection.redis.ask('return 1', ['x'])) !== null);
  const now = () => Date.now() + clockOff;
  const local = createLocalBuckets({ nominal: () => NOMINAL, now });
  const buckets = createSharedBuckets({ redis: connection.redis, local, owner, now });
  return { ...connection, local, buckets, limiter: createRateLimiter({ buckets, later }) };
}

type Computer = Awaited<ReturnType<typeof computer>>;

/** Asks for so many turns at once on each; gives when each was had, in milliseconds from now. */
async function takeTurns(computers: readonly Computer[], each: number): Promise<number[]> {
  const began = performance.now();
  const all = computers.flatMap(({ limiter }) => Array.from({ length: each }, () => limiter.turn(request)));
  const had = all.map((turn) =>
    turn.then(({ end }) => {
      end(null);
      return performance.now() - began;
    }),
  );
  return (await Promise.all(had)).sort((one, other) => one - other);
}

describe('a limit that computers share over Redis', () => {
  it('is one limit, however many share it and however their clocks differ', async () => {
    const computers = await Promise.all([
      computer('a'),
      computer('b', { clockOff: 48 * 3_600_000 }),
      computer('c', { clockOff: -48 * 3_600_000 }),
    ]);
    const had = await takeTurns(computers, 20);
    // 18 at once (nine tenths of what may be), the others at the pace.
    const last = had.at(-1)!;
    expect(last).toBeGreaterThan(((60 - 18 - 1) / NOMINAL.perSecond) * 1_000 * 0.9);
    const state = await computers[0].buckets.read(request, (bucket) => bucket.given);
    expect(state).toBe(60);
  });

  it('lets every computer have its part', async () => {
    const computers = await Promise.all([computer('a'), computer('b')]);
    const had = [0, 0];
    /** What the other one has had when one has had everything. */
    let least = Number.POSITIVE_INFINITY;
    await Promise.all(
      computers.map(async ({ limiter }, at) => {
        const turns = Array.from({ length: 30 }, async () => {
          const { end } = await limiter.turn(request);
          end(null);
          had[at]! += 1;
        });
        await Promise.all(turns);
        least = Math.min(least, ...had);
      }),
    );
    expect(had).toEqual([30, 30]);
    expect(least).toBeGreaterThanOrEqual(10);
  });

  it('goes on in memory while Redis is gone, with a part of it for each, and as one when it is back', async () => {
    const own = await startRedis();
    try {
      const [a, b] = await Promise.all([computer('a', { target: own }), computer('b', { target: own })]);
      await takeTurns([a, b], 2);
      await takeTurns([a, b], 1);
      await own.kill();
      await until(() => a.limiter.turn(request).then(() => a.local.of(request).maximum < 18));
      await b.limiter.turn(request);
      for (const { local } of [a, b]) {
        expect(local.of(request)).toMatchObject({ nominalMaximum: 9 });
        expect(local.of(request).pace.rate).toBeCloseTo((NOMINAL.perSecond * 0.99) / 2, 5);
      }
      await own.restart();
      await until(async () => (await a.redis.ask('return 1', ['x'])) !== null);
      await takeTurns([a], 1);
      const keys = await own.admin.keys('chain:rate:*');
      expect(keys).toHaveLength(1);
    } finally {
      await own.stop();
    }
  });

  it('takes no rubbish that lies in Redis for a bucket', async () => {
    const a = await computer('a');
    for (const rubbish of ['rubbish', '{', '{"state":{"level":"x"},"seen":{}}', '[]']) {
      await server.admin.set('chain:rate:{p/p/1}', rubbish);
      await takeTurns([a], 1);
      expect(await a.buckets.read(request, ({ level }) => level)).toBeGreaterThan(0);
    }
  });

  it('works in a Cluster', async () => {
    const cluster = await startCluster();
    try {
      // The node that holds the slot.
      const slot = Number(await cluster.servers[0]!.admin.cluster('KEYSLOT', 'chain:rate:{p/p/1}'));
      const owner = cluster.servers[Math.min(2, Math.floor((slot * 3) / 16_384))]!;
      const connection = connectTo(owner);
      connected.push(connection);
      const local = createLocalBuckets({ nominal: () => NOMINAL, now: Date.now });
      const buckets = createSharedBuckets({ redis: connection.redis, local, owner: 'a', now: Date.now });
      await until(async () => {
        await createRateLimiter({ buckets, later }).turn(request);
        return (await owner.admin.exists('chain:rate:{p/p/1}')) === 1;
      });
    } finally {
      await cluster.stop();
    }
  });
});

describe('daily calls that computers share over Redis', () => {
  const app = { platform: 'taobao', app: '1' };

  async function quotaOf(name: string, kept: readonly QuotaDay[] = []) {
    const connection = connectTo(server);
    connected.push(connection);
    await until(async () => (await connection.redis.ask('return 1', ['x'])) !== null);
    const share = createShareQuota({ redis: connection.redis, computer: name });
    const written: QuotaDay[] = [];
    const shared: (Pick<QuotaDay, 'calls' | 'toppedUp'> | null)[] = [];
    const quota = createQuota({
      rule: () => ({ dailyCalls: 5_000, dayOffset: 480 }),
      now: Date.now,
      keep: async (day) => void written.push(day),
      share: async (day) => {
        const others = await share(day);
        shared.push(others);
        return others;
      },
      failed: (error) => {
        throw error;
      },
      kept,
    });
    return { quota, written, shared };
  }

  it('are one number for all', async () => {
    const [a, b] = await Promise.all([quotaOf('a'), quotaOf('b')]);
    for (let at = 0; at < 30; at++) a.quota.take(app, 'staff');
    await a.quota.topUp(app, 1_000, '');
    b.quota.take(app, 'staff');
    await until(() => b.shared.length > 0 && b.quota.state(app).used > 1);
    const { used, limit } = b.quota.state(app);
    expect(limit).toBe(6_000);
    expect(used).toBeGreaterThanOrEqual(31);
    expect(used).toBeLessThanOrEqual(31 + 20);
  });

  it('are counted once when a computer starts again, and found again when Redis was emptied', async () => {
    const a = await quotaOf('a');
    for (let at = 0; at < 30; at++) a.quota.take(app, 'staff');
    await a.quota.topUp(app, 1, '');
    const again = await quotaOf('a', [a.written.at(-1)!]);
    await server.admin.flushall();
    await again.quota.topUp(app, 1, '');
    const b = await quotaOf('b');
    await b.quota.topUp(app, 1, '');
    const { used, limit } = b.quota.state(app);
    expect(limit).toBe(5_003);
    expect(used).toBeGreaterThanOrEqual(30);
    expect(used).toBeLessThanOrEqual(30 + 30);
  });
});
