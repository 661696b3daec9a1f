/**
 * Bytes compressed and back. A payload's header says by which method, so that what one runtime wrote another can read
 * as long as it knows the method.
 */
import { promisify } from 'node:util';
import * as zlib from 'node:zlib';
import { unreadable } from './byte-stream.ts';

/** The numbers stand in the header of every payload: never renumber them. */
export const COMPRESSION = { none: 0, gzip: 1, zstd: 2 } as const;
export type CompressionName = keyof typeof COMPRESSION;

/** Below this many bytes nothing is won. */
const LEAST_BYTES = 48;
/** For texts such as JSON. */
const ZSTD_LEVEL = 3;
const GZIP_LEVEL = 6;

/** Gives the best method that this runtime has: older ones have no zstd. */
export function bestCompression(): CompressionName {
  return typeof zlib.zstdCompressSync === 'function' ? 'zstd' : 'gzip';
}

/**
 * zstd's own tables of level 3 are meant for megabytes and cost more to clear than a small column takes to compress, so
 * window and tables are cut to the length (measured: 2 KB in 20 µs instead of 76, at the same size).
 */
function zstdOptions(length: number, level: number): zlib.ZstdOptions {
  const { constants } = zlib;
  const log = Math.min(17, Math.max(10, Math.ceil(Math.log2(length + 1))));
  return {
    chunkSize: Math.max(64, length),
    params: {
      [constants.ZSTD_c_compressionLevel]: level,
      [constants.ZSTD_c_windowLog]: Math.max(log, Math.min(21, Math.ceil(Math.log2(length + 1)))),
      [constants.ZSTD_c_hashLog]: Math.max(6, log - 1),
      [constants.ZSTD_c_chainLog]: Math.max(6, log - 1),
    },
  };
}

/** Gives the bytes compressed, or as they are where that is not larger. @param level zstd's own. */
export function compress(bytes: Uint8Array, method: CompressionName, level = ZSTD_LEVEL): Uint8Array {
  if (method === 'none' || bytes.length < LEAST_BYTES) return bytes;
  const smaller =
    method === 'zstd'
      ? zlib.zstdCompressSync(bytes, zstdOptions(bytes.length, level))
      : zlib.gzipSync(bytes, { level: GZIP_LEVEL });
  return smaller.length < bytes.length ? smaller : bytes;
}

/** The same on a thread of libuv's pool. */
export async function compressAside(bytes: Uint8Array, method: CompressionName): Promise<Uint8Array> {
  if (method === 'none' || bytes.length < LEAST_BYTES) return bytes;
  const smaller =
    method === 'zstd'
      ? await promisify(zlib.zstdCompress)(bytes, zstdOptions(bytes.length, ZSTD_LEVEL))
      : await promisify(zlib.gzip)(bytes, { level: GZIP_LEVEL });
  return smaller.length < bytes.length ? smaller : bytes;
}

/** @throws AppError CACHE_PAYLOAD_UNREADABLE unless they expand to exactly `rawLength` bytes. */
export function expand(bytes: Uint8Array, rawLength: number, method: CompressionName): Uint8Array {
  if (bytes.length === rawLength) return bytes;
  try {
    return checked(expander(method).now(bytes, limits(rawLength)), rawLength);
  } catch (error) {
    throw unreadable('compressed bytes', error);
  }
}

/** The same on a thread of libuv's pool. */
export async function expandAside(bytes: Uint8Array, rawLength: number, method: CompressionName): Promise<Uint8Array> {
  if (bytes.length === rawLength) return bytes;
  try {
    return checked(await expander(method).aside()(bytes, limits(rawLength)), rawLength);
  } catch (error) {
    throw unreadable('compressed bytes', error);
  }
}

/** With a byte to spare: into a chunk that is just filled the runtime looks for more, in another chunk. */
const limits = (rawLength: number) => ({ maxOutputLength: rawLength, chunkSize: Math.max(64, rawLength + 1) });

function expander(method: CompressionName) {
  if (method === 'zstd') return { now: zlib.zstdDecompressSync, aside: () => promisify(zlib.zstdDecompress) };
  if (method === 'gzip') return { now: zlib.gunzipSync, aside: () => promisify(zlib.gunzip) };
  throw unreadable('not compressed, yet of another length');
}

function checked(bytes: Uint8Array, rawLength: number): Uint8Array {
  if (bytes.length !== rawLength) throw unreadable('length');
  return bytes;
}
