/** What INFO says of the servers, added up over a Cluster's masters. */
import type { RedisFacts } from '#shared/contract/index.ts';

function field(info: string, name: string): string | null {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
}

function sum(infos: readonly string[], name: string): number {
  return infos.reduce((total, info) => total + Number(field(info, name) ?? 0), 0);
}

/** Gives the facts from the INFO texts of all masters. */
export function readFacts(infos: readonly string[], mode: RedisFacts['mode']): RedisFacts {
  const [first = ''] = infos;
  const limits = infos.map((info) => Number(field(info, 'maxmemory') ?? 0));
  return {
    version: field(first, 'redis_version') ?? '',
    mode,
    usedBytes: sum(infos, 'used_memory'),
    // One master without a bound and the whole has none.
    maxBytes: limits.includes(0) ? null : limits.reduce((total, limit) => total + limit, 0),
    policy: field(first, 'maxmemory_policy') ?? '',
    connectedClients: sum(infos, 'connected_clients'),
  };
}

/** Keys of all databases. */
export function countKeys(infos: readonly string[]): number {
  return infos
    .flatMap((info) => [...info.matchAll(/^db\d+:keys=(\d+)/gm)])
    .reduce((total, [, keys]) => total + Number(keys), 0);
}
