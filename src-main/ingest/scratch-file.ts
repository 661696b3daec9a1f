/**
 * A file that a thread puts down what it will want again: written at its end, read anywhere, of no use once the import is over.
 * Whatever is wrong with it is the disk's fault, and ends the import.
 */
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { AppError } from '#shared/domain/app-error.ts';
import { toDatabaseError } from '../database/index.ts';

/** Gives what tells whether bytes are still the same: their CRC-32, as in RFC 1952. */
export const checksumOf = (bytes: Uint8Array): number => crc32(bytes);

export interface ScratchReader {
  /**
   * Fills the arrays, one behind the other, with what stands from `at` on.
   * @param checksum of all of it when it was put there.
   * @throws AppError DISK_WRITE_FAILED when it is not there any more as it was.
   */
  read(at: number, checksum: number, into: readonly Uint8Array[]): void;
  /** Closes it empty: what the disk has not taken yet it need not take. */
  discard(): void;
}

export interface ScratchFile extends ScratchReader {
  /**
   * Appends bytes, and gives where they begin.
   * @throws AppError DISK_FULL or DISK_WRITE_FAILED.
   */
  append(bytes: Uint8Array): number;
  /** Leaves the file to whoever reads it next. */
  close(): void;
}

/** Begins an empty file at a path, once something is appended. */
export function createScratchFile(path: string): ScratchFile {
  const file = lazyFile(path, 'w+');
  let length = 0;
  return {
    read: file.read,
    close: file.close,
    discard: file.discard,
    append(bytes) {
      const at = length;
      file.use((open) => {
        for (let done = 0; done < bytes.length; ) done += writeSync(open, bytes, done, bytes.length - done, at + done);
      });
      length += bytes.length;
      return at;
    },
  };
}

/** Opens a file that another thread has written, to be read. */
export function openScratchFile(path: string): ScratchReader {
  return lazyFile(path, 'r+');
}

/** A file that is opened when it is first used, and not again once it is closed: it would be emptied. */
function lazyFile(path: string, flags: 'w+' | 'r+') {
  let file: number | null = null;
  let closed = false;

  function use(work: (open: number) => void): void {
    if (closed) throw new Error(`${path} is closed`);
    try {
      file ??= openSync(path, flags);
      work(file);
    } catch (error) {
      const known = toDatabaseError(error);
      throw known.code === 'INTERNAL' ? new AppError('DISK_WRITE_FAILED', { action: 'park', cause: error }) : known;
    }
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
    closed = true;
  }

  return {
    use,
    read(at: number, checksum: number, into: readonly Uint8Array[]): void {
      use((open) => {
        let from = at;
        let found = 0;
        for (const bytes of into) {
          for (let done = 0; done < bytes.length; ) {
            const got = readSync(open, bytes, done, bytes.length - done, from + done);
            if (got === 0) throw new Error(`${path} ends at ${from + done}`);
            done += got;
          }
          from += bytes.length;
          found = crc32(bytes, found);
        }
        if (found !== checksum) throw new Error(`${path} was changed after ${at}`);
      });
    },
    close,
    discard(): void {
      if (file !== null) ftruncateSync(file, 0);
      close();
    },
  };
}

/** The bytes of a typed array, not a copy of them. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
