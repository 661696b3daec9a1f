/** Reads the log backwards from its end, so that the newest lines of a large file cost little. */
import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { z } from 'zod';
import { keptLogFiles } from './week-file.ts';

const CHUNK_BYTES = 64 * 1024;
/** A question about one trace id stops after so much of the log, wherever it is by then. */
const MAX_BYTES = 32 * 1024 * 1024;
const NEWLINE = 0x0a;
const PACKED = '.gz';

const logLine = z.looseObject({
  time: z.iso.datetime(),
  level: z.string(),
  message: z.string().default(''),
  traceId: z.string().nullish(),
});

export interface LoggedLine {
  readonly at: string;
  readonly level: string;
  readonly message: string;
  readonly traceId: string | null;
  /** Everything else of the line, as JSON. */
  readonly details: string;
}

/** Gives a file's lines, the last first. */
async function* linesBackwards(handle: FileHandle): AsyncGenerator<string> {
  let end = (await handle.stat()).size;
  let rest: Buffer = Buffer.alloc(0);
  while (end > 0) {
    const begin = Math.max(0, end - CHUNK_BYTES);
    const chunk = Buffer.alloc(end - begin);
    await handle.read(chunk, 0, chunk.length, begin);
    let block = Buffer.concat([chunk, rest]);
    for (let at = block.lastIndexOf(NEWLINE); at !== -1; at = block.lastIndexOf(NEWLINE)) {
      if (at + 1 < block.length) yield block.toString('utf8', at + 1);
      block = block.subarray(0, at);
    }
    rest = block;
    end = begin;
  }
  if (rest.length > 0) yield rest.toString('utf8');
}

/** Gives the lines of a file, the last first. */
async function* linesOf(path: string): AsyncGenerator<string> {
  if (path.endsWith(PACKED)) return yield* linesOfPacked(path);
  const handle = await open(path, 'r');
  try {
    yield* linesBackwards(handle);
  } finally {
    await handle.close();
  }
}

/** A packed file can only be read from its begin: as much of its end as may be looked at is held meanwhile. */
async function* linesOfPacked(path: string): AsyncGenerator<string> {
  const held: Buffer[] = [];
  let bytes = 0;
  const source = createReadStream(path);
  const unpacked = source.pipe(createGunzip());
  source.on('error', (error) => unpacked.destroy(error));
  for await (const chunk of unpacked as AsyncIterable<Buffer>) {
    held.push(chunk);
    bytes += chunk.length;
    while (bytes - held[0]!.length >= MAX_BYTES) bytes -= held.shift()!.length;
  }
  const lines = Buffer.concat(held).toString('utf8').split('\n');
  for (const line of lines.reverse()) if (line !== '') yield line;
}

function parseLine(text: string): LoggedLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    // The last line of a process that was killed may be cut off: it is no line.
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const parsed = logLine.safeParse(value);
  if (!parsed.success) return null;
  const { time, level, message, traceId, ...details } = parsed.data;
  return { at: time, level, message, traceId: traceId ?? null, details: JSON.stringify(details) };
}

/** Gives the newest lines of a log directory, the newest first; with a trace id, only that request's. */
export async function newestLines(
  directory: string,
  options: { readonly limit: number; readonly traceId?: string },
): Promise<LoggedLine[]> {
  const found: LoggedLine[] = [];
  let read = 0;
  const names = keptLogFiles(directory);
  // Packing may have been cut off when both were there: the packed one is then read in no place.
  for (const name of names.filter((one) => !(one.endsWith(PACKED) && names.includes(one.slice(0, -PACKED.length))))) {
    for await (const text of linesOf(join(directory, name))) {
      read += text.length;
      const line = parseLine(text);
      if (line && (options.traceId === undefined || line.traceId === options.traceId)) found.push(line);
      if (found.length >= options.limit || read > MAX_BYTES) return found;
    }
  }
  return found;
}
