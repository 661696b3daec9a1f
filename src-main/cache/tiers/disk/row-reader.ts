/** Reads one row at a time on the thread that asks. It waits for nobody: a locked file is an error at once. */
import SqliteDatabase, { type Database as Sqlite, type Statement } from 'better-sqlite3';
import { READ_ENTRY, type ReadRow } from './entry-row.ts';
import { hashKey } from './key-hash.ts';

/** A row that was read lies in memory from then on, as an entry: only the upper pages of the table are read again. */
const CACHE_KIBIBYTES = 1_024;

export interface RowReader {
  /** @throws what SQLite throws. */
  read(key: string): ReadRow | null;
  /** Lets go of the file; the next read opens it again. */
  release(): void;
}

export function createRowReader(file: string): RowReader {
  let open: { readonly db: Sqlite; readonly statement: Statement<[bigint], ReadRow> } | null = null;

  function openFile(): NonNullable<typeof open> {
    const db = new SqliteDatabase(file, { readonly: true, fileMustExist: true, timeout: 0 });
    db.pragma(`cache_size = -${CACHE_KIBIBYTES}`);
    try {
      return { db, statement: db.prepare<[bigint], ReadRow>(READ_ENTRY) };
    } catch (error) {
      db.close();
      throw error;
    }
  }

  return {
    read(key) {
      open ??= openFile();
      const row = open.statement.get(hashKey(key));
      return row?.key === key ? row : null;
    },
    release() {
      open?.db.close();
      open = null;
    },
  };
}
