/** The peer: the `sqlite3` command line importing the same file into one typed table with the same indexes. */
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface TableOfFile {
  /** Column definitions in the order of the file's columns. */
  readonly columns: readonly string[];
  /** Names by role, for the indexes that Mendian's tables have. */
  readonly store: string;
  readonly date: string;
  readonly product: string;
  readonly channel: string;
}

const run = promisify(execFile);

export interface PeerTimes {
  /** Until the commit is in the log. */
  readonly seconds: number;
  /** Until the log has been moved into the database file. */
  readonly checkpointed: number;
}

/** Seconds since 1970 with three decimals. */
const CLOCK = "SELECT printf('%.3f', (julianday('now') - 2440587.5) * 86400.0);";

/** Gives what the command line takes, as one transaction in WAL mode, indexes made after the load. */
export async function importByCommandLine(directory: string, file: string, table: TableOfFile): Promise<PeerTimes> {
  const database = join(directory, 'cli.db');
  const script = join(directory, 'cli.sql');
  const { store, date, product, channel } = table;
  const sql = `PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA wal_autocheckpoint = 0;
CREATE TABLE line (${table.columns.join(', ')});
BEGIN;
.import --csv --skip 1 "${file}" line
CREATE INDEX line_store_date ON line (${store}, ${date});
CREATE INDEX line_product ON line (${product});
CREATE INDEX line_channel ON line (${channel});
CREATE INDEX line_store_date_channel ON line (${store}, ${date}, ${channel});
COMMIT;
${CLOCK}
PRAGMA wal_checkpoint(TRUNCATE);
${CLOCK}
`;
  await writeFile(script, sql);
  const began = Date.now() / 1000;
  const { stdout } = await run('sqlite3', [database, `.read ${script}`], { maxBuffer: 64 * 1024 * 1024 });
  const [committed, checkpointed] = stdout
    .split('\n')
    .filter((line) => /^\d{10}\.\d{3}$/.test(line))
    .map(Number);
  if (committed === undefined || checkpointed === undefined) throw new Error(`sqlite3 said: ${stdout}`);
  for (const suffix of ['', '-wal', '-shm']) await rm(database + suffix, { force: true });
  return { seconds: committed - began, checkpointed: checkpointed - began };
}
