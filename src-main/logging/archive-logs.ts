/**
 * Logs of past weeks are packed to about a tenth. The newest of them stays as it is, for whoever looks for what happened
 * lately; at any moment a week's log is there whole, packed or not.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { logFiles } from './week-file.ts';

/** The week that is being written, and the one before it. */
const LEFT_AS_THEY_ARE = 2;

/** Packs the logs of a directory; gives the names of those that were. @throws what the disk answers; the log is whole then. */
export async function archiveLogs(directory: string): Promise<string[]> {
  const names = logFiles(directory).slice(LEFT_AS_THEY_ARE);
  for (const name of names) {
    const file = join(directory, name);
    const incoming = `${file}.gz.new`;
    try {
      await pipeline(createReadStream(file), createGzip(), createWriteStream(incoming, { mode: 0o600, flush: true }));
    } catch (error) {
      await rm(incoming, { force: true });
      throw error;
    }
    await rename(incoming, `${file}.gz`);
    await rm(file);
  }
  return names;
}
