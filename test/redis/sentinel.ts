/** A master, a replica and sentinels that make the replica the master when the master is gone for half a second. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../waiting/index.ts';
import { freePort } from './free-port.ts';
import { type RedisServer, startRedis } from './server.ts';

export interface SentinelSet {
  readonly name: string;
  readonly master: RedisServer;
  readonly replica: RedisServer;
  readonly sentinels: readonly RedisServer[];
  stop(): Promise<void>;
}

const NAME = 'mendian';

async function inStep({ admin }: RedisServer): Promise<boolean> {
  return (await admin.info('replication')).includes('master_link_status:up');
}

async function knows(sentinel: RedisServer): Promise<boolean> {
  const replicas = (await sentinel.admin.call('SENTINEL', 'REPLICAS', NAME)) as unknown[];
  return replicas.length === 1;
}

export async function startSentinelSet(count = 1): Promise<SentinelSet> {
  const folder = mkdtempSync(join(tmpdir(), 'mendian-sentinel-'));
  const running: RedisServer[] = [];
  async function stop(): Promise<void> {
    await Promise.all(running.map((server) => server.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
  async function run(...args: Parameters<typeof startRedis>): Promise<RedisServer> {
    const server = await startRedis(...args);
    running.push(server);
    return server;
  }
  try {
    const master = await run({ settings: { 'repl-diskless-sync-delay': '0' } });
    const replica = await run({ settings: { replicaof: `127.0.0.1 ${master.port}` } });
    const sentinels: RedisServer[] = [];
    for (let at = 0; at < count; at++) {
      const file = join(folder, `sentinel-${at}.conf`);
      const quorum = Math.floor(count / 2) + 1;
      writeFileSync(
        file,
        [
          `sentinel monitor ${NAME} 127.0.0.1 ${master.port} ${quorum}`,
          `sentinel down-after-milliseconds ${NAME} 500`,
          `sentinel failover-timeout ${NAME} 2000`,
          '',
        ].join('\n'),
      );
      sentinels.push(await run({ sentinel: file, port: await freePort() }));
    }
    const all = async () => (await Promise.all([inStep(replica), ...sentinels.map(knows)])).every(Boolean);
    await until(all, 'the replica is in step, and every sentinel sees it');
    return { name: NAME, master, replica, sentinels, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
