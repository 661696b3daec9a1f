/**
 * How things are called in Redis. Versions lie in buckets, one hash each, so that the tags of a store are read together
 * and a Cluster's slots share the load; a bucket that is lost or dropped makes invalid whatever depends on it.
 */
import { createHash } from 'node:crypto';
import type { Level } from '../../level.ts';
import { lowBits } from '../disk/key-hash.ts';

const BUCKETS = 64;
/** Holds the versions of clears, which every entry depends on. */
export const CLEARS = 'clears';
export type Bucket = string;

export interface Names {
  entry(scope: string, key: string): string;
  lock(scope: string, key: string): string;
  versions(bucket: Bucket): string;
  /** All in one slot, for they are changed together. */
  readonly run: string;
  readonly sequence: string;
  readonly log: string;
  readonly live: string;
  readonly channel: string;
  /** Where a process hears that others have done as it said. */
  answers(process: string): string;
}

/** What stands for a data set in keys, fields and messages: short, and nothing in it means anything to Redis. */
export function scopeOfDataset(dataset: string): string {
  return createHash('sha256').update(dataset).digest('hex').slice(0, 12);
}
/** The scope that all processes of a chain have in common. */
export const SHARED = 's';

export function namesOf(chain: string): Names {
  const begin = `mendian:${scopeOfDataset(chain)}`;
  const bus = `${begin}:{bus}`;
  return {
    entry: (scope, key) => `${begin}:e:${scope}:${key}`,
    lock: (scope, key) => `${begin}:l:${scope}:${key}`,
    versions: (bucket) => `${begin}:{v${bucket}}`,
    run: `${bus}:run`,
    sequence: `${bus}:sequence`,
    log: `${bus}:log`,
    live: `${bus}:live`,
    channel: `${bus}:messages`,
    answers: (process) => `${bus}:to:${process}`,
  };
}

const bucketOfText = (text: string): Bucket => String(lowBits(text) % BUCKETS);

/** A name whose version an entry depends on: a field of the hash of its bucket. */
export interface Versioned {
  readonly bucket: Bucket;
  readonly field: string;
}

/** Days and months of a store share its bucket. */
export function versionedTag(scope: string, tag: string): Versioned {
  const slash = tag.indexOf('/');
  return { bucket: bucketOfText(slash < 0 ? tag : tag.slice(0, slash)), field: `${scope}|${tag}` };
}

export function versionedKey(scope: string, key: string): Versioned {
  return { bucket: bucketOfText(key), field: `${scope}|=${key}` };
}

export function versionedClear(scope: string, level: Level | null): Versioned {
  return { bucket: CLEARS, field: `${scope}|*${level ?? ''}` };
}
