/** Bytes are pulled into a buffer that the caller owns and reuses: nothing upstream decides how much memory a file costs. */
import { pipeline } from 'node:stream';
import { createGunzip, createInflateRaw } from 'node:zlib';
import { AppError } from '#shared/domain/app-error.ts';
import { CHUNK_BYTES, LIMITS } from './limits.ts';
import type { SourceFile } from './source-file.ts';

/** Inflated text handed over at once by zlib's own thread. */
const INFLATE_BYTES = 256 * 1024;

export interface ByteInput {
  /** Writes some bytes to `target[at…end)`; gives how many, 0 only at the end of the input. */
  pull(target: Uint8Array, at: number, end: number): Promise<number>;
  /** Bytes of the file itself that have been used so far. */
  consumed(): number;
  close(): void;
}

/** The stretch `[from, to)` of a file as it is; `chunkBytes` caps a single read. */
export function fileInput(
  source: SourceFile,
  from = 0,
  to = Number.MAX_SAFE_INTEGER,
  chunkBytes = CHUNK_BYTES,
): ByteInput {
  let position = from;
  return {
    pull: async (target, at, end) => {
      const read = await source.read(target, at, Math.min(end - at, chunkBytes, to - position), position);
      position += read;
      return read;
    },
    consumed: () => position - from,
    close: () => undefined,
  };
}

/**
 * Inflates what another input gives, `gzip` or `raw` deflate as in a zip. Throws FILE_DAMAGED for a broken or cut stream
 * and FILE_TOO_COMPRESSED for one that grows out of all proportion.
 */
export function inflateInput(
  input: ByteInput,
  kind: 'gzip' | 'raw',
  maxBytes: number = LIMITS.inflatedBytes,
): ByteInput {
  const inflate =
    kind === 'gzip' ? createGunzip({ chunkSize: INFLATE_BYTES }) : createInflateRaw({ chunkSize: INFLATE_BYTES });
  // What fails on either side destroys `inflate` with its error, which then comes out of the iteration below.
  pipeline(chunksOf(input), inflate, () => undefined);
  const inflated: AsyncIterator<Buffer> = inflate[Symbol.asyncIterator]();
  let rest: Uint8Array = new Uint8Array(0);
  let produced = 0;
  return {
    pull: async (target, at, end) => {
      while (rest.length === 0) {
        const next = await nextChunk(inflated);
        if (next === null) return 0;
        rest = next;
        produced += rest.length;
        const swollen = produced > LIMITS.inflateFreeBytes && produced > input.consumed() * LIMITS.inflateRatio;
        if (swollen || produced > maxBytes) throw new AppError('FILE_TOO_COMPRESSED');
      }
      const length = Math.min(rest.length, end - at);
      target.set(length === rest.length ? rest : rest.subarray(0, length), at);
      rest = rest.subarray(length);
      return length;
    },
    consumed: () => input.consumed(),
    close: () => {
      inflate.destroy();
      input.close();
    },
  };
}

async function* chunksOf(input: ByteInput): AsyncGenerator<Buffer, void, undefined> {
  for (;;) {
    const chunk = Buffer.allocUnsafeSlow(INFLATE_BYTES / 4);
    const read = await input.pull(chunk, 0, chunk.length);
    if (read === 0) return;
    yield chunk.subarray(0, read);
  }
}

async function nextChunk(inflated: AsyncIterator<Buffer>): Promise<Buffer | null> {
  try {
    const next = await inflated.next();
    return next.done ? null : next.value;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('FILE_DAMAGED', { cause: error });
  }
}

/** The next `bytes` of an input, fewer when it ends before; in `target` if one is given. */
export async function readUpTo(input: ByteInput, bytes: number, target = new Uint8Array(bytes)): Promise<Uint8Array> {
  let filled = 0;
  while (filled < bytes) {
    const read = await input.pull(target, filled, bytes);
    if (read === 0) break;
    filled += read;
  }
  return target.subarray(0, filled);
}
