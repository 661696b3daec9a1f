/** The Chromium of the system, which stands in for Electron's window in tests. */
import { existsSync } from 'node:fs';

const PLACES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
];

/** Gives its executable, `CHROMIUM_PATH` first; null when there is none. */
export function findChromium(): string | null {
  const places = process.env.CHROMIUM_PATH === undefined ? PLACES : [process.env.CHROMIUM_PATH, ...PLACES];
  return places.find((place) => existsSync(place)) ?? null;
}

/** Without a sandbox only where Chromium itself refuses one: as root. Nothing is fetched in the background. */
export const CHROMIUM_ARGUMENTS: readonly string[] = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  // A button that is still on its way into sight can be missed by a press.
  '--force-prefers-reduced-motion',
];
