/** Real Redis servers for tests: one, a Cluster or a Sentinel set, and a proxy that makes them slow. */
export { type RedisCluster, startCluster } from './cluster.ts';
export { freePort } from './free-port.ts';
export { type DelayingProxy, startProxy } from './proxy.ts';
export { type SentinelSet, startSentinelSet } from './sentinel.ts';
export { type RedisServer, type RedisServerOptions, startRedis } from './server.ts';
