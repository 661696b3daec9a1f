/** Of several computers with the same shop one at a time sends to it, and one passes its stock on: by Redis, or by the head office. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLocks, type LeaseStore, type RedisAsking } from '../../../src-main/resilience/index.ts';
import {
  createSendingTurns,
  createStockPassing,
  type StockFences,
  type StockPassing,
} from '../../../src-main/sync/shops/index.ts';
import { type PostgresServer, startPostgres } from '../../postgres/index.ts';
import { type RedisServer, startRedis } from '../../redis/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';
import { connectTo, later, until } from '../resilience/kit.ts';
import { officeAt } from './head-office/office-pc.ts';

const NO_REDIS: RedisAsking = { ask: async () => null };
const SHOP = { id: 1, name: 'aliexpress/77' };
const NEVER: StockFences = { redis: null, office: null };
const LEASE = 400;

let redis: RedisServer;
let postgres: PostgresServer;
let databases = 0;
const atEnd: (() => unknown)[] = [];
beforeAll(async () => {
  [redis, postgres] = await Promise.all([startRedis(), startPostgres()]);
}, 60_000);
afterEach(async () => {
  for (const end of atEnd.splice(0).reverse()) await end();
  await redis.admin.flushall();
});
afterAll(() => Promise.all([redis.stop(), postgres.stop()]));

interface Meeting {
  readonly redis: RedisAsking;
  readonly office: () => LeaseStore | null;
}

/** Where computers meet. */
const PLACES = {
  async Redis(): Promise<Meeting> {
    const connection = connectTo(redis);
    atEnd.push(connection.close);
    await until(async () => (await connection.redis.ask('return 1', ['x'])) !== null);
    return { redis: connection.redis, office: () => null };
  },
  async 'the head office'(): Promise<Meeting> {
    const office = officeAt(await postgres.createDatabase(`claims_${++databases}`));
    atEnd.push(() => office.close());
    await office.open();
    return { redis: NO_REDIS, office: () => office.claims ?? null };
  },
};

function computer(owner: string, { redis: asking, office }: Meeting, timers = later, leaseMilliseconds = LEASE) {
  const failures: unknown[] = [];
  const locks = createLocks({
    redis: asking,
    office,
    owner,
    later: timers,
    failed: (error) => failures.push(error),
    leaseMilliseconds,
  });
  const freed: number[] = [];
  const turns = createSendingTurns({ locks, later: timers, now: Date.now, onFree: (id) => freed.push(id) });
  atEnd.push(() => turns.stop());
  return { locks, turns, freed, failures };
}

/** Computers that pass stock on, and what each keeps of its turns. */
function passingAt(place: Meeting, timers = later, leaseMilliseconds = LEASE) {
  const fences = new Map<string, StockFences>();
  return {
    fences,
    passing(owner: string): StockPassing {
      const one = createStockPassing({
        locks: computer(owner, place, timers, leaseMilliseconds).locks,
        later: timers,
        keepFence: (_id, at, fence) => fences.set(owner, { ...NEVER, ...fences.get(owner), [at]: fence }),
      });
      atEnd.push(() => one.stop());
      return one;
    },
    of: (owner: string) => [{ ...SHOP, stockFences: fences.get(owner) ?? NEVER }],
  };
}

describe.each(Object.entries(PLACES))('computers that meet in %s', (_name, meet) => {
  it('send one after the other, and whoever comes after another reads first', async () => {
    const place = await meet();
    const [a, b] = [computer('a', place), computer('b', place)];
    const first = await a.turns.take(SHOP);
    expect(first).not.toBeNull();
    expect(await b.turns.take(SHOP)).toBeNull();
    await a.turns.leave(SHOP.id);
    await until(() => b.freed.length > 0);
    const second = await b.turns.take(SHOP);
    expect(second?.readSince).toBeGreaterThan(0);
    await b.turns.leave(SHOP.id);
    // Nobody was there in between: what it knows is still true.
    expect(await b.turns.take(SHOP)).toEqual({ ...second, lease: expect.anything(), readSince: 0 });
    expect([...a.failures, ...b.failures]).toEqual([]);
  });

  it('give the turn of one that died to the next, and take it up again themselves at once', async () => {
    const place = await meet();
    const dead = computer('a', place, () => () => undefined);
    expect(await dead.turns.take(SHOP)).not.toBeNull();
    const again = computer('a', place);
    expect(await again.turns.take(SHOP)).not.toBeNull();
    await again.turns.leave(SHOP.id);
    const third = computer('c', place, () => () => undefined);
    expect(await third.turns.take(SHOP)).not.toBeNull();
    const next = computer('d', place);
    await until(async () => (await next.turns.take(SHOP)) !== null);
  });

  it('pass stock on from one of them; the next one begins with what it finds', async () => {
    const place = await meet();
    const { passing, of } = passingAt(place);
    const [a, b] = [passing('a'), passing('b')];
    await a.arrange(of('a'));
    await b.arrange(of('b'));
    expect([a.from(), b.from()]).toEqual([[1], []]);
    await a.stop();
    await listedOnce(b);
    await b.stop();
    const restarted = passing('b');
    await restarted.arrange(of('b'));
    expect(restarted.from()).toEqual([1]);

    // The other one may have passed on what this one has not read yet.
    async function listedOnce(passing: StockPassing): Promise<void> {
      let before: readonly number[] = [];
      await until(() => {
        before = passing.from();
        passing.listed(SHOP.id);
        return passing.from().length > 0;
      });
      expect(before).toEqual([]);
    }
  });

  it('pass stock on in a turn that was had without an answer, once it is had with one', async () => {
    const place = await meet();
    let asked = 0;
    /** Carried out, and its answer lost: the first time. */
    const deaf = async <Answer>(answer: Promise<Answer>): Promise<Answer> => {
      const told = await answer;
      if (asked++ > 0) return told;
      throw new Error('the answer was lost');
    };
    const { passing, of, fences } = passingAt({
      redis: { ask: (...question) => deaf(place.redis.ask(...question)) },
      office() {
        const office = place.office();
        return office && { ...office, take: (...claim) => deaf(office.take(...claim)) };
      },
    });
    const one = passing('a');
    await one.arrange(of('a'));
    await until(() => one.from().length > 0 && fences.has('a'));
    expect(Object.values(fences.get('a')!)).toContain(1);
    expect(asked).toBeGreaterThan(1);
  });

  it('pass no stock on after an end in the middle of the reading that a turn begins with', async () => {
    const place = await meet();
    const { passing, of } = passingAt(place);
    const other = passing('a');
    await other.arrange(of('a'));
    await other.stop();
    const ended = passing('b');
    await ended.arrange(of('b'));
    await ended.stop();
    const restarted = passing('b');
    await restarted.arrange(of('b'));
    expect(restarted.from()).toEqual([]);
    restarted.listed(SHOP.id);
    expect(restarted.from()).toEqual([1]);
  });
});

describe('computers that meet in Redis until it is gone, and in the head office then', () => {
  /** Redis can be taken away from all of them at once. */
  async function bothPlaces() {
    const [inRedis, inOffice] = [await PLACES.Redis(), await PLACES['the head office']()];
    let isGone = false;
    const asking: RedisAsking = { ask: async (...asked) => (isGone ? null : inRedis.redis.ask(...asked)) };
    return {
      place: { redis: asking, office: inOffice.office },
      takeRedisAway: () => {
        isGone = true;
      },
    };
  }

  it('leave the passing on to the one that has it, which goes on with what it reads', async () => {
    const { place, takeRedisAway } = await bothPlaces();
    const time = createVirtualTime();
    const lease = 60_000;
    const { passing, of, fences } = passingAt(place, time.later, lease);
    const [a, b] = [passing('a'), passing('b')];
    await a.arrange(of('a'));
    await b.arrange(of('b'));
    takeRedisAway();
    // Its lease is lost to it, and not yet over for the other one.
    await time.advance(0.95 * lease);
    await until(() => fences.get('a')?.office === 1);
    await time.advance(lease);
    expect([a.from(), b.from()]).toEqual([[1], []]);
    expect([...fences]).toEqual([['a', { redis: 1, office: 1 }]]);
  });

  it('read first where another one had the turn in the place that is gone', async () => {
    const { place, takeRedisAway } = await bothPlaces();
    const { passing, of } = passingAt(place);
    // Switched off at once: nobody takes its turn with it to the office.
    const dead = createStockPassing({
      locks: computer('a', place, () => () => undefined).locks,
      later: () => () => undefined,
      keepFence: () => undefined,
    });
    await dead.arrange(of('a'));
    const next = passing('b');
    await next.arrange(of('b'));
    takeRedisAway();
    await until(() => {
      const before = next.from();
      next.listed(SHOP.id);
      expect(before).toEqual([]);
      return next.from().length > 0;
    });
  });
});

describe('a computer that meets nobody', () => {
  it('sends and passes on by itself', async () => {
    const alone = computer('a', { redis: NO_REDIS, office: () => null });
    expect(await alone.turns.take(SHOP)).toMatchObject({ readSince: 0 });
    const passing = createStockPassing({ locks: alone.locks, later, keepFence: () => undefined });
    atEnd.push(() => passing.stop());
    await passing.arrange([{ ...SHOP, stockFences: NEVER }]);
    expect(passing.from()).toEqual([1]);
  });
});
