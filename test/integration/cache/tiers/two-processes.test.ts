import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type DelayingProxy, type RedisServer, startProxy, startRedis } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { entryOf, textOf } from './disk-fixture.ts';
import type { PeerStart } from './peer.ts';
import { type Peer, startPeer } from './peer-process.ts';
import { readyEngine, single, type TestEngine } from './redis-fixture.ts';

let server: RedisServer;
let proxy: DelayingProxy;
let engine: TestEngine;
let directory: string;
const peers: Peer[] = [];

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-test-'));
  server = await startRedis();
  proxy = await startProxy(server);
  engine = await readyEngine({ target: single(server) });
});

afterEach(async () => {
  await Promise.all(peers.splice(0).map((peer) => peer.kill()));
  await engine.close();
  await proxy.stop();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

async function peer(start: Partial<PeerStart> = {}): Promise<Peer> {
  const started = await startPeer({ port: server.port, truthPort: server.port, ...start });
  peers.push(started);
  return started;
}

async function stateOf(one: Peer): Promise<{ state: string; waiting: number; trusted: boolean }> {
  return (await one.ask({ do: 'state' })) as { state: string; waiting: number; trusted: boolean };
}

const ready = async (one: Peer) => (await stateOf(one)).trusted;

describe('two processes on one Redis', () => {
  it('never give what was loaded before an invalidation in the other returned, in 10,000 rounds', async () => {
    const other = await peer();
    await until(() => ready(other), 'the peer uses redis');
    const lanes = 20;
    const rounds = 500;
    let older = 0;

    async function lane(at: number): Promise<void> {
      const key = `a:${at}`;
      const tag = `t${at % 7}/${at}`;
      await other.ask({ do: 'keep getting', key, tag });
      for (let round = 1; round <= rounds; round++) {
        await server.admin.set(`truth:${key}`, round);
        await engine.redis.invalidate([tag], engine.nextStamp());
        if (Number(await other.ask({ do: 'get', key, tag })) < round) older += 1;
      }
    }

    await Promise.all(Array.from({ length: lanes }, (_, at) => lane(at)));
    expect(older).toBe(0);
    // So much work takes a machine that does much else a multiple of its time.
  }, 300_000);

  it('ask for the entry alone while they know its versions, and for all again once the other has raised one', async () => {
    const other = await peer();
    await until(() => ready(other), 'the peer uses redis');
    const request = { key: 'a:1', tags: ['t'] };
    const { lease } = await engine.redis.readMany([request]);
    await engine.redis.writeMany([entryOf('a:1', engine.nextStamp(), { tags: ['t'] })], lease);
    await server.admin.call('CONFIG', 'RESETSTAT');
    const readings = [];
    for (let times = 0; times < 200; times++) readings.push(await engine.redis.readMany([request]));
    const found = readings.filter(({ entries }) => entries[0] !== null).length;
    const scripts = Number(/cmdstat_evalsha:calls=(\d+)/.exec(await server.admin.info('commandstats'))?.[1] ?? 0);
    expect(found).toBeGreaterThan(0);
    // Those of the heartbeats of both.
    expect(scripts).toBeLessThan(found / 2);
    await other.ask({ do: 'invalidate', tag: 't' });
    expect((await engine.redis.readMany([request])).entries).toEqual([null]);
  });

  it('do not give it either when one was frozen while the other invalidated', async () => {
    const other = await peer();
    await until(() => ready(other), 'the peer uses redis');
    await server.admin.set('truth:a:1', 1);
    await other.ask({ do: 'get', key: 'a:1', tag: 't' });
    other.freeze();
    await server.admin.set('truth:a:1', 2);
    await engine.redis.invalidate(['t'], engine.nextStamp());
    const answer = other.ask({ do: 'get', key: 'a:1', tag: 't' });
    other.thaw();
    expect(await answer).toBe('2');
  });

  it('free the lock of a process that was killed within five seconds', async () => {
    const other = await peer();
    await until(() => ready(other), 'the peer uses redis');
    expect(await other.ask({ do: 'lock', key: 'a:1' })).toBe('held');
    await other.kill();
    const began = performance.now();
    let answer = await engine.redis.lock('a:1');
    expect(answer.outcome).toBe('busy');
    while (answer.outcome !== 'held') {
      if (answer.outcome === 'busy') await answer.freed;
      answer = await engine.redis.lock('a:1');
    }
    expect(performance.now() - began).toBeLessThan(5_000);
  });
});

describe('a process that is killed while Redis is away', () => {
  async function isThere(key: string, tag: string): Promise<boolean> {
    for (;;) {
      const { entries, lease } = await engine.redis.readMany([{ key, tags: [tag] }]);
      if (lease) return textOf(entries[0]) !== null;
    }
  }

  /** A third each of writes, deletions and invalidations, the way that the peer is asked for them. */
  async function act(by: Peer, at: number): Promise<void> {
    if (at % 3 === 0) await by.ask({ do: 'put', key: `new:${at}`, tag: `n/${at}`, text: `new ${at}` });
    else if (at % 3 === 1) await by.ask({ do: 'delete', key: `old:${at}` });
    else await by.ask({ do: 'invalidate', tag: `o/${at}` });
  }

  it('leaves nothing undone of 1,000 writes, deletions and invalidations', async () => {
    const acts = Array.from({ length: 1_000 }, (_, at) => at);
    const old = acts.filter((at) => at % 3 !== 0);
    const requests = old.map((at) => ({ key: `old:${at}`, tags: [`o/${at}`] }));
    const { lease } = await engine.redis.readMany(requests);
    await engine.redis.writeMany(
      requests.map(({ key, tags }) => entryOf(key, engine.nextStamp(), { tags })),
      lease,
    );

    const start = { port: proxy.port, directory };
    const first = await peer(start);
    await until(() => ready(first), 'the first peer uses redis');
    await proxy.cut();
    await until(async () => !(await ready(first)), 'the loss is noticed');
    await Promise.all(acts.slice(0, 500).map((at) => act(first, at)));
    await first.kill();

    const second = await peer(start);
    expect((await stateOf(second)).waiting).toBe(500);
    await Promise.all(acts.slice(500).map((at) => act(second, at)));
    expect((await stateOf(second)).waiting).toBe(1_000);
    // It is killed again in the middle of bringing Redis up to date.
    await proxy.mend();
    await until(async () => !(await isThere('old:1', 'o/1')), 'the first deletion is delivered');
    await second.kill();

    const third = await peer(start);
    await until(async () => (await stateOf(third)).waiting === 0, 'all is delivered');
    for (const at of acts) {
      const there = at % 3 === 0 ? await isThere(`new:${at}`, `n/${at}`) : await isThere(`old:${at}`, `o/${at}`);
      expect({ at, there }).toEqual({ at, there: at % 3 === 0 });
    }
  });
});
