/** The files of a computer, and what befalls them while nobody has them open. */
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import type { ChangeRow } from '../../../../src-main/sync/outbox/index.ts';

export interface SimFiles {
  readonly directory: string;
  /** The database. */
  readonly main: string;
  readonly hasBackup: boolean;
  /** Begins with copies of these. */
  begin(from: string): void;
  /** Keeps the database as it is; everything must be in the file itself. */
  keepBackup(): void;
  putBackupBack(): void;
  loseMirror(): void;
  /** What the database's files hold now; to be put back after the process has ended in good order. */
  snapshot(): { putBack(left: number): void };
  mirroredChanges(): ChangeRow[];
}

const SUFFIXES = ['', '-wal', '-shm'];

export function createSimFiles(directory: string): SimFiles {
  const main = join(directory, 'mendian.db');
  const mirror = join(directory, 'outbox.db');
  const backup = join(directory, 'backup.db');
  const remove = (file: string) => {
    for (const suffix of SUFFIXES) rmSync(`${file}${suffix}`, { force: true });
  };

  return {
    directory,
    main,
    get hasBackup() {
      return existsSync(backup);
    },
    begin(from) {
      mkdirSync(directory, { recursive: true });
      for (const name of readdirSync(from)) {
        if (/^(mendian|outbox)\.db$/.test(name)) copyFileSync(join(from, name), join(directory, name));
      }
    },
    keepBackup: () => copyFileSync(main, backup),
    putBackupBack() {
      remove(main);
      copyFileSync(backup, main);
    },
    loseMirror: () => remove(mirror),
    snapshot() {
      const database = readFileSync(main);
      const wal = existsSync(`${main}-wal`) ? readFileSync(`${main}-wal`) : Buffer.alloc(0);
      return {
        putBack(left) {
          remove(main);
          writeFileSync(main, database);
          writeFileSync(`${main}-wal`, wal.subarray(0, Math.floor(wal.length * left)));
        },
      };
    },
    mirroredChanges() {
      const db = new SqliteDatabase(mirror, { readonly: true });
      const bodies = db.prepare<[], string>('SELECT body FROM mirrored_change').pluck().all();
      db.close();
      return bodies.map((body) => (JSON.parse(body) as { row: ChangeRow }).row);
    },
  };
}
