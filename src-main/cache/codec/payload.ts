/**
 * Every payload begins with the same header, whatever is behind it, and a flipped bit anywhere in it is noticed.
 *
 * | bytes | |
 * |---|---|
 * | 0–3 | `MdnC` |
 * | 4 | format version |
 * | 5 | kind |
 * | 6 | compression |
 * | 7 | 0 |
 * | 8–15 | raw length: bytes before encoding and compression, a little-endian double |
 * | 16–19 | CRC-32 of bytes 0–15 and of everything behind the header |
 */
import { crc32 } from 'node:zlib';
import { unreadable } from './byte-stream.ts';
import { COMPRESSION, type CompressionName } from './compression.ts';

/** The numbers are written: never renumber them. */
const KIND = { table: 1, json: 2, bytes: 3 } as const;
export type PayloadKind = keyof typeof KIND;

export interface PayloadHeader {
  readonly version: number;
  readonly kind: PayloadKind;
  readonly compression: CompressionName;
  readonly rawLength: number;
}

/** What this version of the app writes. It reads all versions up to this one. */
export const FORMAT_VERSION = 1;
export const HEADER_BYTES = 20;
const MAGIC = 0x436e644d; // "MdnC", little-endian
const CHECKSUM_AT = 16;

/** Gives a payload of the pieces behind a header. */
export function sealPayload(header: Omit<PayloadHeader, 'version'>, pieces: readonly Uint8Array[]): Uint8Array {
  const payload = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, HEADER_BYTES));
  const view = new DataView(payload.buffer);
  view.setUint32(0, MAGIC, true);
  payload.set([FORMAT_VERSION, KIND[header.kind], COMPRESSION[header.compression], 0], 4);
  view.setFloat64(8, header.rawLength, true);
  let at = HEADER_BYTES;
  for (const piece of pieces) {
    payload.set(piece, at);
    at += piece.length;
  }
  view.setUint32(CHECKSUM_AT, checksum(payload), true);
  return payload;
}

/**
 * Checks a payload and gives what is behind its header, without copying.
 * @throws AppError CACHE_PAYLOAD_UNREADABLE when it is damaged, or written by a newer version of the app.
 */
export function openPayload(payload: Uint8Array): { header: PayloadHeader; body: Uint8Array } {
  const header = payloadHeader(payload);
  if (viewOf(payload).getUint32(CHECKSUM_AT, true) !== checksum(payload)) throw unreadable('checksum');
  return { header, body: payload.subarray(HEADER_BYTES) };
}

/** Whether the bytes say that they are a payload; they may be damaged, or of a newer version of the app. */
export function isSealed(bytes: Uint8Array): boolean {
  return bytes.length >= HEADER_BYTES && viewOf(bytes).getUint32(0, true) === MAGIC;
}

/** Reads the header alone; damage behind it is not noticed. @throws AppError CACHE_PAYLOAD_UNREADABLE */
export function payloadHeader(payload: Uint8Array): PayloadHeader {
  if (payload.length < HEADER_BYTES) throw unreadable('cut off');
  const view = viewOf(payload);
  if (view.getUint32(0, true) !== MAGIC) throw unreadable('not a payload');
  const version = payload[4]!;
  if (version < 1 || version > FORMAT_VERSION) throw unreadable(`format ${version}`);
  return {
    version,
    kind: nameOf(KIND, payload[5]!),
    compression: nameOf(COMPRESSION, payload[6]!),
    rawLength: view.getFloat64(8, true),
  };
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checksum(payload: Uint8Array): number {
  return crc32(payload.subarray(HEADER_BYTES), crc32(payload.subarray(0, CHECKSUM_AT)));
}

function nameOf<Name extends string>(numbers: Readonly<Record<Name, number>>, number: number): Name {
  for (const name of Object.keys(numbers) as Name[]) if (numbers[name] === number) return name;
  throw unreadable(`number ${number}`);
}
