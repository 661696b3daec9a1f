/** The built hub on a directory of its own, and a browser that looks at it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type Browser, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts';
import { BUILT_HUB } from '../built-hub/index.ts';
import { watch } from './watched-pages.ts';

export interface SyncHub {
  readonly origin: string;
  readonly page: Page;
  send(method: 'POST' | 'PATCH', path: string, data: object): Promise<void>;
  /** Of the first store. */
  products(): Promise<readonly { readonly id: number; readonly code: string }[]>;
  close(): Promise<void>;
}

/** Starts it and opens its page. */
export async function openSyncHub(directory: string, env: Readonly<Record<string, string>>): Promise<SyncHub> {
  const hub = spawn(process.execPath, [BUILT_HUB, 'serve', '--port', '0', '--data-dir', directory, '--json'], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let browser: Browser | null = null;

  async function close(): Promise<void> {
    await browser?.close();
    hub.kill('SIGTERM');
    if (hub.exitCode === null) await once(hub, 'exit');
  }

  const [line] = (await once(hub.stdout, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  const { origin } = new URL(url);
  browser = await chromium.launch({ executablePath: findChromium()!, args: [...CHROMIUM_ARGUMENTS] });
  const page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 720 } });
  watch(page, directory);
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();

  return {
    origin,
    page,
    async send(method, path, data) {
      const response = await page.request.fetch(`${origin}/api${path}`, { method, headers: { origin }, data });
      expect(response.status(), await response.text()).toBe(200);
    },
    async products() {
      const response = await page.request.get(`${origin}/api/products?storeId=1&limit=50`);
      if (response.status() !== 200) return [];
      return ((await response.json()) as { products: { id: number; code: string }[] }).products;
    },
    close,
  };
}
