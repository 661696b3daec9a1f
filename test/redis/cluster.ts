/** A Redis Cluster of three masters that share all slots. */
import { until } from '../waiting/index.ts';
import { type RedisServer, startRedis } from './server.ts';

export interface RedisCluster {
  readonly servers: readonly RedisServer[];
  stop(): Promise<void>;
}

const SLOTS = 16_384;

async function isWhole({ admin }: RedisServer): Promise<boolean> {
  const info = await admin.cluster('INFO');
  return info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:3');
}

export async function startCluster(): Promise<RedisCluster> {
  const servers: RedisServer[] = [];
  const stop = async () => void (await Promise.all(servers.map((server) => server.stop())));
  try {
    for (let at = 0; at < 3; at++) {
      const settings = {
        'cluster-enabled': 'yes',
        'cluster-node-timeout': '1500',
        'cluster-require-full-coverage': 'no',
      };
      servers.push(await startRedis({ settings }));
    }
    const [first] = servers;
    for (const [at, { admin }] of servers.entries()) {
      const from = Math.floor((at * SLOTS) / servers.length);
      const to = Math.floor(((at + 1) * SLOTS) / servers.length) - 1;
      await admin.call('CLUSTER', 'SET-CONFIG-EPOCH', at + 1);
      await admin.call('CLUSTER', 'ADDSLOTSRANGE', from, to);
      if (first && at > 0) await admin.call('CLUSTER', 'MEET', first.host, first.port);
    }
    await until(async () => (await Promise.all(servers.map(isWhole))).every(Boolean), 'the cluster is whole');
    return { servers, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
