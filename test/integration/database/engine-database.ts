/** A database in a temporary directory with the app's own workers, for tests. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, type Database, type Recovered } from '../../../src-main/database/index.ts';
import type { EngineReadTasks } from '../../../src-main/engine/workers/read-tasks.ts';
import { workerFile } from '../../../src-main/engine/workers/worker-file.ts';
import type { EngineWriteTasks } from '../../../src-main/engine/workers/write-tasks.ts';

export interface TestDatabase {
  readonly database: Database<EngineReadTasks, EngineWriteTasks>;
  readonly recoveries: Recovered[];
  readonly logged: { level: string; message: string; details: Record<string, unknown> }[];
}

/** Makes a directory that `removeDirectory` takes away again. */
export function temporaryDirectory(): string {
  return mkdtempSync(join(tmpdir(), 'mendian-test-'));
}

export function removeDirectory(directory: string): void {
  rmSync(directory, { recursive: true, force: true });
}

export function testDatabase(dataDirectory: string): TestDatabase {
  const recoveries: Recovered[] = [];
  const logged: TestDatabase['logged'] = [];
  const database = createDatabase<EngineReadTasks, EngineWriteTasks>({
    dataDirectory,
    readers: 2,
    workerFiles: { reader: workerFile('reader'), writer: workerFile('writer') },
    log: { write: (level, message, details) => void logged.push({ level, message, details }) },
    traceId: () => 'trace-of-the-test',
    now: Date.now,
    onRecovered: (recovered) => void recoveries.push(recovered),
  });
  return { database, recoveries, logged };
}
