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

/**
 * Opens a file for appending; it is made, readable by its owner only, if need be.
 * @param onProblem told why the disk refuses lines, which are lost then; and with null once it takes them again.
 */
export function openAppendFile(path: string, onProblem: (error: Error | null) => void): AppendFile {
  const descriptor = openSync(path, 'a', 0o600);
  const waiting: string[] = [];
  let writing: Promise<void> | null = null;
  let refused = false;
  /** A full disk may have taken half of a line. */
  let lineOpen = false;

  async function writeWhole(text: string): Promise<void> {
    let rest: Buffer = Buffer.from(lineOpen ? `\n${text}` : text);
    while (rest.length > 0) {
      const { bytesWritten } = await writeBytes(descriptor, rest);
      rest = rest.subarray(bytesWritten);
      lineOpen ||= bytesWritten > 0;
    }
    lineOpen = false;
  }

  async function writeAll(): Promise<void> {
    try {
      while (waiting.length > 0) {
        const lines = waiting.splice(0);
        await writeWhole(lines.join(''));
        if (refused) onProblem(null);
        refused = false;
      }
    } catch (error) {
      refused = true;
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
