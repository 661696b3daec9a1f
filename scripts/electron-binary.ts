/** Electron's binary is not part of its npm package: it is looked for, and fetched once, within a bounded time. */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.ts';

const folder = join(root, 'node_modules', 'electron');
const PROBE_MILLISECONDS = 5_000;
const DOWNLOAD_MILLISECONDS = 5 * 60_000;

/** Gives the executable if it is there; null otherwise. */
export function installedElectron(): string | null {
  const pathFile = join(folder, 'path.txt');
  if (!existsSync(pathFile)) return null;
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, 'dist');
  const binary = join(dist, readFileSync(pathFile, 'utf8'));
  return existsSync(binary) ? binary : null;
}

/** Why no window can be shown on this machine at all; null when one can. */
export function missingDisplay(): string | null {
  if (process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY) return null;
  return 'There is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set).';
}

/** A download that would hang is known by an address that does not answer. */
async function isDownloadReachable(): Promise<boolean> {
  const address = process.env.ELECTRON_MIRROR ?? process.env.npm_config_electron_mirror ?? 'https://github.com/';
  try {
    await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MILLISECONDS) });
    return true;
  } catch {
    // Whatever the reason (no route, no name, a proxy's refusal): the answer is that it cannot be had from here.
    return false;
  }
}

function download(): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(folder, 'install.js')], { stdio: ['ignore', 2, 2] });
    const timer = setTimeout(() => child.kill(), DOWNLOAD_MILLISECONDS);
    child.on('exit', (code) => {
      clearTimeout(timer);
      resolve(code === 0);
    });
  });
}

/** Gives Electron's executable, downloaded if need be, or the reason why there is none. */
export async function findElectron(): Promise<{ readonly binary: string } | { readonly reason: string }> {
  const noDisplay = missingDisplay();
  if (noDisplay !== null) return { reason: noDisplay };
  const installed = installedElectron();
  if (installed !== null) return { binary: installed };
  if (!(await isDownloadReachable())) {
    return { reason: "Electron's binary is not here and its download address does not answer." };
  }
  console.error('Mendian: fetching Electron (about 120 MB, once) …');
  const fetched = (await download()) ? installedElectron() : null;
  return fetched === null ? { reason: "Electron's binary could not be downloaded." } : { binary: fetched };
}
