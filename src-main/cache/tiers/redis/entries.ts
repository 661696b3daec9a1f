/**
 * Entries as they lie in Redis: each with the versions that it hangs on, and given only while they all stand. Where this
 * process knows the versions, it need not ask for them.
 */
import type { Stamp, StoredEntry } from '../../entry.ts';
import type { TierLease, TierRequest } from '../../tier.ts';
import { readRecord, writeRecord } from '../entry-record.ts';
import type { RedisClient } from './client.ts';
import type { KnownVersions } from './known-versions.ts';
import { type Names, SHARED, type Versioned } from './names.ts';
import { clearsOf, dependencies, holds, knownLease, leaseOf, type Versions } from './versions.ts';

/** Larger ones stay out: one of them would hold up everybody's reads for longer than a deadline. */
const MOST_BYTES = 16 << 20;

export interface EntriesOptions {
  readonly client: RedisClient;
  readonly names: Names;
  readonly versions: Versions;
  readonly known: KnownVersions;
  /** Whether all that others have raised is forgotten. */
  readonly trusted: () => boolean;
  readonly scopeOf: (key: string) => string;
  readonly nextStamp: () => Stamp;
  /** UTC milliseconds. */
  readonly now: () => number;
}

export interface Reading {
  readonly entries: (StoredEntry | null)[];
  readonly lease: TierLease;
}

export interface Entries {
  /**
   * One round trip; a second one where what lies there does not match the versions known here. What it gives carries a
   * stamp that was taken before it began.
   */
  read(requests: readonly TierRequest[]): Promise<Reading>;
  /** The versions of now that these hang on. */
  lease(entries: readonly TierRequest[]): Promise<TierLease>;
  /** Writes those that the lease covers. */
  write(entries: readonly StoredEntry[], lease: TierLease): Promise<void>;
  /** Frees their memory; that they are not valid any more is said by versions. */
  remove(keys: readonly string[]): Promise<void>;
}

/** The scope that a key belongs to: that of all processes, or that of a data set. */
export function scopeOfKeys(scopeOfFamily: (family: string) => 'shared' | 'dataset', dataset: string) {
  return (key: string) => (scopeOfFamily(key.slice(0, key.indexOf(':'))) === 'shared' ? SHARED : dataset);
}

export function createEntries(options: EntriesOptions): Entries {
  const { client, names, versions, known, trusted, scopeOf, nextStamp, now } = options;
  const nameOf = (key: string) => names.entry(scopeOf(key), key);
  const clears = new Map<string, Versioned[]>();

  function dependenciesOf(requests: readonly TierRequest[]): Versioned[] {
    return requests.flatMap((request) => {
      const scope = scopeOf(request.key);
      const ofScope = clears.get(scope) ?? clearsOf(scope);
      clears.set(scope, ofScope);
      return dependencies(scope, request, ofScope);
    });
  }

  async function fetch(keys: readonly string[]): Promise<(Buffer | null)[]> {
    const [only] = keys;
    if (only !== undefined && keys.length === 1)
      return [(await client.callBuffer('GET', nameOf(only))) as Buffer | null];
    // A Cluster gives several at once only if they lie in one slot.
    const found = client.isCluster
      ? await Promise.all(keys.map((key) => client.callBuffer('GET', nameOf(key))))
      : await client.callBuffer('MGET', ...keys.map(nameOf));
    return found as (Buffer | null)[];
  }

  function open(key: string, record: Buffer | null, lease: TierLease, stamp: Stamp): StoredEntry | null {
    const read = record === null ? null : readRecord(record);
    if (read?.entry.key !== key || read.entry.goneAt <= now()) return null;
    const { entry, more } = read;
    if (typeof more.lease !== 'object' || more.lease === null) return null;
    return holds(scopeOf(key), entry, entry.level, more.lease as TierLease, lease) ? { ...entry, stamp } : null;
  }

  /** Null when not all versions are known, or when one that lies there hangs on others: then Redis has to be asked for them. */
  async function readKnowing(requests: readonly TierRequest[], stamp: Stamp): Promise<Reading | null> {
    if (!trusted()) return null;
    const lease = knownLease(dependenciesOf(requests), known);
    if (lease === null) return null;
    const records = await fetch(requests.map(({ key }) => key));
    const entries = requests.map(({ key }, at) => open(key, records[at] ?? null, lease, stamp));
    return entries.every((entry, at) => entry !== null || !records[at]) ? { lease, entries } : null;
  }

  async function readAsking(requests: readonly TierRequest[], stamp: Stamp): Promise<Reading> {
    const mark = known.mark();
    const [lease, records] = await Promise.all([
      versions.read(dependenciesOf(requests)),
      fetch(requests.map(({ key }) => key)),
    ]);
    known.learn(lease, mark);
    return { lease, entries: requests.map(({ key }, at) => open(key, records[at] ?? null, lease, stamp)) };
  }

  return {
    async read(requests) {
      const stamp = nextStamp();
      return (await readKnowing(requests, stamp)) ?? readAsking(requests, stamp);
    },
    lease: (requests) => versions.read(dependenciesOf(requests)),
    async write(entries, lease) {
      await Promise.all(
        entries.map(async (entry) => {
          const part = leaseOf(scopeOf(entry.key), entry, entry.level, lease);
          const milliseconds = Math.floor(entry.goneAt - now());
          if (part === null || milliseconds <= 0 || entry.payload.length > MOST_BYTES) return;
          await client.call('SET', nameOf(entry.key), writeRecord(entry, { lease: part }), 'PX', milliseconds);
        }),
      );
    },
    async remove(keys) {
      await Promise.all(keys.map((key) => client.call('UNLINK', nameOf(key))));
    },
  };
}
