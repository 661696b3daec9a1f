/** Entries as they lie in Redis: each with the versions that it hangs on, and given only while they all stand. */
import type { Stamp, StoredEntry } from '../../entry.ts';
import type { TierLease, TierRequest } from '../../tier.ts';
import { readRecord, writeRecord } from '../entry-record.ts';
import type { RedisClient } from './client.ts';
import { type Names, SHARED } from './names.ts';
import { dependencies, holds, leaseOf, type Versions } from './versions.ts';

/** Larger ones stay out: one of them would hold up everybody's reads for longer than a deadline. */
const MOST_BYTES = 16 << 20;

export interface EntriesOptions {
  readonly client: RedisClient;
  readonly names: Names;
  readonly versions: Versions;
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
  /** One round trip. What it gives carries a stamp that was taken before it began. */
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

export function createEntries({ client, names, versions, scopeOf, nextStamp, now }: EntriesOptions): Entries {
  const nameOf = (key: string) => names.entry(scopeOf(key), key);
  const leaseFor = (requests: readonly TierRequest[]) =>
    versions.read(requests.flatMap((request) => dependencies(scopeOf(request.key), request)));

  async function fetch(keys: readonly string[]): Promise<(Buffer | null)[]> {
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

  return {
    async read(requests) {
      const stamp = nextStamp();
      const [lease, records] = await Promise.all([leaseFor(requests), fetch(requests.map(({ key }) => key))]);
      return { lease, entries: requests.map(({ key }, at) => open(key, records[at] ?? null, lease, stamp)) };
    },
    lease: leaseFor,
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
