import { expect, it } from 'vitest';
import { countKeys, readFacts } from '../../../../../src-main/cache/tiers/redis/facts.ts';

const info = (used: number, max: number) =>
  [
    '# Server',
    'redis_version:7.2.4',
    '# Clients',
    'connected_clients:3',
    '# Memory',
    `used_memory:${used}`,
    'used_memory_human:1.00M',
    `maxmemory:${max}`,
    'maxmemory_policy:allkeys-lru',
    '# Keyspace',
    'db0:keys=4,expires=1,avg_ttl=0',
    'db3:keys=2,expires=0,avg_ttl=0',
    '',
  ].join('\r\n');

it('reads what INFO says, and adds up the masters of a cluster', () => {
  expect(readFacts([info(1_000, 5_000)], 'single')).toEqual({
    version: '7.2.4',
    mode: 'single',
    usedBytes: 1_000,
    maxBytes: 5_000,
    policy: 'allkeys-lru',
    connectedClients: 3,
  });
  expect(readFacts([info(1_000, 5_000), info(2_000, 5_000)], 'cluster')).toMatchObject({
    usedBytes: 3_000,
    maxBytes: 10_000,
    connectedClients: 6,
  });
  expect(readFacts([info(1_000, 5_000), info(2_000, 0)], 'cluster').maxBytes).toBeNull();
  expect(countKeys([info(1, 1), info(1, 1)])).toBe(12);
});
