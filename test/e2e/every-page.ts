/** Every page of the app in one language: a file of tests for each, so that two run side by side. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { CHAIN_MONTH, importChain } from './chain-data.ts';
import { open, settled } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';
import { writeUci } from './uci-data.ts';

const screenshots = join(import.meta.dirname, 'screenshots');
const PAGES = [
  'welcome',
  'overview',
  'orders',
  'products',
  'import',
  'stores',
  'sync',
  'sync/conflicts',
  'cache',
  'warmup',
  'system',
];
const SMALLEST = { width: 1280, height: 720 };
const LARGER = [
  { width: 2560, height: 1440 },
  { width: 3840, height: 2160 },
];

/** Takes a page's picture and gives what is wrong with it. */
async function look(page: Page, name: string): Promise<string[]> {
  await settled(page);
  await page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState !== 'running'));
  await page.screenshot({ path: join(screenshots, `${name}.png`) });
  const found = (await violationsOf(page)).map((violation) => `${name}: ${violation}`);
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  return isWide ? [...found, `${name}: wider than the window`] : found;
}

async function lookAtOrder(page: Page, kind: string): Promise<string[]> {
  await page.locator('tr.order-row button').first().click();
  await page.locator('.order-detail').waitFor();
  return look(page, `order-${kind}`);
}

/** One product in full, then many with a percentage, and what would be saved of it. */
async function lookAtProducts(page: Page, kind: string): Promise<string[]> {
  await page.locator('.product-code').first().click();
  await page.locator('.product-form').waitFor();
  const problems = await look(page, `product-${kind}`);
  await page.keyboard.press('Escape');
  await page.locator('.product-form').waitFor({ state: 'detached' });
  // Whoever closes it is back where it was opened from; until then the next key would go astray.
  await page.waitForFunction(() => document.activeElement?.closest('.product-code') !== null);
  await page.locator('.product-actions button').last().click();
  await page.locator('.data-table thead input').check();
  const percent = page.locator('.many-percent');
  await percent.fill('-12.5');
  await page.locator('.many-tool').filter({ has: percent }).locator('[type="submit"]:enabled').waitFor();
  await percent.press('Enter');
  await page.locator('.is-drafted').first().waitFor();
  problems.push(...(await look(page, `products-many-${kind}`)));
  await page.locator('.many-top button').last().click();
  await page.getByRole('dialog').waitFor();
  return [...problems, ...(await look(page, `products-review-${kind}`))];
}

/** @param asking a file that names no store, so that the wizard asks. */
async function lookAtColumns(app: LaunchedApp, kind: string, asking: string): Promise<string[]> {
  await app.answerDialog({ canceled: false, filePaths: [asking] });
  await app.page.locator('.drop-zone button').first().click();
  await app.page.locator('.preview-table').waitFor();
  return look(app.page, `import-columns-${kind}`);
}

/** The tests of one language; a data directory is made for them. */
export function describeEveryPage(language: 'en' | 'zh-CN'): void {
  describe(`every page in ${language}`, () => {
    let directory: string;
    let asking: string;
    beforeAll(async () => {
      mkdirSync(screenshots, { recursive: true });
      directory = mkdtempSync(join(tmpdir(), 'mendian-pages-'));
      await importChain(directory);
      asking = await writeUci(directory);
    });
    afterAll(() => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }));

    describe.each(['light', 'dark'])('%s', (theme) => {
      const kind = `${language}-${theme}`;
      let app: LaunchedApp;
      /** What went wrong since they were last looked at, while the app starts and ends too. */
      const problems: string[] = [];
      beforeAll(async () => {
        app = await launchApp({ dataDirectory: directory, env: { MENDIAN_LANGUAGE: language, MENDIAN_THEME: theme } });
        const { page } = app;
        page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
        page.on('console', (message) => {
          if (message.type() === 'error') problems.push(`${page.url()}: ${message.text()}`);
        });
        await page.setViewportSize(SMALLEST);
      });
      afterAll(async () => {
        await app?.quit();
        expect(problems).toEqual([]);
      });

      it.each(PAGES)('%s fits the smallest screen, without accessibility violations or errors', async (name) => {
        const { page } = app;
        await open(page, `/${name}?${CHAIN_MONTH}`);
        problems.push(...(await look(page, `${name.replace('/', '-')}-${kind}`)));
        if (name === 'orders') problems.push(...(await lookAtOrder(page, kind)));
        if (name === 'products') problems.push(...(await lookAtProducts(page, kind)));
        if (name === 'import') problems.push(...(await lookAtColumns(app, kind, asking)));
        expect(problems.splice(0)).toEqual([]);
      });

      it('overview is drawn on larger screens without errors', async () => {
        const { page } = app;
        await open(page, `/overview?${CHAIN_MONTH}`);
        for (const size of LARGER) {
          await page.setViewportSize(size);
          await settled(page);
          await page.screenshot({ path: join(screenshots, `overview-${size.width}x${size.height}-${kind}.png`) });
        }
        expect(problems.splice(0)).toEqual([]);
      });
    });
  });
}
