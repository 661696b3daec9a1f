/** A file that a thread puts down what it will want again: written at its end, read anywhere, of no use once the import is over. */
import { closeSync, ftruncateSync, openSync, readSync, writeSync } from 'node:fs';
import { toDatabaseError } from '../database/index.ts';

export interface ScratchFile {
  /**
   * Appends bytes, and gives where they begin.
   * @throws AppError DISK_FULL or DISK_WRITE_FAILED.
   */
  append(bytes: Uint8Array): number;
  /** Fills `into` with what stands from `at` on. @throws AppError when the file ends before. */
  read(at: number, into: Uint8Array): void;
  /** Leaves the file to whoever reads it next. */
  close(): void;
  /** Closes it empty: what the disk has not taken yet it need not take. */
  discard(): void;
}

/** Begins an empty file at a path, once something is appended. */
export function createScratchFile(path: string): ScratchFile {
  return scratchFile(path, 'w+');
}

/** Opens a file that another thread has written, to be read. */
export function openScratchFile(path: string): ScratchFile {
  return scratchFile(path, 'r+');
}

function scratchFile(path: string, flags: 'w+' | 'r+'): ScratchFile {
  let file: number | null = null;
  let length = 0;

  function known<Result>(work: (file: number) => Result): Result {
    try {
      file ??= openSync(path, flags);
      return work(file);
    } catch (error) {
      throw toDatabaseError(error);
    }
  }

  function close(): void {
    if (file !== null) closeSync(file);
    file = null;
  }

  return {
    append(bytes) {
      const begin = length;
      known((open) => {
        for (let done = 0; done < bytes.length; )
          done += writeSync(open, bytes, done, bytes.length - done, begin + done);
      });
      length += bytes.length;
      return begin;
    },
    read(at, into) {
      known((open) => {
        for (let done = 0; done < into.length; ) {
          const got = readSync(open, into, done, into.length - done, at + done);
          if (got === 0) throw new Error(`${path} ends at ${at + done}`);
          done += got;
        }
      });
    },
    close,
    discard() {
      if (file !== null) ftruncateSync(file, 0);
      close();
    },
  };
}

/** The bytes of a typed array, not a copy of them. */
export function bytesOf({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
