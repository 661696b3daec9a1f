/**
 * Each tag, key and clear has a version in Redis, and an entry is written with those that stood when its load began: it
 * is given only while all of them still stand. Nothing is compared but for equality, and an epoch is never used twice.
 */
import type { EntryFacts } from '../../entry.ts';
import { LEVELS } from '../../level.ts';
import type { TierLease } from '../../tier.ts';
import type { RedisClient } from './client.ts';
import type { KnownVersions } from './known-versions.ts';
import { type Bucket, type Names, type Versioned, versionedClear, versionedKey, versionedTag } from './names.ts';
import { RAISE_VERSIONS, READ_VERSIONS } from './scripts.ts';

/** Longer than any entry may lie in Redis. */
export const BUCKET_MILLISECONDS = 7 * 86_400_000;
/** Fields of one bucket; beyond, it begins anew: 64 buckets of these take some 300 MB at the very most. */
const MOST_FIELDS = 50_000;

type Facts = Pick<EntryFacts, 'key' | 'tags'>;

/** In a lease: a bucket's epoch. No field begins so. */
const epochName = (bucket: Bucket) => `#${bucket}`;

/** The clears that an entry may hang on, whatever its level. */
export function clearsOf(scope: string): Versioned[] {
  return [null, ...LEVELS].map((level) => versionedClear(scope, level));
}

/** Everything that the validity of an entry may hang on, whatever its level. */
export function dependencies(scope: string, { key, tags }: Facts, clears = clearsOf(scope)): Versioned[] {
  return [...clears, versionedKey(scope, key), ...tags.map((tag) => versionedTag(scope, tag))];
}

/** Gives the versions of all these and the epochs of their buckets; null when one of them is not known. */
export function knownLease(versioned: Iterable<Versioned>, known: KnownVersions): TierLease | null {
  const lease: Record<string, number> = {};
  for (const { bucket, field } of versioned) {
    const name = epochName(bucket);
    const epoch = known.get(name);
    const version = known.get(field);
    if (epoch === undefined || version === undefined) return null;
    lease[name] = epoch;
    lease[field] = version;
  }
  return lease;
}

/** Gives the part of a lease that an entry hangs on; null when the lease does not cover it. Versions of 0 are left out. */
export function leaseOf(scope: string, facts: Facts, level: EntryFacts['level'], lease: TierLease): TierLease | null {
  const part: Record<string, number> = {};
  for (const { bucket, field } of ownDependencies(scope, facts, level)) {
    const epoch = lease[epochName(bucket)];
    const version = lease[field];
    if (epoch === undefined || version === undefined) return null;
    part[epochName(bucket)] = epoch;
    if (version !== 0) part[field] = version;
  }
  return part;
}

/** Says whether an entry that was written with `written` is still valid when the versions are `present`. */
export function holds(
  scope: string,
  facts: Facts,
  level: EntryFacts['level'],
  written: TierLease,
  present: TierLease,
): boolean {
  return ownDependencies(scope, facts, level).every(
    ({ bucket, field }) =>
      written[epochName(bucket)] === present[epochName(bucket)] && (written[field] ?? 0) === present[field],
  );
}

function ownDependencies(scope: string, { key, tags }: Facts, level: EntryFacts['level']): Versioned[] {
  return [
    versionedClear(scope, null),
    versionedClear(scope, level),
    versionedKey(scope, key),
    ...tags.map((tag) => versionedTag(scope, tag)),
  ];
}

function byBucket(versioned: Iterable<Versioned>): Map<Bucket, Set<string>> {
  const fields = new Map<Bucket, Set<string>>();
  for (const { bucket, field } of versioned) {
    const known = fields.get(bucket);
    if (known) known.add(field);
    else fields.set(bucket, new Set([field]));
  }
  return fields;
}

export interface Versions {
  /** One round trip. A bucket that is not there is made, so that what is loaded now can be written. */
  read(versioned: Iterable<Versioned>): Promise<TierLease>;
  /** Makes invalid what hangs on any of these. Resolves once every read that begins now sees it. */
  raise(versioned: Iterable<Versioned>): Promise<void>;
}

export function createVersions(client: RedisClient, names: Names, unused: () => number): Versions {
  /** In a Cluster one call a bucket, all at once; elsewhere one call. */
  function calls(fields: Map<Bucket, Set<string>>): [Bucket, string[]][][] {
    const all = [...fields].map(([bucket, set]): [Bucket, string[]] => [bucket, [...set]]);
    return client.isCluster ? all.map((one) => [one]) : [all];
  }
  const keysOf = (call: [Bucket, string[]][]) => call.map(([bucket]) => names.versions(bucket));
  const fieldsOf = (call: [Bucket, string[]][]) => call.flatMap(([, fields]) => [fields.length, ...fields]);

  return {
    async read(versioned) {
      const lease: Record<string, number> = {};
      await Promise.all(
        calls(byBucket(versioned)).map(async (call) => {
          const args = [unused(), BUCKET_MILLISECONDS, ...fieldsOf(call)];
          const answer = (await client.run(READ_VERSIONS, keysOf(call), args)) as string[][];
          for (const [at, [bucket, fields]] of call.entries()) {
            const [epoch, ...versions] = answer[at] ?? [];
            lease[epochName(bucket)] = Number(epoch);
            for (const [place, field] of fields.entries()) lease[field] = Number(versions[place]);
          }
        }),
      );
      return lease;
    },
    async raise(versioned) {
      await Promise.all(
        calls(byBucket(versioned)).map((call) =>
          client.run(RAISE_VERSIONS, keysOf(call), [MOST_FIELDS, BUCKET_MILLISECONDS, ...fieldsOf(call)]),
        ),
      );
    },
  };
}
