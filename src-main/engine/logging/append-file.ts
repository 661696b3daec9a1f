/** A file that grows line by line without ever holding up the main thread: what comes while it writes goes with the next write. */
import { close, openSync, write } from 'node:fs';
import { promisify } from 'node:util';

const writeBytes = promisify(write);
const closeFile = promisify(close);

/** A disk that no longer answers must not fill the memory: beyond this, lines are lost. */
const MOST_WAITING = 50_000;

export interface AppendFile {
  /** Takes one line that ends in a newline. */
  write(line: string): void;
  /** Resolves when everything taken so far has been written, or has been refused by the disk. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for appending; it is made, readable by its owner only, if need be. */
export function openAppendFile(path: string, onProblem: (error: Error) => void): AppendFile {
  const descriptor = openSync(path, 'a', 0o600);
  let waiting: string[] = [];
  let writing: Promise<void> | null = null;

  async function writeAll(): Promise<void> {
    try {
      while (waiting.length > 0) {
        let rest: Buffer = Buffer.from(waiting.join(''));
        waiting = [];
        while (rest.length > 0) rest = rest.subarray((await writeBytes(descriptor, rest)).bytesWritten);
      }
    } catch (error) {
      onProblem(error instanceof Error ? error : new Error(String(error)));
    } finally {
      writing = null;
    }
  }

  async function flush(): Promise<void> {
    await writing;
  }

  return {
    write(line) {
      if (waiting.length < MOST_WAITING) waiting.push(line);
      writing ??= writeAll();
    },
    flush,
    async close() {
      await flush();
      await closeFile(descriptor);
    },
  };
}
