/** A file is read exactly as it was when it was opened: one that shrank, grew, vanished or was replaced is refused. */
import { type BigIntStats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { AppError } from '#shared/domain/app-error.ts';

export interface SourceStamp {
  readonly path: string;
  readonly bytes: number;
  readonly identity: string;
}

export interface SourceFile {
  readonly stamp: SourceStamp;
  /** Reads up to `length` bytes at `position` of the file to `target[at…]`; gives how many, 0 at the end. */
  read(target: Uint8Array, at: number, length: number, position: number): Promise<number>;
  /** Throws FILE_CHANGED unless the path still names the very file that was opened, untouched. */
  assertUnchanged(): Promise<void>;
  close(): Promise<void>;
}

/** Gives the AppError that staff should see for what the operating system answered. */
export function asFileError(error: unknown): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('code' in error)) return error;
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return new AppError('FILE_NOT_FOUND', { cause: error });
  const unreadable = ['EACCES', 'EPERM', 'EISDIR', 'EIO', 'EBUSY', 'ENXIO', 'ELOOP', 'ENAMETOOLONG', 'ESTALE'];
  if (unreadable.includes(String(error.code))) return new AppError('FILE_UNREADABLE', { cause: error });
  return error;
}

/** Size and identity of a file now. Throws FILE_NOT_FOUND, FILE_UNREADABLE (also for anything but a plain file). */
export function stampFile(path: string): SourceStamp {
  try {
    return toStamp(path, statSync(path, { bigint: true }));
  } catch (error) {
    throw asFileError(error);
  }
}

/** Opens the file that was stamped. Throws FILE_CHANGED if it is another one by now. */
export async function openSource(stamp: SourceStamp): Promise<SourceFile> {
  let handle: FileHandle;
  try {
    handle = await open(stamp.path, 'r');
  } catch (error) {
    throw asFileError(error);
  }
  const source: SourceFile = {
    stamp,
    read: async (target, at, length, position) => {
      try {
        return (await handle.read(target, at, length, position)).bytesRead;
      } catch (error) {
        throw asFileError(error);
      }
    },
    assertUnchanged: async () => {
      const opened = toStamp(stamp.path, await handle.stat({ bigint: true }));
      const named = await stampByName(stamp.path);
      if (opened.identity !== stamp.identity || named?.identity !== stamp.identity) throw new AppError('FILE_CHANGED');
    },
    close: () => handle.close(),
  };
  try {
    await source.assertUnchanged();
  } catch (error) {
    await handle.close();
    throw error;
  }
  return source;
}

async function stampByName(path: string): Promise<SourceStamp | null> {
  try {
    return toStamp(path, await stat(path, { bigint: true }));
  } catch (error) {
    const known = asFileError(error);
    if (known instanceof AppError) return null;
    throw known;
  }
}

function toStamp(path: string, stats: BigIntStats): SourceStamp {
  // A pipe or a device has no end and no size to hold it to.
  if (!stats.isFile()) throw new AppError('FILE_UNREADABLE');
  const identity = `${stats.dev}:${stats.ino}:${stats.size}:${stats.mtimeNs}`;
  return { path, bytes: Number(stats.size), identity };
}
