import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { RedisTarget } from '../../../../src-main/cache/tiers/index.ts';
import { startCluster, startRedis, startSentinelSet } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { entryOf, requestOf, textOf } from './disk-fixture.ts';
import { readyEngine, single, type TestEngine } from './redis-fixture.ts';

interface Running {
  readonly target: RedisTarget;
  stop(): Promise<void>;
}

const FORMS: readonly (readonly [RedisTarget['mode'], () => Promise<Running>])[] = [
  [
    'single',
    async () => {
      const server = await startRedis();
      return { target: single(server), stop: server.stop };
    },
  ],
  [
    'sentinel',
    async () => {
      const { name, sentinels, stop } = await startSentinelSet();
      return {
        target: { mode: 'sentinel', name, sentinels: sentinels.map(({ host, port }) => ({ host, port })) },
        stop,
      };
    },
  ],
  [
    'cluster',
    async () => {
      const { servers, stop } = await startCluster();
      return { target: { mode: 'cluster', nodes: servers.map(({ host, port }) => ({ host, port })) }, stop };
    },
  ],
];

describe.each(FORMS)('the Redis tier (%s)', (mode, start) => {
  let running: Running;
  const engines: TestEngine[] = [];
  beforeAll(async () => {
    running = await start();
  });
  afterAll(() => running.stop());
  afterEach(async () => {
    await Promise.all(engines.splice(0).map((engine) => engine.close()));
  });

  async function engine(dataset?: string | null): Promise<TestEngine> {
    const made = await readyEngine({ target: running.target, ...(dataset === undefined ? {} : { dataset }) });
    engines.push(made);
    return made;
  }

  /** As a load does it: the read that misses hands out the lease with which the value is written. */
  async function load(by: TestEngine, key: string, tags: readonly string[], text: string): Promise<void> {
    const { lease } = await by.redis.readMany([{ key, tags }]);
    await by.redis.writeMany([entryOf(key, by.nextStamp(), { tags, payload: Buffer.from(text) })], lease);
  }

  async function read(by: TestEngine, key: string, tags: readonly string[] = []): Promise<string | null> {
    const { entries } = await by.redis.readMany([{ key, tags }]);
    return textOf(entries[0]);
  }

  it('gives another process what one has written, with all its facts', async () => {
    const [one, other] = await Promise.all([engine(), engine()]);
    const payload = Buffer.from(Uint8Array.from({ length: 256 }, (_, byte) => byte));
    const entry = entryOf('a:bytes', 1, { tags: ['store:1', 'store:2/2026-11'], storeId: 3, version: 'v', payload });
    const { lease } = await one.redis.readMany([requestOf(entry)]);
    await one.redis.writeMany([entry], lease);
    const { entries } = await other.redis.readMany([requestOf(entry), { key: 'a:other', tags: [] }]);
    expect(entries[0]).toEqual({ ...entry, stamp: expect.any(Number) });
    expect(entries[1]).toBeNull();
    expect(other.redis.statistics()).toMatchObject({ state: 'ready', hits: 1, misses: 1 });
  });

  it('gives nothing that was invalidated, deleted or cleared by anybody', async () => {
    const [one, other] = await Promise.all([engine(), engine()]);
    await load(one, 'a:1', ['t/1'], 'first');
    await load(one, 'a:2', ['u'], 'second');
    await load(one, 'shared-a:3', ['v'], 'third');
    await other.redis.invalidate(['t/1'], other.nextStamp());
    expect(await read(one, 'a:1', ['t/1'])).toBeNull();
    expect(await read(one, 'a:2', ['u'])).toBe('second');
    await other.redis.deleteMany(['a:2'], other.nextStamp());
    expect(await read(one, 'a:2', ['u'])).toBeNull();
    expect(await read(one, 'shared-a:3', ['v'])).toBe('third');
    await other.redis.clear('L4', other.nextStamp());
    expect(await read(one, 'shared-a:3', ['v'])).toBe('third');
    await other.redis.clear('L2', other.nextStamp());
    expect(await read(one, 'shared-a:3', ['v'])).toBeNull();
    await load(other, 'a:1', ['t/1'], 'anew');
    expect(await read(one, 'a:1', ['t/1'])).toBe('anew');
  });

  it('takes no value whose load began before an invalidation by another process', async () => {
    const [one, other] = await Promise.all([engine(), engine()]);
    const request = { key: 'a:5', tags: ['t/5', 'stores'] };
    const { lease } = await one.redis.readMany([request]);
    await other.redis.invalidate(['stores'], other.nextStamp());
    await one.redis.writeMany([entryOf('a:5', one.nextStamp(), { tags: request.tags })], lease);
    expect(await read(one, 'a:5', request.tags)).toBeNull();
    const again = await one.redis.readMany([{ key: 'a:6', tags: [] }]);
    await other.redis.deleteMany(['a:6'], other.nextStamp());
    await one.redis.writeMany([entryOf('a:6', one.nextStamp())], again.lease);
    expect(await read(other, 'a:6')).toBeNull();
  });

  it('resolves an invalidation only when the other processes have followed it', async () => {
    const [one, other] = await Promise.all([engine(), engine('another')]);
    const third = await engine();
    const followed = Promise.withResolvers<void>();
    let done = false;
    other.redis.listen(() => followed.promise);
    const invalidation = one.redis.invalidate(['t/7'], one.nextStamp()).then(() => {
      done = true;
    });
    await until(() => third.heard.some(({ type }) => type === 'invalidate'), 'the third hears of it');
    expect(done).toBe(false);
    followed.resolve();
    await invalidation;
    expect(third.heard).toContainEqual({ type: 'invalidate', scope: 'all', tags: ['t/7'] });
  });

  it('keeps data sets apart, and shares what is shared', async () => {
    const [one, other] = await Promise.all([engine('red'), engine('blue')]);
    await load(one, 'a:8', ['t/8'], 'of red');
    await load(one, 'shared-a:8', ['t/8'], 'of all');
    expect(await read(other, 'a:8', ['t/8'])).toBeNull();
    expect(await read(other, 'shared-a:8', ['t/8'])).toBe('of all');
    await other.redis.invalidate(['t/8'], other.nextStamp());
    expect(one.heard.at(-1)).toEqual({ type: 'invalidate', scope: 'shared', tags: ['t/8'] });
    expect(await read(one, 'a:8', ['t/8'])).toBe('of red');
    expect(await read(one, 'shared-a:8', ['t/8'])).toBeNull();
  });

  it('lets one process at a time load a key, and tells the others when it has ended or failed', async () => {
    const [one, other] = await Promise.all([engine(), engine()]);
    const mine = await one.redis.lock('a:9');
    if (mine.outcome !== 'held') throw new Error(mine.outcome);
    const theirs = await other.redis.lock('a:9');
    if (theirs.outcome !== 'busy') throw new Error(theirs.outcome);
    await mine.lock.release({ reason: 'the source is down', backoffMilliseconds: 60_000 });
    await theirs.freed;
    expect(await other.redis.lock('a:9')).toMatchObject({ outcome: 'failed', reason: 'the source is down' });
    const next = await one.redis.lock('a:10');
    if (next.outcome !== 'held') throw new Error(next.outcome);
    await next.lock.release();
    expect((await other.redis.lock('a:10')).outcome).toBe('held');
  });

  it('says what the server is', async () => {
    const one = await engine();
    await until(() => one.redis.facts() !== null, 'the facts are there');
    expect(one.redis.facts()).toMatchObject({ mode, maxBytes: null, policy: 'noeviction' });
    expect(one.redis.facts()?.version).toMatch(/^\d+\.\d+/);
  });
});
