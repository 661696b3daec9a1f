/**
 * Brings what a long transaction has put into the write-ahead log to the disk while the transaction goes on, so that its
 * commit has little left to wait for. Nothing depends on it: the commit makes sure that all of it is there.
 */
import { close, fdatasync, fstatSync, openSync } from 'node:fs';
import type { WritableDb } from './connection.ts';

/** Less than this is left to the commit. */
const WORTHWHILE_BYTES = 32 * 1024 * 1024;

export interface LogFlush {
  /** Begins to bring to the disk what the log has got since the last time, unless it is little. Returns at once. */
  begin(): void;
  /** Lets the log go, once what has begun is done. */
  end(): void;
}

/**
 * Call it within a transaction, when the log is there. Closing the log takes no lock away: SQLite's are on other files.
 * @param onFailure is told that something did not work; if it was the disk, the commit finds out for itself.
 */
export function createLogFlush(db: WritableDb, onFailure: (error: unknown) => void): LogFlush {
  let running = 0;
  let ended = false;
  const file = open();
  let flushed = file === null ? 0 : fstatSync(file).size;

  function open(): number | null {
    try {
      // Windows flushes only what is open for writing.
      return openSync(`${db.name}-wal`, 'r+');
    } catch (error) {
      onFailure(error);
      return null;
    }
  }

  function closeIfDone(): void {
    if (file === null || !ended || running > 0) return;
    close(file, (error) => {
      if (error) onFailure(error);
    });
  }

  return {
    begin() {
      if (file === null) return;
      const { size } = fstatSync(file);
      if (size - flushed < WORTHWHILE_BYTES) return;
      flushed = size;
      running++;
      fdatasync(file, (error) => {
        running--;
        if (error) onFailure(error);
        closeIfDone();
      });
    },
    end() {
      ended = true;
      closeIfDone();
    },
  };
}
