import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createEngine, type SecretBox } from '../../src-main/engine/index.ts';
import { FAKES, type FakePlatform, type FakeWrite, type ServedFake, serveFake } from '../fakes/index.ts';
import { open, press } from './driving.ts';
import { type LaunchedApp, launchApp } from './launch.ts';
import { scratchDirectory } from './scratch-directory.ts';

const ENV = { MENDIAN_LANGUAGE: 'en' };
/** What desktop/keychain-box.ts puts before a sealing that the key file made: the window opens it then. */
const KEY_FILE = 2;

/** A shop of five products on a platform that can be unplugged; the line comes back at the same address. */
async function platformWithLine() {
  const fake = FAKES.get('shopify')!({ now: Date.now, random: Math.random, rate: { perSecond: 1_000, burst: 1_000 } });
  for (let n = 1; n <= 5; n++) fake.shop.addListing({ title: `Green tea ${n}`, price: 125_000, pieces: 10 });
  let served: ServedFake | null = await serveFake(fake);
  const { url } = served;
  const cut = async (): Promise<void> => {
    await served?.close();
    served = null;
  };
  onTestFinished(cut);
  return {
    fake,
    url,
    cut,
    plugIn: async () => {
      served = await serveFake(fake, { port: Number(new URL(url).port) });
    },
  };
}

/** Connects the shop before the window opens, and waits until its products are here. */
async function connect(dataDirectory: string, fake: FakePlatform, baseUrl: string): Promise<void> {
  const asWindow = (keyFile: SecretBox): SecretBox => ({
    seal: async (plain) => Buffer.concat([Buffer.of(KEY_FILE), await keyFile.seal(plain)]),
    open: (sealed) => keyFile.open(Buffer.from(sealed.subarray(1))),
  });
  const engine = createEngine({ dataDirectory, mode: 'hub', version: '0.0.0-test', secretBox: asWindow });
  await engine.start();
  await engine.keepTime();
  try {
    const { api } = engine;
    await api.sync.connect({
      platform: 'shopify',
      baseUrl,
      credentials: { ...fake.credentials },
      newStore: 'Corner shop',
      title: 'Web shop',
    });
    for await (const status of await api.sync.follow()) {
      if (status.shops.every(({ progress, lastSuccess }) => progress === null && lastSuccess !== null)) break;
    }
  } finally {
    await engine.close();
  }
}

const cell = (page: Page, field: 'price' | 'stock') => page.locator(`tr.product-row [data-cell="${field}/0"]`);
const states = (page: Page) => page.locator('tr.product-row').first().locator('.listing-states');
const notice = (page: Page) => page.locator('.saved-notice');

async function openProducts({ page }: LaunchedApp): Promise<void> {
  await open(page, '/products');
  await page.locator('tr.product-row').first().waitFor();
}

/** As staff do: the cell, the new value, Enter. */
async function type(page: Page, field: 'price' | 'stock', value: string): Promise<void> {
  await cell(page, field).focus();
  await page.keyboard.type(value);
  await page.keyboard.press('Enter');
}

const bare = ({ kind, target, value }: FakeWrite) => ({ kind, target, value });

describe('products while the line is down', () => {
  it('are edited, survive a restart, and reach the platform once each when the line is back', async () => {
    const directory = scratchDirectory();
    const line = await platformWithLine();
    await connect(directory, line.fake, line.url);
    const [listing] = [...line.fake.shop.listings.values()];

    await line.cut();
    const offline = await launchApp({ dataDirectory: directory, env: ENV });
    await openProducts(offline);
    await offline.page.getByText('Offline').first().waitFor();
    await type(offline.page, 'price', '13.9');
    await notice(offline.page).getByText('Saved here, will be sent to Shopify when the line is back.').waitFor();
    await type(offline.page, 'stock', '+3');
    await expect.poll(() => cell(offline.page, 'stock').textContent()).toBe('13');
    await states(offline.page).getByText('Waiting since').waitFor();
    await offline.quit();
    expect(line.fake.shop.writes).toEqual([]);

    const online = await launchApp({ dataDirectory: directory, env: ENV });
    onTestFinished(async () => void (await online.quit()));
    await openProducts(online);
    await states(online.page).getByText('Waiting since').waitFor();
    expect(await cell(online.page, 'price').textContent()).toContain('13.90');
    expect(await cell(online.page, 'stock').textContent()).toBe('13');
    await line.plugIn();
    await states(online.page).getByText('Up to date').waitFor({ timeout: 60_000 });

    expect(line.fake.shop.writes.map(bare)).toEqual(
      expect.arrayContaining([
        { kind: 'price', target: listing!.listingId, value: 139_000 },
        { kind: 'stock', target: listing!.listingId, value: 3 },
      ]),
    );
    expect(line.fake.shop.writes).toHaveLength(2);
    await press(online.page, 'Edits');
    const steps = online.page.locator('.edit-list li');
    await expect.poll(() => steps.filter({ hasText: '1 change sent' }).count()).toBe(2);
    expect(line.fake.shop.listings.get(listing!.listingId)).toMatchObject({ price: 139_000, pieces: 13 });
  });
});
