/** The family that a Keyv adapter keeps its records in. */
import type { Encoding, Family } from '../family.ts';

export interface KeyvAddress {
  readonly namespace: string | undefined;
  readonly key: string;
}

export interface KeyvRecord {
  readonly value: unknown;
  /** UTC milliseconds; null: never. */
  readonly expires: number | null;
}

const DAY = 86_400_000;

/** Where a record stands within its family. */
export function keyvPath({ namespace = '', key }: KeyvAddress): string {
  return `${encodeURIComponent(namespace)}/${key}`;
}

/** What all records of a namespace depend on. */
export function namespaceTag(family: string, namespace: string | undefined): string {
  return `${family}:${namespace ?? ''}`;
}

export function keyvFamily(name: string, encoding: Encoding<KeyvRecord>): Family<KeyvAddress, KeyvRecord> {
  return {
    name,
    level: 'L4',
    key: keyvPath,
    tags: ({ namespace }) => [namespaceTag(name, namespace)],
    storeId: () => null,
    load: async (requests) => requests.map(() => ({ outcome: 'missing' })),
    encoding,
    // The record itself says when it ends.
    lifetime: () => ({ ttl: 365 * DAY, jitter: 0, grace: 0, beta: 0 }),
    missingTtl: DAY,
    tiers: ['memory', 'disk', 'redis'],
    scope: 'dataset',
    bulk: 1_000,
    hasSource: false,
  };
}
