import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createLocks, createOwnership, type Lease, type Locks } from '../../../src-main/resilience/index.ts';
import { type RedisServer, startProxy, startRedis } from '../../redis/index.ts';
import { createVirtualTime } from '../../virtual-time/index.ts';
import { type Connected, connectTo, later, until } from './kit.ts';

let server: RedisServer;
const cleanups: (() => void | Promise<void>)[] = [];
beforeAll(async () => {
  server = await startRedis();
});
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  await server.admin.flushall();
});
afterAll(() => server.stop());

const LEASE = 300;

interface Computer extends Connected {
  readonly locks: Locks;
  readonly problems: unknown[];
}

/** A computer; one whose timers are stopped renews nothing, as if it had died. */
async function computer(
  owner: string,
  target: { host: string; port: number } = server,
  timers = later,
  leaseMilliseconds = LEASE,
): Promise<Computer> {
  const connection = connectTo(target);
  cleanups.push(connection.close);
  await until(async () => (await connection.redis.ask('return 1', ['x'])) !== null);
  const problems: unknown[] = [];
  const options = { redis: connection.redis, owner, later: timers, leaseMilliseconds };
  return { ...connection, problems, locks: createLocks({ ...options, failed: (error) => problems.push(error) }) };
}

async function hold(locks: Locks, name = 'outbox'): Promise<Lease> {
  const claim = await locks.claim(name);
  if (claim.outcome !== 'held') throw new Error('another one has it');
  cleanups.push(() => claim.lease.leave());
  return claim.lease;
}

describe('a lock over Redis', () => {
  it('has one holder, however many ask at once', async () => {
    const computers = await Promise.all(['a', 'b', 'c', 'd'].map((name) => computer(name)));
    const claims = await Promise.all(computers.map(({ locks }) => locks.claim('outbox')));
    expect(claims.filter(({ outcome }) => outcome === 'held')).toHaveLength(1);
    for (const claim of claims) if (claim.outcome === 'held') await claim.lease.leave();
  });

  it('stays with a holder that lives, far beyond its lease', async () => {
    const time = createVirtualTime();
    const minute = 60_000;
    const [a, b] = await Promise.all([computer('a', server, time.later, minute), computer('b')]);
    const lease = await hold(a.locks);
    for (let renewals = 0; renewals < 12; renewals++) {
      // As much of it is over as two renewals that were lost would cost.
      await server.admin.pexpire('chain:lock:{outbox}', minute / 3);
      await time.advance(minute / 3);
      await until(async () => (await server.admin.pttl('chain:lock:{outbox}')) > minute / 2, 'it is renewed');
      expect(await b.locks.claim('outbox')).toMatchObject({ outcome: 'busy' });
    }
    expect(lease.lost.aborted).toBe(false);
  });

  it('goes to the next one at once when it is given up, with a higher number', async () => {
    const [a, b] = await Promise.all([computer('a'), computer('b')]);
    const first = await hold(a.locks);
    await first.leave();
    const second = await hold(b.locks);
    expect(second.fence).toBeGreaterThan(first.fence);
  });

  it('goes to the next one when its holder has died', async () => {
    const [dead, b] = await Promise.all([computer('a', server, () => () => undefined), computer('b')]);
    const first = await hold(dead.locks);
    await until(async () => (await b.locks.claim('outbox')).outcome === 'held');
    const fence = Number(await server.admin.hget('chain:lock:{outbox}:holders', 'number'));
    expect(fence).toBe(first.fence + 1);
    // What the dead one would still do, must not free what is another's.
    await first.leave();
    expect(await server.admin.get('chain:lock:{outbox}')).toBe('b');
  });

  it('is lost to its holder before another one can have it, when Redis is out of reach for it alone', async () => {
    const proxy = await startProxy(server);
    cleanups.push(proxy.stop);
    // A tenth of it lies between the two: more than a busy machine lets a process stand still.
    const [cutOff, b] = await Promise.all([computer('a', proxy, later, 5_000), computer('b')]);
    const lease = await hold(cutOff.locks);
    const order: string[] = [];
    lease.lost.addEventListener('abort', () => order.push('lost'));
    await proxy.cut();
    await until(async () => (await b.locks.claim('outbox')).outcome === 'held');
    order.push('had');
    expect(order).toEqual(['lost', 'had']);
    expect(cutOff.problems.length).toBeGreaterThan(0);
  });

  it('is lost at once when it has gone to another one meanwhile', async () => {
    const a = await computer('a');
    const lease = await hold(a.locks);
    await server.admin.set('chain:lock:{outbox}', 'b');
    await until(() => lease.lost.aborted);
    expect(await server.admin.get('chain:lock:{outbox}')).toBe('b');
  });

  it('is taken up again by a holder that starts anew under its name', async () => {
    const before = await computer('a', server, () => () => undefined);
    await hold(before.locks);
    const again = await computer('a');
    expect((await hold(again.locks)).lost.aborted).toBe(false);
  });
});

describe('a lock without Redis', () => {
  it('is had by a computer that is alone, once', async () => {
    const own = await startRedis();
    const a = await computer('a', own);
    await own.stop();
    await until(async () => (await a.redis.ask('return 1', ['x'])) === null);
    const lease = await hold(a.locks);
    expect(await a.locks.claim('outbox')).toMatchObject({ outcome: 'busy' });
    await lease.leave();
    expect((await hold(a.locks)).fence).toBeGreaterThan(lease.fence);
  });
});

describe('ownership', () => {
  it('goes from one to the next and back, with never two owners, through the death and the return of Redis', async () => {
    const own = await startRedis();
    cleanups.push(own.stop);
    const owners = new Set<string>();
    const seen: string[] = [];
    async function own1(name: string) {
      const { locks } = await computer(name, own);
      const ownership = createOwnership({
        locks,
        name: 'outbox',
        later,
        onChange: (lease) => {
          if (lease) owners.add(name);
          else owners.delete(name);
          seen.push(`${name} ${lease ? 'has it' : 'has it no longer'}`);
        },
      });
      cleanups.push(() => ownership.stop());
      return ownership;
    }
    const a = await own1('a');
    await until(() => owners.has('a'));
    const b = await own1('b');
    await a.stop();
    await until(() => owners.has('b'));
    expect(owners).toEqual(new Set(['b']));
    await own.kill();
    await until(() => seen.at(-1) === 'b has it' && seen.length > 4);
    await own.restart();
    // What was held alone is given back, and had again where the others see it.
    await until(async () => (await own.admin.get('chain:lock:{outbox}')) === 'b');
    await until(() => owners.has('b'));
    await b.stop();
    expect(owners.size).toBe(0);
    expect(await own.admin.get('chain:lock:{outbox}')).toBeNull();
  });
});
