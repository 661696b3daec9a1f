import { describe, expect, it } from 'vitest';
import { startCluster, startSentinelSet } from '../../../redis/index.ts';
import { until } from '../../../waiting/index.ts';
import { entryOf, textOf } from './disk-fixture.ts';
import { isReady, readyEngine, type TestEngine } from './redis-fixture.ts';

async function put(by: TestEngine, key: string, tags: readonly string[]): Promise<void> {
  const { lease } = await by.redis.readMany([{ key, tags }]);
  await by.redis.writeMany([entryOf(key, by.nextStamp(), { tags })], lease);
}

/** Asks until Redis has answered: while it fails over, reads are misses without a lease. */
async function read(by: TestEngine, key: string, tags: readonly string[] = []): Promise<string | null> {
  let answer: string | null | undefined;
  await until(async () => {
    const { entries, lease } = await by.redis.readMany([{ key, tags }]);
    if (lease !== null) answer = textOf(entries[0]);
    return lease !== null;
  }, 'redis answers');
  return answer ?? null;
}

describe('a replica that takes over', () => {
  it.each(['killed', 'frozen'] as const)(
    'is used without a restart when the master is %s, and nothing that it missed is believed',
    async (how) => {
      const { name, master, replica, sentinels, stop } = await startSentinelSet();
      const nodes = sentinels.map(({ host, port }) => ({ host, port }));
      const engine = await readyEngine({ target: { mode: 'sentinel', name, sentinels: nodes } });
      try {
        await put(engine, 'a:1', ['t']);
        await master.admin.call('WAIT', 1, 2_000);
        // The replica goes deaf, and then takes over without having heard of the invalidation.
        replica.freeze();
        await engine.redis.invalidate(['t'], engine.nextStamp());
        if (how === 'killed') await master.kill();
        else master.freeze();
        replica.thaw();
        await until(() => engine.redis.statistics().state !== 'ready', 'the loss is noticed');
        await engine.redis.writeMany([entryOf('a:2', engine.nextStamp())], null);
        await until(async () => ((await replica.admin.call('ROLE')) as unknown[])[0] === 'master', 'it takes over');
        await until(() => isReady(engine), 'it is used');
        expect(await read(engine, 'a:1', ['t'])).toBeNull();
        await until(async () => (await read(engine, 'a:2')) !== null, 'what was missed is delivered');
        expect(await replica.admin.dbsize()).toBeGreaterThan(0);
      } finally {
        await engine.close();
        await stop();
      }
    },
  );
});

describe('a cluster that loses a node', () => {
  it.each(['killed', 'frozen'] as const)(
    'keeps nobody waiting while one is %s, and is used again after',
    async (how) => {
      const { servers, stop } = await startCluster();
      const engine = await readyEngine({
        target: { mode: 'cluster', nodes: servers.map(({ host, port }) => ({ host, port })) },
      });
      const lost = servers[1]!;
      try {
        const keys = Array.from({ length: 30 }, (_, at) => `a:${at}`);
        for (const key of keys) await put(engine, key, [`t${key}`]);
        if (how === 'killed') await lost.kill();
        else lost.freeze();
        const { timeouts } = engine.redis.statistics();
        let reads = 0;
        for (let round = 0; round < 10; round++) {
          for (const key of keys) {
            await engine.redis.readMany([{ key, tags: [`t${key}`] }]);
            reads += 1;
          }
        }
        // Only the few that find out wait for the deadline.
        const waited = engine.redis.statistics().timeouts - timeouts;
        expect(waited).toBeLessThan(reads * 0.05);
        if (how === 'frozen') expect(waited).toBeGreaterThan(0);
        await engine.redis.invalidate(['ta:3'], engine.nextStamp());
        await engine.redis.writeMany([entryOf('b:1', engine.nextStamp())], null);
        if (how === 'killed') await lost.restart();
        else lost.thaw();
        await until(() => isReady(engine) && engine.redis.statistics().waiting === 0, 'all is delivered');
        expect(await read(engine, 'a:3', ['ta:3'])).toBeNull();
        expect(await read(engine, 'b:1')).not.toBeNull();
      } finally {
        lost.thaw();
        await engine.close();
        await stop();
      }
    },
  );
});
