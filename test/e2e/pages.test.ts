import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { launchApp, pageOrigin } from './launch.ts';
import { importUci, UCI_DAYS } from './uci-data.ts';

const screenshots = join(import.meta.dirname, 'screenshots');
const PAGES = ['welcome', 'overview', 'orders', 'import', 'stores', 'system'];

let directory: string;
beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  directory = mkdtempSync(join(tmpdir(), 'mendian-pages-'));
  await importUci(directory);
});
afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

describe.each(['en', 'zh-CN'])('every page in %s', (language) => {
  it.each(['light', 'dark'])('%s: fits 1280×720, without accessibility violations or errors', async (theme) => {
    const env = { MENDIAN_LANGUAGE: language, MENDIAN_THEME: theme };
    const app = await launchApp({ dataDirectory: directory, env });
    const problems: string[] = [];
    app.page.on('pageerror', (error) => problems.push(`${app.page.url()}: ${error.message}`));
    app.page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`${app.page.url()}: ${message.text()}`);
    });
    try {
      await app.page.setViewportSize({ width: 1280, height: 720 });
      for (const name of PAGES) {
        await app.page.goto(`${pageOrigin}/${name}?${UCI_DAYS}`);
        await app.page.getByRole('heading', { level: 1 }).first().waitFor();
        await app.page.waitForFunction(() => document.querySelector('[aria-busy="true"], .ant-skeleton') === null);
        await app.page.screenshot({ path: join(screenshots, `${name}-${language}-${theme}.png`) });
        problems.push(...(await violationsOf(app.page)).map((violation) => `${name}: ${violation}`));
        const wide = await app.page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (wide) problems.push(`${name}: wider than the window`);
      }
    } finally {
      await app.quit();
    }
    expect(problems).toEqual([]);
  });
});
