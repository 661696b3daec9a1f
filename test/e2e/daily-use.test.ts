import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { violationsOf } from './accessibility.ts';
import { CHAIN_MONTH, importChain } from './chain-data.ts';
import { choose, open, press, settled } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';

let app: LaunchedApp;
let directory: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-daily-'));
  await importChain(directory);
  app = await launchApp({ dataDirectory: directory });
});
afterAll(async () => {
  await app?.quit();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

const NUMBER = 'Order number, or part of it';
const rows = () => app.page.getByRole('region', { name: 'Orders, the newest first' }).locator('tr.order-row');

describe('single orders', () => {
  it('are found by the end of their number, and the search is in the address', async () => {
    const { page } = app;
    await open(page, `/orders?${CHAIN_MONTH}`);
    const number = (await rows().first().getByRole('button').textContent()) ?? '';
    expect(number).not.toBe('');
    const end = number.slice(-9);
    await page.getByLabel(NUMBER).fill(end);
    await page.waitForURL(/number=/);
    await page.getByText('Orders shown: 1', { exact: true }).waitFor();
    await page.reload();
    await settled(page);
    await expect.poll(() => page.getByLabel(NUMBER).inputValue()).toBe(end);
    await page.getByText('Orders shown: 1', { exact: true }).waitFor();
  });

  it('are found by their whole number on days that are not looked at', async () => {
    const { page } = app;
    await open(page, `/orders?${CHAIN_MONTH}`);
    const number = (await rows().first().getByRole('button').textContent()) ?? '';
    await open(page, `/orders?from=2019-01-01&to=2019-01-02&number=${number}`);
    await page.getByText(`Order ${number} lies outside of what is chosen here:`).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.getByRole('button', { name: `Open order ${number}` }).click();
    await page.getByRole('dialog').getByRole('heading', { name: 'Customer' }).waitFor();
    await page.keyboard.press('Escape');
    await open(page, `/orders?${CHAIN_MONTH}`);
  });

  it('keep the customer masked until somebody asks', async () => {
    const { page } = app;
    await rows().first().getByRole('button').click();
    const order = page.getByRole('dialog');
    await order.getByRole('heading', { name: 'Customer' }).waitFor();
    const customer = order.locator('section', { has: page.getByRole('heading', { name: 'Customer' }) }).locator('dl');
    const masked = await customer.textContent();
    expect(masked).toMatch(/\*/);
    expect(await violationsOf(page)).toEqual([]);
    await press(order, 'Show customer data');
    await expect.poll(() => customer.textContent()).not.toBe(masked);
    await press(order, 'Mask customer data');
    await expect.poll(() => customer.textContent()).toBe(masked);
    await page.keyboard.press('Escape');
    await order.waitFor({ state: 'hidden' });
  });
});

describe('stores', () => {
  it('are renamed in their place, everywhere at once', async () => {
    const { page } = app;
    await open(page, '/stores');
    const rename = page.getByRole('button', { name: /^Rename / }).first();
    const before = ((await rename.getAttribute('aria-label')) ?? '').replace('Rename ', '');
    await rename.click();
    await page.getByLabel(`New name of ${before}`).fill('Harbour Street');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Rename Harbour Street' }).waitFor();
    await page.getByRole('link', { name: 'Overview', exact: true }).click();
    await page.getByText('Harbour Street').first().waitFor();
  });
});

describe('settings', () => {
  it('take effect at once: language and appearance', async () => {
    const { page } = app;
    await open(page, '/system');
    await choose(page, page.getByLabel('Appearance', { exact: true }), 'Dark');
    await page.waitForFunction(() => document.documentElement.dataset.theme === 'dark');
    await choose(page, page.getByLabel('Language', { exact: true }), '简体中文');
    await page.getByRole('heading', { level: 1, name: '系统' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: '系统' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    await choose(page, page.getByLabel('语言', { exact: true }), 'English');
    await page.getByRole('heading', { level: 1, name: 'System' }).waitFor();
    await choose(page, page.getByLabel('Appearance', { exact: true }), 'Light');
  });
});

describe('files that the page makes', () => {
  it.each([
    ['CSV file', /^\uFEFF?[^\n]+\n/],
    ['Excel file', /^PK/],
  ])('are saved where the dialog of the system says: %s', async (kind, content) => {
    const { page } = app;
    await open(page, `/overview?${CHAIN_MONTH}`);
    const saved = join(directory, `saved ${kind}`);
    await app.answerDialog({ canceled: false, filePath: saved });
    await page
      .getByRole('button', { name: /^Export: / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: kind }).click();
    await expect.poll(() => readFileSync(saved, 'latin1').length, { timeout: 10_000 }).toBeGreaterThan(100);
    expect(readFileSync(saved, 'utf8')).toMatch(content);
  });

  it('are not saved when the dialog is dismissed', async () => {
    const { page } = app;
    await app.answerDialog({ canceled: true });
    await page
      .getByRole('button', { name: /^Export: / })
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'CSV file' }).click();
    // The page goes on as if nothing had been.
    await page.getByRole('link', { name: 'Orders', exact: true }).click();
    await settled(page);
  });
});

describe('paper', () => {
  it('shows the figures and nothing to click', async () => {
    const { page } = app;
    await open(page, `/overview?${CHAIN_MONTH}`);
    await page.evaluate(() => {
      Object.defineProperty(window, 'print', { value: () => (document.documentElement.dataset.printed = 'yes') });
    });
    await press(page, 'Print');
    expect(await page.evaluate(() => document.documentElement.dataset.printed)).toBe('yes');
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('list', { name: 'Key figures' }).isVisible()).toBe(true);
    expect(await page.getByRole('navigation').first().isVisible()).toBe(false);
    expect(await page.getByRole('button', { name: 'Print' }).count()).toBe(0);
    await page.emulateMedia({ media: null });
  });

  it('is light, also in the dark', async () => {
    const { page } = app;
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    await open(page, '/system');
    await choose(page, page.getByLabel('Appearance', { exact: true }), 'Dark');
    await expect.poll(theme).toBe('dark');
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await theme()).toBe('light');
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(theme).toBe('dark');
  });
});
