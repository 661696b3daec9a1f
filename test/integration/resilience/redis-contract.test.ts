/**
 * What the scripts of locks, limits and quotas give on a real Redis, and on the one in memory that the simulation lives with: it
 * says something only because both answer alike.
 */
import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { KEEP_SCRIPT, LEAVE_SCRIPT, TAKE_SCRIPT } from '../../../src-main/resilience/lock/lease.ts';
import { THERE_SCRIPT } from '../../../src-main/resilience/lock/locks.ts';
import { TELL_SCRIPT } from '../../../src-main/resilience/quota/share-quota.ts';
import { READ_BUCKET_SCRIPT, WRITE_BUCKET_SCRIPT } from '../../../src-main/resilience/rate/shared-buckets.ts';
import { type RedisServer, startRedis } from '../../redis/index.ts';
import { createMemoryRedis } from '../../simulation/sync/redis/index.ts';
import { until } from './kit.ts';

type Eval = (script: string, keys: readonly string[], ...args: (string | number)[]) => Promise<unknown>;

const LONG = 60_000;
const SHORT = 40;

describe('the scripts that computers share a Redis by', () => {
  let server: RedisServer;
  let client: Redis;
  let memory = createMemoryRedis(Date.now);
  beforeAll(async () => {
    server = await startRedis();
    client = new Redis({ host: server.host, port: server.port });
  });
  beforeEach(async () => {
    await client.flushall();
    memory = createMemoryRedis(Date.now);
  });
  afterAll(async () => {
    client.disconnect();
    await server.stop();
  });

  const KINDS: readonly (readonly [string, Eval])[] = [
    ['on a real one', (script, keys, ...args) => client.eval(script, keys.length, ...keys, ...args)],
    ['in memory', async (script, keys, ...args) => memory.eval(script, keys, args)],
  ];

  describe.each(KINDS)('%s', (_, run) => {
    it('give a key to one holder, who keeps his number until another one has had it', async () => {
      const take = (token: string) => run(TAKE_SCRIPT, ['k', 'k:holders'], token, LONG);
      const leave = (token: string) => run(LEAVE_SCRIPT, ['k'], token, '', 1);
      expect(await take('a')).toEqual(['a', LONG, 1]);
      expect(await take('b')).toEqual(['a', expect.any(Number), 0]);
      expect(await take('a')).toEqual(['a', LONG, 1]);
      await leave('a');
      expect(await take('a')).toEqual(['a', LONG, 1]);
      await leave('a');
      expect(await take('b')).toEqual(['b', LONG, 2]);
      await leave('b');
      expect(await take('a')).toEqual(['a', LONG, 3]);
      expect(await run(TAKE_SCRIPT, ['other'], 'b', LONG)).toEqual(['b', LONG, 0]);
    });

    it('let a key go to the next one when its time has run out, and never to its holder by renewing', async () => {
      await run(TAKE_SCRIPT, ['k'], 'a', SHORT);
      expect(await run(KEEP_SCRIPT, ['k'], 'b', LONG)).toBe(0);
      await until(
        async () => (await run(KEEP_SCRIPT, ['k'], 'a', 1)) === 0 || (await run(KEEP_SCRIPT, ['k'], 'a', 1)) === 0,
      );
      expect(await run(TAKE_SCRIPT, ['k'], 'b', LONG)).toEqual(['b', LONG, 0]);
    });

    it('write a bucket only where it is what it was', async () => {
      const [time, nothing] = (await run(READ_BUCKET_SCRIPT, ['b'])) as [string, string];
      expect(Math.abs(Number(time) - Date.now())).toBeLessThan(5_000);
      expect(nothing).toBe('');
      expect(await run(WRITE_BUCKET_SCRIPT, ['b'], '', 'one', LONG)).toEqual([]);
      expect(await run(WRITE_BUCKET_SCRIPT, ['b'], '', 'two', LONG)).toEqual([
        expect.stringMatching(/^\d{13}$/),
        'one',
      ]);
    });
  });

  const token = fc.constantFrom('a', 'b', 'c');
  const key = fc.constantFrom('k', 'l');
  const act = fc.oneof(
    fc.tuple(fc.constant(TAKE_SCRIPT), fc.tuple(key, fc.constant('holders')), fc.tuple(token, fc.constant(LONG))),
    fc.tuple(fc.constant(KEEP_SCRIPT), fc.tuple(key), fc.tuple(token, fc.constant(LONG))),
    fc.tuple(
      fc.constant(LEAVE_SCRIPT),
      fc.tuple(key),
      fc.tuple(token, fc.constantFrom('', 'a', 'gone'), fc.constant(LONG)),
    ),
    fc.tuple(fc.constant(READ_BUCKET_SCRIPT), fc.constant(['bucket']), fc.constant([])),
    fc.tuple(
      fc.constant(WRITE_BUCKET_SCRIPT),
      fc.constant(['bucket']),
      fc.tuple(fc.constantFrom('', 'x'), fc.constantFrom('x', 'y'), fc.constant(LONG)),
    ),
    fc.tuple(
      fc.constant(TELL_SCRIPT),
      fc.constant(['quota']),
      fc.tuple(token, fc.nat(9), fc.nat(9), fc.constant(LONG)),
    ),
    fc.tuple(fc.constant(THERE_SCRIPT), fc.tuple(key), fc.constant([])),
  );

  /** Times are the server's own. */
  const timeless = (answer: unknown) =>
    Array.isArray(answer)
      ? answer.map((one) =>
          /^\d{13}$/.test(String(one)) || (typeof one === 'number' && one > LONG / 2) ? 'a time' : one,
        )
      : answer;

  it('give the same in memory as on a real one, whatever is asked in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
        await client.flushall();
        memory.empty();
        for (const [script, keys, args] of acts) {
          const said = await client.eval(script, keys.length, ...keys, ...args);
          expect(timeless(memory.eval(script, keys, args))).toEqual(timeless(said));
        }
      }),
      { numRuns: 60 },
    );
  });
});
