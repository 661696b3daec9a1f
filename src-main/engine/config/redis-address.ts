/** One text says where Redis is, in each of the three forms that it comes in. */
import { AppError } from '#shared/domain/app-error.ts';
import type { RedisNode, RedisTarget } from '../../cache/index.ts';

const ADDRESS = /^(redis|rediss|redis-sentinel|redis-cluster):\/\/([^/@]+)(?:\/([^/]*))?(?:\/(\d{1,4}))?\/?$/;
const NODE = /^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(?::(\d{1,5}))?$/;

/** Name and password stand apart, so that the address may be shown. */
interface Credentials {
  readonly username: string;
  readonly password: string;
}

export function isRedisAddress(text: string): boolean {
  return parse(text) !== null;
}

/** @throws AppError CONFIG_INVALID for what is no address. */
export function redisTarget(text: string, { username, password }: Credentials): RedisTarget {
  const target = parse(text);
  if (!target)
    throw new AppError('CONFIG_INVALID', { details: { file: 'redis.url', problem: 'not an address of Redis' } });
  return { ...target, ...(username && { username }), ...(password && { password }) };
}

function parse(text: string): RedisTarget | null {
  const match = ADDRESS.exec(text);
  if (!match) return null;
  const [, scheme, hosts = '', first = '', second = ''] = match;
  const nodes = hosts.split(',').map((host) => nodeOf(host, scheme === 'redis-sentinel' ? 26_379 : 6_379));
  if (!nodes.every((node) => node !== null)) return null;
  if (scheme === 'redis-cluster') return first === '' ? { mode: 'cluster', nodes } : null;
  if (scheme === 'redis-sentinel') {
    if (first === '') return null;
    return { mode: 'sentinel', sentinels: nodes, name: first, ...databaseOf(second) };
  }
  const [node] = nodes;
  if (nodes.length !== 1 || !node || !/^\d{0,4}$/.test(first) || second !== '') return null;
  return { mode: 'single', ...node, ...databaseOf(first), ...(scheme === 'rediss' && { tls: true }) };
}

function databaseOf(text: string): { db?: number } {
  return text === '' ? {} : { db: Number(text) };
}

function nodeOf(text: string, defaultPort: number): RedisNode | null {
  const match = NODE.exec(text);
  if (!match) return null;
  const port = match[2] === undefined ? defaultPort : Number(match[2]);
  if (port < 1 || port > 65_535) return null;
  return { host: match[1]!.replace(/^\[|\]$/g, ''), port };
}
