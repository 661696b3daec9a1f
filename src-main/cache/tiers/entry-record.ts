/**
 * An entry as one run of bytes: one byte of version, the length of the facts (4 bytes, big end first), the facts as
 * JSON, and then the payload as it is. What cannot be read gives null: it counts as not there.
 */
import type { StoredEntry } from '../entry.ts';

const VERSION = 1;
const HEAD = 5;

/** Gives the record; `more` is kept beside the facts. */
export function writeRecord({ payload, ...facts }: StoredEntry, more: Readonly<Record<string, unknown>> = {}): Buffer {
  const json = Buffer.from(JSON.stringify({ ...facts, more }));
  const record = Buffer.allocUnsafe(HEAD + json.length + payload.length);
  record[0] = VERSION;
  record.writeUInt32BE(json.length, 1);
  json.copy(record, HEAD);
  record.set(payload, HEAD + json.length);
  return record;
}

/** Gives the entry and what was kept beside it. The payload is a view into the record. */
export function readRecord(record: Uint8Array): { entry: StoredEntry; more: Record<string, unknown> } | null {
  if (record.length < HEAD || record[0] !== VERSION) return null;
  const bytes = Buffer.from(record.buffer, record.byteOffset, record.byteLength);
  const end = HEAD + bytes.readUInt32BE(1);
  if (end > bytes.length) return null;
  try {
    const { more, ...facts } = JSON.parse(bytes.toString('utf8', HEAD, end)) as StoredEntry & {
      more: Record<string, unknown>;
    };
    return { entry: { ...facts, payload: bytes.subarray(end) }, more };
  } catch {
    // Not JSON: damaged, or somebody else's. There is nothing to do but to load anew.
    return null;
  }
}
