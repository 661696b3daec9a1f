/** A directory for one test, gone after it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Gives a new directory that is removed when the running test has ended. */
export function scratchDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-e2e-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));
  return directory;
}
