/** A data directory that holds the real UCI set, imported by the built command line. */
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';
import { writeUciSample } from '../../src-main/ingest/sample/index.ts';

/** All days of the set. */
export const UCI_DAYS = 'from=2010-12-01&to=2011-12-09';

/** Writes the set's file into a directory. Gives the file. */
export async function writeUci(directory: string): Promise<string> {
  const files = join(directory, 'files');
  mkdirSync(files, { recursive: true });
  return writeUciSample(join(root, 'resources'), files);
}

/** Imports the set into a data directory. */
export async function importUci(directory: string): Promise<void> {
  const file = await writeUci(directory);
  const args = ['import', file, '--store', 'Online Retail', '--data-dir', directory, '--json'];
  const run = spawnSync(process.execPath, [join(root, 'out', 'main', 'hub.js'), ...args], { encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`The import failed: ${run.stdout}${run.stderr}`);
}
