/** The log can be written to from the first moment; its lines wait in memory until the file is open. */
import type { DestinationStream } from 'pino';
import type { AppendFile } from './append-file.ts';
import { openWeekFile, type WeekFileOptions } from './week-file.ts';

/** Far more lines than a start writes: a guard for a log whose file cannot be opened. */
const WAITING_LINES = 10_000;

export interface LogFile extends DestinationStream {
  /** @throws what the file system says when the directory cannot be written to. */
  open(): void;
  flush(): Promise<void>;
  close(): Promise<void>;
}

export function createLogFile(options: WeekFileOptions): LogFile {
  const waiting: string[] = [];
  let file: AppendFile | null = null;
  return {
    write(line) {
      if (file) file.write(line);
      else if (waiting.length < WAITING_LINES) waiting.push(line);
    },
    open() {
      file = openWeekFile(options);
      for (const line of waiting.splice(0)) file.write(line);
    },
    async flush() {
      await file?.flush();
    },
    async close() {
      const closing = file;
      file = null;
      await closing?.close();
    },
  };
}
