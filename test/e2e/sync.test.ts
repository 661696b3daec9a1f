import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM_ARGUMENTS, findChromium } from '../../scripts/chromium.ts';
import { BUILT_HUB } from '../built-hub/index.ts';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../fakes/index.ts';
import { seeded } from '../virtual-time/index.ts';
import { violationsOf } from './accessibility.ts';
import { press, settled } from './driving.ts';
import { watch } from './watched-pages.ts';

const screenshots = join(import.meta.dirname, 'screenshots');
const SIZES = [
  { width: 1280, height: 720 },
  { width: 3840, height: 2160 },
];

/** How late an answer is where the news of it must be earlier. */
const ANSWER_MILLISECONDS = 2_000;

let directory: string;
let hub: ChildProcess;
let browser: Browser;
let page: Page;
let origin: string;
let fake: FakePlatform;
let served: ServedFake;
const problems: string[] = [];

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-sync-'));
  fake = FAKES.get('taobao')!({ now: Date.now, random: seeded(7) });
  seedShop(fake.shop, { orders: 30, listings: 12, seed: 7, now: Date.now(), days: 5 });
  served = await serveFake(fake);
  const args = ['serve', '--port', '0', '--data-dir', directory, '--json'];
  hub = spawn(process.execPath, [BUILT_HUB, ...args], {
    env: process.env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [line] = (await once(hub.stdout!, 'data')) as [Buffer];
  const { url } = JSON.parse(line.toString()) as { url: string };
  origin = new URL(url).origin;
  browser = await chromium.launch({ executablePath: findChromium()!, args: [...CHROMIUM_ARGUMENTS] });
  page = await browser.newPage({ locale: 'en-GB', viewport: { width: 1280, height: 720 } });
  watch(page, directory);
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(url);
  await page.getByRole('heading', { level: 1 }).waitFor();
});
afterAll(async () => {
  await browser?.close();
  hub?.kill('SIGTERM');
  if (hub?.exitCode === null) await once(hub, 'exit');
  await served?.close();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

const badge = (state: string | RegExp) => page.locator('header.top').getByRole('button', { name: state });
const shopCard = () => page.getByRole('list', { name: 'Shops and head office' }).getByRole('listitem').first();

interface Product {
  readonly id: number;
  readonly code: string;
  readonly listings: readonly { readonly listingId: string; readonly price: number }[];
}

async function products(): Promise<readonly Product[]> {
  const response = await page.request.get(`${origin}/api/products?storeId=1&limit=50`);
  return ((await response.json()) as { products: Product[] }).products;
}

async function editPrice(productId: number, price: number): Promise<void> {
  const response = await page.request.post(`${origin}/api/products/edits`, {
    headers: { origin },
    data: { storeId: 1, edits: [{ productId, price }] },
  });
  expect(response.status()).toBe(200);
}

describe('connecting a shop in the window', () => {
  it('says nothing in the header while there is nobody to sync with', async () => {
    await page.goto(`${origin}/sync`);
    await page.getByText('No shop is connected yet', { exact: true }).waitFor();
    expect(await badge(/^Sync:/).count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('says which detail is wrong, and takes the right ones', async () => {
    await page.locator('main').getByRole('button', { name: 'Connect a shop' }).click();
    const dialog = page.getByRole('dialog', { name: 'Connect a shop' });
    await dialog.getByText('Taobao / Tmall', { exact: true }).click();
    await expect.poll(() => dialog.getByRole('button', { name: 'Test the connection' }).isDisabled()).toBe(true);
    await dialog.getByLabel('App key').fill(fake.credentials.appKey!);
    await dialog.getByLabel('App secret').fill('not the secret');
    await dialog.getByLabel('Session key').fill(fake.credentials.session!);
    await dialog.getByLabel(/^Another address/).fill(served.url);
    await press(dialog, 'Test the connection');
    const steps = dialog.getByRole('region', { name: 'Connection test' });
    const wrong = steps.getByRole('listitem').filter({ hasText: 'App key and secret are right' });
    await wrong.getByRole('img', { name: 'failed' }).waitFor();
    await wrong.getByText(/does not accept these details/).waitFor();
    expect(await violationsOf(page)).toEqual([]);

    await dialog.getByLabel('App secret').fill(fake.credentials.appSecret!);
    // What was found out about other details is not left standing.
    await steps.waitFor({ state: 'hidden' });
    await press(dialog, 'Test the connection');
    await dialog.getByText(`Found: ${fake.shop.title} (CNY)`).waitFor();
    await expect.poll(() => steps.getByRole('img', { name: 'in order' }).count()).toBe(7);
    await dialog.getByLabel('Name of the new store').fill('Nanjing Road');
    expect(await violationsOf(page)).toEqual([]);
    await press(dialog, 'Connect and fetch everything');
    await dialog
      .getByText(`${fake.shop.title} is connected, and everything has been fetched.`)
      .waitFor({ timeout: 60_000 });
    await dialog.locator('.ant-btn-primary').click();
    await dialog.waitFor({ state: 'hidden' });
  });

  it('then shows the shop in order, and a quiet word in the header of every page', async () => {
    await shopCard().getByText('In order').waitFor();
    await shopCard().getByText('feeds Nanjing Road').waitFor();
    await badge('Sync: In sync').waitFor();
    await page.getByText('Products fetched: 12 new, 0 changed, 0 gone').waitFor();
    await page.goto(`${origin}/stores`);
    await badge('Sync: In sync').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });
});

describe('a line that is cut', () => {
  it('is said on every page, and so is its return; what was edited then goes out once', async () => {
    const [product] = await products();
    const { port } = new URL(served.url);
    await served.close();
    await badge(/^Sync: Offline/).waitFor();
    await editPrice(product!.id, 880_000);
    await badge('Sync: Offline · 1 waiting').click();
    const explained = page.getByText('Go on working: whatever you do is kept here', { exact: false });
    await explained.waitFor();
    await page.keyboard.press('Escape');
    served = await serveFake(fake, { port: Number(port) });
    await badge('Sync: In sync').waitFor({ timeout: 60_000 });
    const writes = fake.shop.writes.filter(({ kind }) => kind === 'price');
    expect(writes.map(({ value }) => value)).toEqual([880_000]);
  });

  it('answers why something is there or not in two clicks', async () => {
    const [product] = await products();
    await page.goto(`${origin}/sync`);
    await page.getByLabel('Why is it not there yet?').fill(product!.code);
    await press(page, 'Show its way');
    const way = page.getByRole('dialog', { name: /^The way of/ });
    await way.getByText(/has it as it is here\.$/).waitFor();
    await way.getByText('Taken by the platform').waitFor();
    await way.getByText('Saved here').waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await way.waitFor({ state: 'hidden' });
  });
});

/** The platform is edited first, and does not take our price until it has told so. */
async function makeConflict(product: Product): Promise<void> {
  fake.misbehave({ kind: 'status', status: 503 }, { api: 'taobao.item.sku.price.update', times: 2 });
  fake.shop.changeListing(product.listings[0]!.listingId, { price: 660_000 });
  await editPrice(product.id, 770_000);
  const response = await page.request.post(`${origin}/api/sync/now`, { headers: { origin }, data: {} });
  expect(response.status()).toBe(200);
}

describe('a conflict', () => {
  it('is decided with three keys, taken back with one, and decided otherwise', async () => {
    const [, product] = await products();
    const { listingId } = product!.listings[0]!;
    await makeConflict(product!);
    await badge('Sync: 1 to look at').click();
    // The page behind has such a link, too, in a list that may just be getting its rows.
    await page.locator('.sync-explained').getByRole('link', { name: 'Decide conflicts' }).click();
    await page.waitForURL('**/sync/conflicts');
    const sides = page.getByRole('region', { name: `Price ${product!.code}` });
    await sides.getByText('¥77.00').waitFor();
    await sides.getByText('¥66.00').waitFor();
    // What the badge has opened closes with the page that it was opened on.
    await page.locator('.sync-sentences').waitFor({ state: 'hidden' });
    expect(await violationsOf(page)).toEqual([]);

    await page.keyboard.press('2');
    expect(await sides.getByRole('button', { pressed: true }).textContent()).toContain('¥66.00');
    await page.keyboard.press('Enter');
    await page.getByText('No conflicts: both sides agree.').waitFor();
    const decided = page.getByRole('table', { name: 'Decided' });
    await decided.getByRole('row').filter({ hasText: product!.code }).getByText('The platform’s').waitFor();
    await expect.poll(async () => (await products())[1]!.listings[0]!.price).toBe(660_000);

    await page.keyboard.press('u');
    await sides.getByText('¥77.00').waitFor();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    await page.getByText('No conflicts: both sides agree.').waitFor();
    await expect.poll(() => fake.shop.listings.get(listingId)?.price, { timeout: 30_000 }).toBe(770_000);
    await badge('Sync: In sync').waitFor({ timeout: 30_000 });
    expect(problems).toEqual([]);
  });

  it('loses no key of somebody who is quicker than the answers', async () => {
    const [, , , product] = await products();
    const { listingId } = product!.listings[0]!;
    // What was done shows by the engine's news long before its answer arrives.
    const slow = /\/rpc\/sync\/(resolve|undoResolution)$/;
    await page.route(slow, async (route) => {
      const response = await route.fetch();
      await new Promise((resolve) => setTimeout(resolve, ANSWER_MILLISECONDS));
      await route.fulfill({ response });
    });
    await makeConflict(product!);
    const sides = page.getByRole('region', { name: `Price ${product!.code}` });
    await sides.getByText('¥66.00').waitFor();
    await page.keyboard.press('2');
    await page.keyboard.press('Enter');
    await page.getByText('No conflicts: both sides agree.').waitFor();
    await page.keyboard.press('u');
    await sides.getByText('¥77.00').waitFor();
    await page.keyboard.press('1');
    await page.keyboard.press('Enter');
    await page.getByText('No conflicts: both sides agree.').waitFor();
    await expect.poll(() => fake.shop.listings.get(listingId)?.price, { timeout: 30_000 }).toBe(770_000);
    await page.unroute(slow);
    expect(problems).toEqual([]);
  });
});

describe.each(['en', 'zh-CN'])('with shops and conflicts, in %s', (language) => {
  it.each(['light', 'dark'])('%s: the pages fit every screen, without accessibility violations', async (theme) => {
    const [, , product] = await products();
    if (fake.shop.listings.get(product!.listings[0]!.listingId)?.price !== 660_000) await makeConflict(product!);
    const settings = { headers: { origin }, data: { language, theme } };
    expect((await page.request.patch(`${origin}/api/system/settings`, settings)).status()).toBe(200);
    mkdirSync(screenshots, { recursive: true });
    const found: string[] = [];
    for (const [path, name] of [
      ['/sync', 'sync-shops'],
      ['/sync/conflicts', 'sync-deciding'],
    ]) {
      for (const size of SIZES) {
        await page.setViewportSize(size);
        await page.goto(`${origin}${path}`);
        await settled(page);
        await page.locator('.sync-badge.is-bad').waitFor();
        await page.screenshot({ path: join(screenshots, `${name}-${size.width}-${language}-${theme}.png`) });
        found.push(...(await violationsOf(page)).map((violation) => `${name}: ${violation}`));
        const isWide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        if (isWide) found.push(`${name}: wider than ${size.width}`);
      }
    }
    expect([...found, ...problems]).toEqual([]);
  });
});
