/** A row of the table `entry`. Its checksum covers key, stamp, tags and payload: what a dying disk changed is not there. */
import { crc32 } from 'node:zlib';
import type { EntryFacts, StoredEntry } from '../../entry.ts';
import type { Level } from '../../level.ts';
import { hashKey } from './key-hash.ts';

export interface EntryRow {
  readonly hash: bigint;
  readonly key: string;
  readonly level: string;
  readonly family: string;
  readonly tags: string;
  readonly store_id: number | null;
  readonly stamp: number;
  readonly born_at: number;
  readonly fresh_until: number;
  readonly gone_at: number;
  readonly load_milliseconds: number;
  readonly version: string | null;
  readonly missing: number;
  readonly bytes: number;
  readonly wanted_at: number;
  readonly checksum: number;
  readonly payload: Uint8Array;
}

/** What a row takes beside its payload, key and tags: columns, two indexes, its share of the pages' slack. */
const ROW_OVERHEAD = 160;

/** The columns that a read needs, in this order. */
export const READ_ENTRY = `
  SELECT key, level, family, tags, store_id, stamp, born_at, fresh_until, gone_at, load_milliseconds, version, missing,
    checksum, payload
  FROM entry WHERE hash = ?`;

export type ReadRow = Omit<EntryRow, 'hash' | 'bytes' | 'wanted_at'>;

function checksumOf(key: string, stamp: number, tags: string, payload: Uint8Array): number {
  return crc32(payload, crc32(`${key}\n${stamp}\n${tags}`));
}

export function toRow(entry: StoredEntry, wantedAt: number): EntryRow {
  const tags = JSON.stringify(entry.tags);
  return {
    hash: hashKey(entry.key),
    key: entry.key,
    level: entry.level,
    family: entry.family,
    tags,
    store_id: entry.storeId,
    stamp: entry.stamp,
    born_at: Math.floor(entry.bornAt),
    fresh_until: Math.floor(entry.freshUntil),
    gone_at: Math.floor(entry.goneAt),
    load_milliseconds: entry.loadMilliseconds,
    version: entry.version,
    missing: entry.missing ? 1 : 0,
    bytes: entry.payload.length + entry.key.length + tags.length + ROW_OVERHEAD,
    wanted_at: Math.floor(wantedAt),
    checksum: checksumOf(entry.key, entry.stamp, tags, entry.payload),
    payload: entry.payload,
  };
}

/** Gives the entry of a row; null when the row is damaged. */
export function fromRow(row: ReadRow): StoredEntry | null {
  if (checksumOf(row.key, row.stamp, row.tags, row.payload) !== row.checksum) return null;
  const facts: EntryFacts = {
    key: row.key,
    level: row.level as Level,
    family: row.family,
    tags: JSON.parse(row.tags) as string[],
    storeId: row.store_id,
    stamp: row.stamp,
    bornAt: row.born_at,
    freshUntil: row.fresh_until,
    goneAt: row.gone_at,
    loadMilliseconds: row.load_milliseconds,
    version: row.version,
    missing: row.missing === 1,
  };
  return { ...facts, payload: row.payload };
}
