/** A database with its tables and one store, made once and copied for every computer. */
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { MIGRATIONS, migrate, openWritable } from '../../../src-main/database/index.ts';

const MEMORY = '/dev/shm';

/** Where files may lie that nobody needs tomorrow: in memory where the system offers that, for each commit waits for the disk. */
export function workDirectory(): string {
  return existsSync(MEMORY) ? MEMORY : tmpdir();
}

/** Makes it at `file`. */
export function makeTemplate(file: string): void {
  const db = openWritable(file);
  migrate(db, MIGRATIONS);
  db.exec("INSERT INTO store (id, code, name, time_zone) VALUES (1, 'S1', '一号店', 'Asia/Shanghai')");
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}
