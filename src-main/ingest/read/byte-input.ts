/** Bytes are pulled into a buffer that the caller owns and reuses: nothing upstream decides how much memory a file costs. */
import { constants, createGunzip, createInflateRaw, type Gunzip, type InflateRaw } from 'node:zlib';
import { AppError } from '#shared/domain/app-error.ts';
import { CHUNK_BYTES, LIMITS } from './limits.ts';
import type { SourceFile } from './source-file.ts';

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
  const options = { chunkSize: 256 * 1024, flush: constants.Z_NO_FLUSH };
  const inflate: Gunzip | InflateRaw = kind === 'gzip' ? createGunzip(options) : createInflateRaw(options);
  const inflated = inflate[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let rest: Buffer = Buffer.alloc(0);
  let produced = 0;
  let failure: unknown = null;

  async function feed(): Promise<void> {
    for (;;) {
      const chunk = Buffer.allocUnsafeSlow(64 * 1024);
      const read = await input.pull(chunk, 0, chunk.length);
      if (inflate.destroyed || read === 0) break;
      if (!inflate.write(chunk.subarray(0, read))) {
        await new Promise<void>((resolve) => {
          inflate.once('drain', resolve);
          inflate.once('close', resolve);
        });
      }
    }
    if (!inflate.destroyed) inflate.end();
  }
  let feeding: Promise<void> | null = null;

  return {
    pull: async (target, at, end) => {
      feeding ??= feed().catch((error: unknown) => {
        failure = error;
        inflate.destroy();
      });
      while (rest.length === 0) {
        const next = await inflated.next().catch((error: unknown) => {
          throw failure ?? new AppError('FILE_DAMAGED', { cause: error });
        });
        if (failure !== null) throw failure;
        if (next.done) return 0;
        rest = next.value;
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
