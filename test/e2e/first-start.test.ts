import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { choose, counts, ends, figure, open, press, settled } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';
import { realData } from './real-data.ts';
import { scratchDirectory } from './scratch-directory.ts';
import { UCI_DAYS } from './uci-data.ts';

let app: LaunchedApp;
beforeEach(async () => {
  app = await launchApp({ dataDirectory: scratchDirectory(), env: { MENDIAN_THEME: 'light' } });
});
afterEach(async () => {
  await app?.quit();
});

describe('a first start', () => {
  it('asks for the language, makes a chain of 20 stores, and shows its numbers three clicks later', async () => {
    const { page } = app;
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
    await choose(page, page.getByLabel('Language', { exact: true }), '简体中文');
    await page.getByRole('heading', { level: 1, name: '欢迎' }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN');
    await choose(page, page.getByLabel('语言', { exact: true }), 'English');
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();

    await press(page, 'Try the chain');
    await ends(page, 'This is what the import would do');
    expect(await counts(page)).toMatchObject({ Rejected: '0', Changed: '0' });
    expect(await violationsOf(page)).toEqual([]);
    await press(page, 'Import now');
    await ends(page, 'The import is done');
    expect(await violationsOf(page)).toEqual([]);

    await press(page, 'See the dashboard');
    await page.waitForURL(/\/overview/);
    await settled(page);
    for (const name of ['Net sales', 'Orders', 'Units', 'Refunds', 'Gross profit']) {
      expect(await figure(page, name), name).toMatch(/[1-9]/);
    }
    await page.getByRole('link', { name: 'Stores', exact: true }).click();
    await page.getByText('Stores: 20', { exact: true }).waitFor();
  });

  it('offers a file and sample data in the smallest window, without scrolling', async () => {
    const { page } = app;
    await page.setViewportSize({ width: 1280, height: 720 });
    await open(page, '/welcome');
    for (const name of ['Open files', 'Try the chain', 'Try the web shop']) {
      const box = await page.getByRole('button', { name }).boundingBox();
      expect(box!.y + box!.height, name).toBeLessThan(720);
    }
  });

  it.each(['/overview', '/orders'])('has no dead end at %s: it leads to a file or to sample data', async (path) => {
    const { page } = app;
    await open(page, path);
    await press(page, 'Try sample data');
    await page.waitForURL(/\/welcome/);
    await open(page, path);
    await press(page, 'Import a file');
    await page.waitForURL(/\/import/);
  });

  it('opens a file by the dialog of the system, asks for what it does not say, and counts it right', async () => {
    const { page } = app;
    await page.getByRole('heading', { level: 1, name: 'Welcome' }).waitFor();
    const file = realData('uci-online-retail', 'OnlineRetail.csv.gz');
    await app.answerDialog({ canceled: false, filePaths: [file] });
    await press(page, 'Open files');
    await page.getByText('Needs an answer', { exact: true }).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await page.getByLabel('Name of the new store').fill('Online Retail');
    await press(page, 'Use this store');
    await press(page, 'More settings');
    const currency = page.getByLabel('Currency, where the file does not say');
    await currency.fill('GBP');
    await page.keyboard.press('Enter');
    await page.getByText('Ready', { exact: true }).waitFor();
    await press(page, 'Start the trial run');
    await ends(page, 'This is what the import would do');
    expect(await counts(page)).toMatchObject({ 'Total rows': '541,909', New: '541,909', Rejected: '0' });
    await press(page, 'Import now');
    await ends(page, 'The import is done');
    await press(page, 'See the dashboard');
    await page.waitForURL(/\/overview/);

    await open(page, `/overview?${UCI_DAYS}`);
    await expect.poll(() => figure(page, 'Net sales')).toBe('£9,747,747.93');
    await expect.poll(() => figure(page, 'Refunds')).toBe('£896,812.49');
    await expect.poll(() => figure(page, 'Orders')).toBe('25,900');
    await expect.poll(() => figure(page, 'Units')).toBe('5,176,450');
  });
});
