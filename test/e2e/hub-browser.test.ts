import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts';
import { BUILT_HUB } from '../built-hub/index.ts';
import { counts, ends, press, settled } from './driving.ts';
import { importUci, UCI_DAYS } from './uci-data.ts';

let directory: string;
let hub: ChildProcess;
let browser: Browser;
/** As the hub printed it, with its one-time token. */
let address: string;
/** Signed in with that token, which is good for once. */
let signedIn: BrowserContext;

/** Gives the address that it prints. */
async function startHub(port: string): Promise<string> {
  const args = ['serve', '--port', port, '--data-dir', directory, '--json'];
  hub = spawn(process.execPath, [BUILT_HUB, ...args], {
    env: { ...process.env, MENDIAN_LANGUAGE: 'en' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(hub.stdout!, 'data')) as [Buffer];
  return (JSON.parse(line.toString()) as { url: string }).url;
}

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-hub-'));
  await importUci(directory);
  address = await startHub('0');
  browser = await chromium.launch({ executablePath: findChromium()!, args: [...CHROMIUM_ARGUMENTS] });
});
afterAll(async () => {
  await browser?.close();
  hub?.kill('SIGTERM');
  if (hub?.exitCode === null) await once(hub, 'exit');
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

describe('the hub in a browser', () => {
  it('lets in whoever opens the printed address, shows the same figures, and leaves no token in the address', async () => {
    signedIn = await browser.newContext();
    const page = await signedIn.newPage();
    await page.goto(address);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const { origin } = new URL(address);
    await page.goto(`${origin}/overview?${UCI_DAYS}`);
    const tile = page.getByRole('list', { name: 'Key figures' }).getByRole('listitem').filter({ hasText: 'Net sales' });
    expect(await tile.locator('[title]').first().getAttribute('title')).toBe('£9,747,747.93');
    const cookies = await signedIn.cookies();
    expect(cookies.map(({ httpOnly, sameSite }) => ({ httpOnly, sameSite }))).toEqual([
      { httpOnly: true, sameSite: 'Strict' },
    ]);
    const token = new URL(address).searchParams.get('token') ?? new URL(address).pathname.split('/').at(-1)!;
    expect(page.url()).not.toContain(token);
    await page.close();
  });

  it('takes files that are chosen in the browser, and hands back what was rejected', async () => {
    const page = await signedIn.newPage();
    await page.goto(`${new URL(address).origin}/import`);
    const chooser = page.waitForEvent('filechooser');
    await press(page, 'Open files');
    const text = [
      '订单编号,门店名称,下单时间,商品名称,数量,单价',
      'H1,南京东路店,2026-11-02 10:00:00,茶,2,12.50',
      'H2,南京东路店,2099-11-02 11:00:00,茶,1,12.50',
    ].join('\r\n');
    await (await chooser).setFiles({ name: '订单.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
    await ends(page, 'This is what the import would do');
    await press(page, 'Import now');
    await ends(page, 'The import is done');
    expect(await counts(page)).toMatchObject({ New: '1', Rejected: '1' });
    const download = page.waitForEvent('download');
    await press(page, 'Download rejected rows');
    const saved = await (await download).path();
    expect(readFileSync(saved, 'utf8')).toContain('H2');
    await page.close();
  });

  it('keeps out whoever has no token, and whoever brings a used one', async () => {
    const { origin } = new URL(address);
    expect((await fetch(`${origin}/api/system/info`)).status).toBe(401);
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(address);
    const status = await page.evaluate(async () => (await fetch('/api/system/info')).status);
    expect(status).toBe(401);
    await context.close();
  });

  it('serves its page under a strict policy', async () => {
    const response = await fetch(new URL(address).origin);
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/default-src 'none'|default-src 'self'/);
    expect(policy).not.toMatch(/unsafe-eval|script-src[^;]*unsafe-inline/);
  });

  it('leads out of an address that names a store which is no more', async () => {
    const page = await signedIn.newPage();
    await page.goto(`${new URL(address).origin}/overview?stores=999999&${UCI_DAYS}`);
    await press(page, 'Show all stores');
    await page.getByRole('list', { name: 'Key figures' }).waitFor();
    expect(page.url()).not.toContain('stores=');
    await page.close();
  });

  it('says that it shows other days than the address names, until others are chosen', async () => {
    const page = await signedIn.newPage();
    await page.goto(`${new URL(address).origin}/overview?from=2011-02-30&to=2011-03-01`);
    const notice = page.getByRole('alert').filter({ hasText: '2011-02-30 – 2011-03-01' });
    await notice.waitFor();
    await page.reload();
    await notice.waitFor();
    await page.getByLabel('First day', { exact: true }).fill('1 Dec 2000');
    await page.keyboard.press('Enter');
    await page.getByLabel('Last day', { exact: true }).fill('9 Dec 2011');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({ hasText: 'more than ten years' }).waitFor();
    await page.getByText('7 days', { exact: true }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await page.close();
  });

  it('leads out of a currency that nothing was sold in', async () => {
    const page = await signedIn.newPage();
    await page.goto(`${new URL(address).origin}/overview?currency=USD&${UCI_DAYS}`);
    await page.getByText('There are no orders in USD in this period. There are some in GBP.').waitFor();
    await press(page, 'Show GBP');
    await page.getByRole('list', { name: 'Key figures' }).waitFor();
    expect(page.url()).not.toContain('currency=');
    await page.close();
  });

  it('says that nothing answers when the hub is killed, and brings the page that was asked for when it is back', async () => {
    const page = await signedIn.newPage();
    const { origin, port } = new URL(address);
    await page.goto(`${origin}/overview?${UCI_DAYS}`);
    await page.getByRole('list', { name: 'Key figures' }).waitFor();
    hub.kill('SIGKILL');
    await once(hub, 'exit');
    await page.getByRole('link', { name: 'Stores' }).click();
    await page.getByRole('heading', { name: 'Mendian does not answer at the moment' }).waitFor();
    address = await startHub(port);
    await page.getByRole('heading', { level: 1, name: 'Stores' }).waitFor();
    await page.close();
  });

  it('signs browsers out when the file of their sessions is gone, and says so', async () => {
    const page = await signedIn.newPage();
    const { origin, port } = new URL(address);
    await page.goto(`${origin}/stores`);
    await page.getByRole('heading', { level: 1, name: 'Stores' }).waitFor();
    hub.kill('SIGKILL');
    await once(hub, 'exit');
    await page.getByRole('link', { name: 'Orders' }).click();
    await page.getByRole('heading', { name: 'Mendian does not answer at the moment' }).waitFor();
    rmSync(join(directory, 'sessions.json'));
    address = await startHub(port);
    await page.getByText('You are not signed in.').waitFor();
    await page.goto(address);
    await page.goto(`${origin}/stores`);
    await page.getByRole('heading', { level: 1, name: 'Stores' }).waitFor();
    await page.close();
  });

  it('shows in one tab what is renamed in another, also to whoever is renaming it there', async () => {
    const [one, other] = [await signedIn.newPage(), await signedIn.newPage()];
    for (const page of [one, other]) await page.goto(`${new URL(address).origin}/stores`);
    const rename = async (page: Page, from: string, to: string): Promise<void> => {
      await press(page, `Rename ${from}`);
      await page.getByLabel(`New name of ${from}`).fill(to);
    };
    await rename(one, '南京东路店', 'North');
    await rename(other, '南京东路店', 'South');
    await other.keyboard.press('Enter');
    await one.getByRole('alert').filter({ hasText: '“South”' }).waitFor();
    expect(await one.getByLabel('New name of South').inputValue()).toBe('North');
    await one.keyboard.press('Enter');
    await other.getByRole('button', { name: 'Rename North' }).waitFor();
    for (const page of [one, other]) await page.close();
  });

  it('is no wider than a phone on any page, and shows there which page is open', async () => {
    const context = await browser.newContext({
      storageState: await signedIn.storageState(),
      viewport: { width: 390, height: 844 },
      isMobile: true,
      hasTouch: true,
    });
    const page = await context.newPage();
    const pages = [
      'welcome',
      'overview',
      'orders',
      'products',
      'import',
      'stores',
      'sync',
      'cache',
      'warmup',
      'system',
    ];
    for (const name of pages) {
      await page.goto(`${new URL(address).origin}/${name}`);
      await settled(page);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), name).toBe(390);
      const link = page.getByRole('navigation').locator('[aria-current="page"]');
      if (name !== 'welcome') await expect.poll(() => isInWindow(page, link), { message: name }).toBe(true);
    }
    await context.close();
  });
});

async function isInWindow(page: Page, locator: Locator): Promise<boolean> {
  const box = await locator.boundingBox();
  const { width, height } = page.viewportSize()!;
  return box !== null && box.x >= 0 && box.x + box.width <= width && box.y >= 0 && box.y + box.height <= height;
}
