/** A small file that is either the old one or the new one, never half of either; one that cannot be read counts as none. */
import { mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Log } from '../logging/index.ts';

export interface StateFile<State> {
  /** Null: there is none, or it was spoilt, which is logged. */
  read(): Promise<State | null>;
  /** Writes take turns, the last one stays. @throws what the disk answered. */
  write(state: State): Promise<void>;
}

export interface StateFormat<State> {
  encode(state: State): Uint8Array;
  /** @throws when the bytes are not what was written. */
  decode(bytes: Uint8Array): State;
}

export function jsonFormat<State>(): StateFormat<State> {
  return {
    encode: (state) => Buffer.from(JSON.stringify(state)),
    decode: (bytes) => JSON.parse(Buffer.from(bytes).toString()) as State,
  };
}

export function createStateFile<State>(file: string, format: StateFormat<State>, log: Log): StateFile<State> {
  let writing: Promise<void> = Promise.resolve();

  async function replace(bytes: Uint8Array): Promise<void> {
    await mkdir(dirname(file), { recursive: true });
    const incoming = `${file}.new`;
    const handle = await open(incoming, 'w', 0o600);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(incoming, file);
  }

  return {
    async read() {
      try {
        return format.decode(await readFile(file));
      } catch (error) {
        const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
        if (!missing) log.warn('a state file cannot be read and is begun anew', { file, error });
        return null;
      }
    },
    write(state) {
      const bytes = format.encode(state);
      const written = writing.then(
        () => replace(bytes),
        () => replace(bytes),
      );
      writing = written;
      return written;
    },
  };
}
