/** A file that a browser hands over streams straight to the disk; it is whole and granted, or it is gone. */
import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, join } from 'node:path';
import { AppError } from '#shared/domain/app-error.ts';
import type { FileGrantId } from '#shared/domain/ids.ts';
import type { RandomBytes } from './secrets.ts';

export interface UploadOptions {
  readonly directory: string;
  readonly maxBytes: number;
  readonly random: RandomBytes;
  /** Lets the engine read the file under the name it had; the grant's end is the file's end. */
  readonly grant: (path: string, name: string) => Promise<FileGrantId>;
}

export interface Uploaded {
  readonly fileId: FileGrantId;
  readonly name: string;
  readonly bytes: number;
}

const MEGABYTE = 1_000_000;
/** Left free for the database, which must be able to write at any time. */
const RESERVED_BYTES = 200 * MEGABYTE;
/** So often while a file arrives is the disk's free room looked at. */
const LOOK_EVERY_BYTES = 16 * MEGABYTE;
const MAX_NAME = 200;

/** Marks that turn the way of writing, so that `gpj.exe` is shown as `exe.jpg`, and such as are not seen at all. */
const DECEIVING_MARKS = /[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

/** Gives a name without folders, control characters and marks that deceive; it is shown and tells the format, it is never a path. */
export function safeFileName(given: string): string {
  const name = basename(given.replaceAll('\\', '/'))
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
    .replace(/[\u0000-\u001f\u007f-\u009f]/g, '')
    .replace(DECEIVING_MARKS, '')
    .trim()
    .slice(-MAX_NAME);
  return name === '' || /^\.+$/.test(name) ? 'upload' : name;
}

function tooLarge(maxBytes: number): AppError {
  return new AppError('FILE_TOO_LARGE', { details: { limit: Math.floor(maxBytes / MEGABYTE) } });
}

async function checkAnnounced(request: IncomingMessage, { directory, maxBytes }: UploadOptions): Promise<void> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > maxBytes) throw tooLarge(maxBytes);
  await checkRoom(directory, announced);
}

async function checkRoom(directory: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await statfs(directory);
  if (bytes + RESERVED_BYTES > bavail * bsize) throw new AppError('DISK_FULL', { action: 'retry' });
}

function writeError(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  if (code === 'ENOSPC') return new AppError('DISK_FULL', { action: 'retry', cause: error });
  if (code === 'ECONNRESET') return new AppError('CANCELLED', { cause: error });
  return error;
}

/** Gives how many bytes were written and seen onto the disk. */
async function writeBody(
  request: IncomingMessage,
  handle: FileHandle,
  { directory, maxBytes }: UploadOptions,
): Promise<number> {
  let bytes = 0;
  let lookAgainAt = LOOK_EVERY_BYTES;
  // Not destroyed when the limit stops it: whoever sends must still be told why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw tooLarge(maxBytes);
    // A body need not announce its size, and several may come at once.
    if (bytes >= lookAgainAt) {
      await checkRoom(directory, 0);
      lookAgainAt = bytes + LOOK_EVERY_BYTES;
    }
    await handle.writeFile(chunk);
  }
  await handle.sync();
  return bytes;
}

/** Takes the request's body as a file. @throws AppError FILE_TOO_LARGE, DISK_FULL, CANCELLED. */
export async function receiveUpload(request: IncomingMessage, name: string, options: UploadOptions): Promise<Uploaded> {
  const { directory, random, grant } = options;
  await mkdir(directory, { recursive: true });
  await checkAnnounced(request, options);
  const safeName = safeFileName(name);
  const path = join(directory, random(16).toString('hex'));
  const handle = await open(path, 'wx', 0o600);
  try {
    const bytes = await writeBody(request, handle, options);
    return { fileId: await grant(path, safeName), name: safeName, bytes };
  } catch (error) {
    await rm(path, { force: true });
    throw writeError(error);
  } finally {
    await handle.close();
  }
}
