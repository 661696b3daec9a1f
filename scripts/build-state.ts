/** The build is current when nothing that goes into it is newer than its stamp and no file of it has gone. */
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandFile, root, runNode } from './project.ts';

const SOURCES = ['src-main', 'src-renderer', 'shared', 'package-lock.json', 'electron.vite.config.ts'];
const OUTPUTS = ['out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html'];
const stampFile = join(root, 'out', 'build-stamp');

function newestChange(path: string): number {
  const stats = statSync(path);
  if (!stats.isDirectory()) return stats.mtimeMs;
  // A folder's own time tells of files that were taken away.
  return readdirSync(path).reduce((newest, name) => Math.max(newest, newestChange(join(path, name))), stats.mtimeMs);
}

export function isBuildCurrent(): boolean {
  const files = [stampFile, ...OUTPUTS.map((file) => join(root, file))];
  if (!files.every((file) => existsSync(file))) return false;
  const builtAt = statSync(stampFile).mtimeMs;
  return SOURCES.every((source) => newestChange(join(root, source)) <= builtAt);
}

/** Builds main, preload and renderer into out/. Gives the exit code of electron-vite. */
export async function build(): Promise<number> {
  const startedAt = new Date();
  const code = await runNode([commandFile('electron-vite'), 'build', '--logLevel', 'warn']);
  if (code === 0) {
    writeFileSync(stampFile, `${startedAt.toISOString()}\n`);
    // What changed while the build ran may not be in it: the stamp bears the time of the beginning.
    utimesSync(stampFile, startedAt, startedAt);
  }
  return code;
}

/** Builds only if need be; what it says goes to standard error. Gives an exit code. */
export async function buildIfStale(): Promise<number> {
  if (isBuildCurrent()) return 0;
  console.error('Mendian: building …');
  return build();
}
