import { once } from 'node:events';
import { Cluster, Redis } from 'ioredis';
import { describe, expect, it } from 'vitest';
import { startCluster, startProxy, startRedis, startSentinelSet } from '../../../redis/index.ts';

describe('the Redis of the tests', () => {
  it('freezes, thaws, dies and comes back on its port', async () => {
    const [server, other] = await Promise.all([startRedis(), startRedis()]);
    try {
      await server.admin.set('a', '1');
      server.freeze();
      let answered = false;
      const waiting = server.admin.get('a').finally(() => {
        answered = true;
      });
      for (let times = 0; times < 100; times++) await other.admin.ping();
      expect(answered).toBe(false);
      server.thaw();
      expect(await waiting).toBe('1');
      await server.restart();
      expect(await server.admin.get('a')).toBeNull();
    } finally {
      await Promise.all([server.stop(), other.stop()]);
    }
  });

  it('answers late behind a slow proxy, and not at all behind one that is cut', async () => {
    const server = await startRedis();
    const proxy = await startProxy(server);
    const client = new Redis({ port: proxy.port, retryStrategy: () => null });
    client.on('error', () => undefined);
    try {
      await client.ping();
      proxy.setDelay(100);
      const began = performance.now();
      await client.ping();
      expect(performance.now() - began).toBeGreaterThan(90);
      await proxy.cut();
      await expect(client.ping()).rejects.toThrow();
    } finally {
      client.disconnect();
      await proxy.stop();
      await server.stop();
    }
  });

  it('comes as a cluster', async () => {
    const { servers, stop } = await startCluster();
    const client = new Cluster(servers.map(({ host, port }) => ({ host, port })));
    try {
      await Promise.all(['a', 'b', 'c', 'd', 'e'].map((key) => client.set(key, key)));
      expect(await client.get('d')).toBe('d');
    } finally {
      client.disconnect();
      await stop();
    }
  });

  it('comes with a sentinel that makes the replica the master', async () => {
    const { name, master, replica, sentinels, stop } = await startSentinelSet();
    const client = new Redis({ sentinels: sentinels.map(({ host, port }) => ({ host, port })), name });
    client.on('error', () => undefined);
    try {
      await client.set('a', '1');
      await client.call('WAIT', 1, 1_000);
      await sentinels[0]?.admin.subscribe('+switch-master');
      const switched = once(sentinels[0]?.admin ?? client, 'message');
      await master.kill();
      expect(await switched).toEqual(['+switch-master', expect.stringContaining(` ${replica.port}`)]);
      expect(await replica.admin.call('ROLE')).toContain('master');
      expect(await client.get('a')).toBe('1');
    } finally {
      client.disconnect();
      await stop();
    }
  });
});
