/** A real database file in a directory of its own, with the newest schema. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openReadable, openWritable, type ReadableDb, type WritableDb } from '../../../src-main/database/connection.ts';
import { migrate } from '../../../src-main/database/migration.ts';
import { MIGRATIONS } from '../../../src-main/database/migrations/index.ts';

export interface TestDatabase extends Disposable {
  readonly write: WritableDb;
  readonly read: ReadableDb;
}

export function createTestDatabase(): TestDatabase {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-analytics-'));
  const file = join(directory, 'mendian.db');
  const write = openWritable(file);
  write.pragma('synchronous = OFF'); // a test's database need not outlive a power cut
  migrate(write, MIGRATIONS);
  const read = openReadable(file);
  return {
    write,
    read,
    [Symbol.dispose]() {
      read.close();
      write.close();
      rmSync(directory, { recursive: true });
    },
  };
}
