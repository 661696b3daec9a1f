/** A file that a thread puts down what it will want again: written at its end, read anywhere, of no use once the import is over. */
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { toDatabaseError } from '../database/index.ts';

export interface ScratchReader {
  /** Fills `into` with what stands from `at` on. @throws AppError when the file ends before. */
  read(at: number, into: Uint8Array): void;
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
      const begin = length;
      file.use((open) => {
        for (let done = 0; done < bytes.length; )
          done += writeSync(open, bytes, done, bytes.length - done, begin + done);
      });
      length += bytes.length;
      return begin;
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

  /** Does something with the open file; what fails is the disk's fault. */
  function use(work: (open: number) => void): void {
    if (closed) throw new Error(`${path} is closed`);
    try {
      file ??= openSync(path, flags);
      work(file);
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
    closed = true;
  }

  return {
    use,
    read(at: number, into: Uint8Array): void {
      use((open) => {
        for (let done = 0; done < into.length; ) {
          const got = readSync(open, into, done, into.length - done, at + done);
          if (got === 0) throw new Error(`${path} ends at ${at + done}`);
          done += got;
        }
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
