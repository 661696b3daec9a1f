/** How far an import is, as staff see it: rows a second, and how long it will still take. */
import type { ImportCounts, ImportProgress, Reason } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import type { WriteProgress } from './write/index.ts';

/** Before this, speed is a guess not worth showing. */
const LEAST_MILLISECONDS = 500;
/** What comes after the last row (indexes, commit) takes about this part of the time that reading took. */
const AFTER_READING = 0.3;

export interface ImportMeter {
  waiting(): ImportProgress;
  /** @param elapsed milliseconds since the import's turn came. */
  running(progress: WriteProgress, elapsed: number): ImportProgress;
  ended(
    end: { state: ImportProgress['state']; counts: ImportCounts | null; failure: Reason | null },
    elapsed: number,
  ): ImportProgress;
}

export function createImportMeter(importId: ImportId, dryRun: boolean): ImportMeter {
  let last: ImportProgress = {
    importId,
    dryRun,
    phase: 'waiting',
    rows: 0,
    bytes: 0,
    totalBytes: 0,
    rowsPerSecond: 0,
    secondsLeft: null,
    state: 'running',
    counts: null,
    failure: null,
  };
  let readFor = 0;

  function secondsLeft({ phase, bytes, totalBytes }: WriteProgress, elapsed: number): number | null {
    if (elapsed < LEAST_MILLISECONDS || bytes === 0) return null;
    if (phase === 'reading') {
      const reading = (elapsed * totalBytes) / bytes;
      return Math.ceil((reading * (1 + AFTER_READING) - elapsed) / 1000);
    }
    return Math.max(0, Math.ceil((readFor * (1 + AFTER_READING) - elapsed) / 1000));
  }

  return {
    waiting: () => last,
    running(progress, elapsed) {
      if (progress.phase === 'reading') readFor = elapsed;
      last = {
        ...last,
        phase: progress.phase,
        rows: progress.rows,
        bytes: progress.bytes,
        totalBytes: progress.totalBytes,
        rowsPerSecond: readFor < LEAST_MILLISECONDS ? 0 : Math.round((progress.rows * 1000) / readFor),
        secondsLeft: secondsLeft(progress, elapsed),
      };
      return last;
    },
    ended({ state, counts, failure }, elapsed) {
      const rows = counts?.rows ?? last.rows;
      last = {
        ...last,
        phase: 'done',
        rows,
        rowsPerSecond: elapsed === 0 ? 0 : Math.round((rows * 1000) / elapsed),
        secondsLeft: 0,
        state,
        counts,
        failure,
      };
      return last;
    },
  };
}
