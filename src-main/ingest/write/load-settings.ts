/** Settings of the writing connection that suit a big load, and that change nothing about what survives a crash. */
import type { WritableDb } from '../../database/index.ts';

/** A load appends; a small cache spills fastest (measured), and keeps memory low. */
const CACHE_KIBIBYTES = 4_096;
/** What waits in temporary tables is written down as it comes and read once; by itself SQLite would keep 16 MB of it. */
const TEMPORARY_CACHE_KIBIBYTES = 1_024;
/**
 * SQLite sorts as much at once as its cache is large. What fits the processor's own cache is sorted fastest: four indexes over a
 * million orders take this thread 1.5 s, with 4 MB 2.1 s (measured). SQLite could sort in another thread besides, but the other core
 * counts orders meanwhile (reading-worker/uncounted-orders.ts): both at once take longer (measured, by 5 %).
 */
const SORTED_AT_ONCE_KIBIBYTES = 1_024;

/** Runs `work` with the settings on, and puts the former ones back whatever happens. */
export async function withLoadSettings<Result>(db: WritableDb, work: () => Promise<Result>): Promise<Result> {
  const cacheSize = Number(db.pragma('cache_size', { simple: true }));
  const tempStore = Number(db.pragma('temp_store', { simple: true }));
  db.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
  // Sorting an index and setting orders aside may take more than memory should hold.
  db.pragma('temp_store = FILE');
  db.pragma(`temp.cache_size = -${TEMPORARY_CACHE_KIBIBYTES}`);
  // A commit is safe once it is in the log; moving the log into the database file is for later (checkpointTask).
  const checkpoint = Number(db.pragma('wal_autocheckpoint', { simple: true }));
  db.pragma('wal_autocheckpoint = 0');
  try {
    return await work();
  } finally {
    db.pragma(`wal_autocheckpoint = ${checkpoint}`);
    db.pragma(`temp_store = ${tempStore}`);
    db.pragma(`cache_size = ${cacheSize}`);
  }
}

/** Runs `work`, which makes indexes, with what suits that, and puts the former setting back whatever happens. */
export function withIndexSettings(db: WritableDb, work: () => void): void {
  const cacheSize = Number(db.pragma('cache_size', { simple: true }));
  db.pragma(`cache_size = -${SORTED_AT_ONCE_KIBIBYTES}`);
  try {
    work();
  } finally {
    db.pragma(`cache_size = ${cacheSize}`);
  }
}
