import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { later } from '../../../src-main/engine/timer.ts';
import { createRedisElection, type Election } from '../../../src-main/warmup/index.ts';
import { type RedisServer, startRedis } from '../../redis/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';
import { until } from '../../waiting/index.ts';
import { testLog } from './warmup-kit.ts';

const RUN = 'full:2026-11-21T02:00:00.000Z';
let server: RedisServer;
const clients: Redis[] = [];

beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect();
  await server.admin.flushall();
});
afterAll(() => server.stop());

/** A PC on the Redis of the test. */
function pc(
  owner: string,
  options: { prefix?: string; leaseMilliseconds?: number; later?: typeof later } = {},
): Election {
  const client = new Redis({
    port: server.port,
    host: server.host,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  });
  client.on('error', () => undefined);
  clients.push(client);
  return createRedisElection({
    redis: () => client,
    prefix: () => options.prefix ?? 'chain',
    owner,
    later: options.later ?? later,
    log: testLog(),
    ...(options.leaseMilliseconds !== undefined && { leaseMilliseconds: options.leaseMilliseconds }),
  });
}

describe('the election over Redis', () => {
  it('has one winner, however many ask at once', async () => {
    const claims = await Promise.all(Array.from({ length: 8 }, (_, i) => pc(`pc-${i}`).claim(RUN)));
    expect(claims.map(({ outcome }) => outcome).sort()).toEqual([...Array(7).fill('running'), 'won']);
    for (const claim of claims) if (claim.outcome === 'won') await claim.lease.free();
  });

  it('tells those who come later that it is done', async () => {
    const claim = await pc('a').claim(RUN);
    if (claim.outcome !== 'won') throw new Error(claim.outcome);
    await claim.lease.done();
    expect(await pc('b').claim(RUN)).toEqual({ outcome: 'done' });
    const tomorrow = await pc('b').claim('full:2026-11-22T02:00:00.000Z');
    expect(tomorrow.outcome).toBe('won');
    if (tomorrow.outcome === 'won') await tomorrow.lease.free();
  });

  it('lets the next one in when the winner gives it back', async () => {
    const claim = await pc('a').claim(RUN);
    if (claim.outcome !== 'won') throw new Error(claim.outcome);
    await claim.lease.free();
    const next = await pc('b').claim(RUN);
    expect(next.outcome).toBe('won');
    if (next.outcome === 'won') await next.lease.free();
  });

  it('frees what the winner holds when it is gone, and not while it is there', async () => {
    // The winner's timers stand still: it does not renew its lease, as if its process had been killed.
    const dead = createVirtualTime();
    const claim = await pc('a', { leaseMilliseconds: 300, later: dead.later }).claim(RUN);
    expect(claim.outcome).toBe('won');
    const other = pc('b');
    expect((await other.claim(RUN)).outcome).toBe('running');
    let next = await other.claim(RUN);
    await until(async () => {
      next = await other.claim(RUN);
      return next.outcome !== 'running';
    }, 'the lease has ended');
    expect(next.outcome).toBe('won');
    if (next.outcome === 'won') await next.lease.free();
  });

  it('is held as long as the winner renews it', async () => {
    const time = createVirtualTime();
    const leaseMilliseconds = 60_000;
    const claim = await pc('a', { leaseMilliseconds, later: time.later }).claim(RUN);
    if (claim.outcome !== 'won') throw new Error(claim.outcome);
    const [key] = await server.admin.keys('chain:warmup:*');
    for (let renewals = 0; renewals < 6; renewals++) {
      // As much of it is over as two renewals that were lost would cost.
      await server.admin.pexpire(key!, leaseMilliseconds / 3);
      await time.advance(leaseMilliseconds / 3);
      await until(async () => (await server.admin.pttl(key!)) > leaseMilliseconds / 2, 'the winner renews it');
      expect((await pc('b').claim(RUN)).outcome).toBe('running');
    }
    await claim.lease.free();
  });

  it('of one chain is not that of another on the same Redis', async () => {
    const claims = await Promise.all([pc('a', { prefix: 'one' }).claim(RUN), pc('b', { prefix: 'two' }).claim(RUN)]);
    expect(claims.map(({ outcome }) => outcome)).toEqual(['won', 'won']);
    for (const claim of claims) if (claim.outcome === 'won') await claim.lease.free();
  });

  it('leaves every PC to itself while Redis does not answer', async () => {
    const election = pc('a');
    server.freeze();
    try {
      const claim = await election.claim(RUN);
      expect(claim.outcome).toBe('won');
      if (claim.outcome === 'won') await claim.lease.done();
    } finally {
      server.thaw();
    }
  });

  it('leaves a PC without Redis to itself', async () => {
    const alone = createRedisElection({ redis: () => null, prefix: () => 'x', owner: 'a', later, log: testLog() });
    const claim = await alone.claim(RUN);
    expect(claim.outcome).toBe('won');
    if (claim.outcome === 'won') await claim.lease.free();
  });
});
