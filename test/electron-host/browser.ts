/** The Chromium behind the windows: one for the process, started when the app is ready. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContext, chromium } from 'playwright-core';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts';

/** `app://mendian/x` is shown as `https://mendian.app.test/x`: a top-level domain that never resolves (RFC 6761). */
const SUFFIX = '.app.test';

export const toBrowserUrl = (address: string) => address.replace(/^app:\/\/([^/]+)/, `https://$1${SUFFIX}`);
export const toAppUrl = (address: string) => address.replace(/^https:\/\/([^/]+)\.app\.test/, 'app://$1');

export interface HostBrowser {
  readonly context: BrowserContext;
  /** Where a test connects to, to act as the user. */
  readonly endpoint: string;
}

/** Starts Chromium with its profile in the app's user data folder, so that what a page stores outlives a restart. */
export async function launchBrowser(userData: string): Promise<HostBrowser> {
  const executablePath = findChromium();
  if (executablePath === null)
    throw new Error('There is no Chromium here (Debian package chromium, or CHROMIUM_PATH).');
  const profile = join(userData, 'chromium');
  mkdirSync(profile, { recursive: true });
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: process.env.MENDIAN_HOST_HEADED !== '1',
    args: [...CHROMIUM_ARGUMENTS, '--remote-debugging-port=0'],
    viewport: null,
    colorScheme: null,
    // Otherwise Playwright would end Chromium before the app has closed its windows.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  const [port] = readFileSync(join(profile, 'DevToolsActivePort'), 'utf8').split('\n');
  return { context, endpoint: `http://127.0.0.1:${port}` };
}
