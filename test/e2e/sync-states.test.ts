/** What staff see when something needs them: a change that was put aside, and a head office that is not as it should be. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { FAKES, type FakePlatform, type ServedFake, serveFake } from '../fakes/index.ts';
import { type PostgresServer, startPostgres } from '../postgres/index.ts';
import { seeded } from '../virtual-time/index.ts';
import { violationsOf } from './accessibility.ts';
import { press, settled } from './driving.ts';
import { openSyncHub, type SyncHub } from './sync-hub.ts';

const screenshots = join(import.meta.dirname, 'screenshots');
const PRICE_API = 'taobao.item.sku.price.update';

let directory: string;
let hub: SyncHub;
let page: Page;
let origin: string;
let fake: FakePlatform;
let served: ServedFake;
let server: PostgresServer;
let office: string;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-states-'));
  server = await startPostgres();
  office = await server.createDatabase('office');
  fake = FAKES.get('taobao')!({ now: Date.now, random: seeded(3) });
  for (const title of ['龙井 50 g', '铁观音 100 g']) fake.shop.addListing({ title, price: 500_000, pieces: 20 });
  served = await serveFake(fake);
  hub = await openSyncHub(directory, { MENDIAN_OFFICE_URL: office, MENDIAN_OFFICE_MAY_MIGRATE: 'true' });
  ({ page, origin } = hub);
  await hub.send('POST', '/sync/shops', {
    platform: 'taobao',
    baseUrl: served.url,
    credentials: fake.credentials,
    newStore: 'Nanjing Road',
  });
  await vi.waitUntil(async () => (await hub.products()).length === 2, { timeout: 90_000, interval: 250 });
}, 240_000);
afterAll(async () => {
  server?.thaw();
  await hub?.close();
  await served?.close();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

/** The platform does not let this app set prices, so many times. */
async function editInVain(price: number, times: number): Promise<void> {
  const [product] = await hub.products();
  fake.misbehave({ kind: 'refuse', code: '11' }, { api: PRICE_API, times });
  await hub.send('POST', '/products/edits', { storeId: 1, edits: [{ productId: product!.id, price }] });
}

const cards = () => page.getByRole('list', { name: 'Shops and head office' }).getByRole('listitem');
const officeCard = () => cards().filter({ hasText: 'Head office' });
const parkedRow = () => page.getByRole('row').filter({ hasText: '龙井' });
const prices = () => fake.shop.writes.filter(({ kind }) => kind === 'price').map(({ value }) => value);

describe('a change that the platform does not take', () => {
  it('is told with why, in words, and is tried again when staff say so', async () => {
    await editInVain(660_000, 1);
    await page.goto(`${origin}/sync`);
    await page.locator('header.top').getByRole('button', { name: 'Sync: 1 to look at' }).waitFor({ timeout: 60_000 });
    await parkedRow().waitFor();
    // Staff know the product by its name; nobody knows the platform's own number of it.
    await page.getByText(/Price of 龙井 50 g \(SKU-00001\) was put aside:/).waitFor();
    expect(await violationsOf(page)).toEqual([]);
    await parkedRow()
      .getByRole('button', { name: /^Try again:/ })
      .click();
    await expect.poll(prices, { timeout: 60_000 }).toEqual([660_000]);
  });

  it('gets another value from staff, and arrives with that', async () => {
    await editInVain(670_000, 1);
    await page.getByText('1 change was put aside and needs you.').first().waitFor({ timeout: 60_000 });
    await parkedRow()
      .getByRole('button', { name: /^Edit value:/ })
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('New value').fill('68');
    await press(dialog, 'Send this value');
    await expect.poll(prices, { timeout: 60_000 }).toEqual([660_000, 680_000]);
  });
});

describe('a head office', () => {
  it('is in order, out of reach within moments of hanging, and back by itself', async () => {
    await page.goto(`${origin}/sync`);
    await officeCard().getByText('In order').waitFor({ timeout: 60_000 });
    server.freeze();
    await officeCard().locator('.state-tag').getByText('Cannot be reached').waitFor({ timeout: 20_000 });
    await officeCard()
      .getByText(/Everything here goes on/)
      .waitFor();
    server.thaw();
    await officeCard().getByText('In order').waitFor({ timeout: 60_000 });
  });

  it('that is made for another version says which of both is to be updated', async () => {
    await server.queryIn(office, 'UPDATE mendian.meta SET schema_version = 99');
    await press(page, 'Sync now');
    await officeCard().locator('.state-tag').getByText('Refused').waitFor({ timeout: 60_000 });
    await officeCard().getByText('Update Mendian on this computer.').waitFor();
    expect(await violationsOf(page)).toEqual([]);
  });

  it.each(['en light', 'zh-CN dark'])('beside a change put aside looks right: %s', async (look) => {
    const [language, theme] = look.split(' ');
    if (look === 'en light') await editInVain(690_000, 1);
    await hub.send('PATCH', '/system/settings', { language, theme });
    await page.goto(`${origin}/sync`);
    await settled(page);
    await page.locator('.sync-badge.is-bad').waitFor({ timeout: 60_000 });
    mkdirSync(screenshots, { recursive: true });
    const fullPage = true;
    await page.screenshot({ path: join(screenshots, `sync-states-1280-${language}-${theme}.png`), fullPage });
    expect(await violationsOf(page)).toEqual([]);
  });
});
