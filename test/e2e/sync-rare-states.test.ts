/** States of sync that staff seldom meet, each brought about for real: what is said, in both languages, and how it looks. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createPostgresOffice } from '../../src-main/sync/head-office/postgres/index.ts';
import { FAKES, type FakePlatform, type ServedFake, serveFake } from '../fakes/index.ts';
import { addressOf, quiet } from '../integration/sync/head-office/office-pc.ts';
import { type PostgresServer, startPostgres } from '../postgres/index.ts';
import { seeded } from '../virtual-time/index.ts';
import { violationsOf } from './accessibility.ts';
import { press, settled } from './driving.ts';
import { openSyncHub, type SyncHub } from './sync-hub.ts';
import { openTlsLine, type TlsLine } from './tls-line.ts';

const screenshots = join(import.meta.dirname, 'screenshots');
const LOOKS = ['en light', 'zh-CN dark'] as const;
/** More than this at once is shown as catching up. */
const MANY_ROWS = 10_000;

let directory: string;
let fake: FakePlatform;
let served: ServedFake;
let line: TlsLine;
let server: PostgresServer;
let office: string;
let hub: SyncHub;
let tea: number;
/** Who writes at the office, and lets nobody else. */
let holder: pg.Client;

async function hold(table: string): Promise<() => Promise<void>> {
  await holder.query(`BEGIN; LOCK TABLE mendian.${table} IN ACCESS EXCLUSIVE MODE`);
  return async () => {
    await holder.query('COMMIT');
  };
}

const card = (name: string | RegExp) => hub.page.locator('.shop-card').filter({ hasText: name });
const officeCard = () => card(/Head office|总部/);
const shopCard = () => card(/Taobao|淘宝/);

/** The page in each look, with what it must say; it is kept as a picture. */
async function look(state: string, said: Readonly<Record<'en' | 'zh-CN', readonly RegExp[]>>): Promise<void> {
  for (const one of LOOKS) {
    const [language, theme] = one.split(' ') as ['en' | 'zh-CN', string];
    await hub.send('PATCH', '/system/settings', { language, theme });
    await hub.page.goto(`${hub.origin}/sync`);
    await settled(hub.page);
    for (const sentence of said[language]) await hub.page.getByText(sentence).first().waitFor({ timeout: 20_000 });
    await hub.page.screenshot({ path: join(screenshots, `sync-${state}-1280-${language}-${theme}.png`) });
    // Its colours in the dark are those of every other page.
    if (theme === 'light') expect(await violationsOf(hub.page)).toEqual([]);
  }
  await hub.send('PATCH', '/system/settings', { language: 'en', theme: 'light' });
  await hub.page.goto(`${hub.origin}/sync`);
  // A page begins in the language that it was last seen in.
  for (const sentence of said.en) await hub.page.getByText(sentence).first().waitFor({ timeout: 20_000 });
}

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  directory = mkdtempSync(join(tmpdir(), 'mendian-rare-'));
  server = await startPostgres();
  office = await server.createDatabase('office');
  const tables = createPostgresOffice({ address: addressOf(office), replica: null, mayMigrate: true, log: quiet });
  await tables.open();
  await tables.close();
  holder = new pg.Client({ connectionString: office });
  await holder.connect();
  fake = FAKES.get('taobao')!({ now: Date.now, random: seeded(3) });
  for (const title of ['龙井 50 g', '铁观音 100 g']) fake.shop.addListing({ title, price: 500_000, pieces: 20 });
  served = await serveFake(fake);
  line = await openTlsLine(directory, Number(new URL(served.url).port));
}, 120_000);
afterAll(async () => {
  await hub?.close();
  await line?.cut();
  await served?.close();
  await holder?.end();
  await server?.stop();
  rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
});

describe('a head office', () => {
  it('that has not answered yet is being connected', async () => {
    const release = await hold('meta');
    hub = await openSyncHub(directory, { MENDIAN_OFFICE_URL: office, NODE_EXTRA_CA_CERTS: line.certificate });
    const credentials = { ...fake.credentials };
    const shop = { platform: 'taobao', baseUrl: line.url, credentials, newStore: 'Nanjing Road' };
    await hub.send('POST', '/sync/shops', shop);
    await vi.waitUntil(async () => (await hub.products()).length === 2, { timeout: 60_000, interval: 250 });
    tea = (await hub.products())[0]!.id;
    await look('office-connecting', { en: [/Being connected/], 'zh-CN': [/正在连接/] });
    await release();
    await officeCard().getByText('In order').waitFor({ timeout: 60_000 });
  }, 120_000);

  it('that is behind says how much waits, and that it is being sent', async () => {
    const release = await hold('stock_level');
    await hub.send('POST', '/products/edits', { storeId: 1, edits: [{ productId: tea, stockDelta: 2_000 }] });
    await press(hub.page, 'Sync now');
    await officeCard().getByText('Sending').waitFor({ timeout: 30_000 });
    await look('office-behind', { en: [/Sending/, /changes? waits?/], 'zh-CN': [/发送中/, /项改动/] });
    await release();
    await officeCard().getByText('In order').waitFor({ timeout: 60_000 });
  }, 90_000);

  it('that has much that is new is caught up with, and says how far', async () => {
    await server.queryIn(
      office,
      `INSERT INTO mendian.product (code, name) SELECT 'P' || n, 'Product ' || n FROM generate_series(1, ${MANY_ROWS}) n`,
    );
    await press(hub.page, 'Sync now');
    await officeCard().locator('.state-tag').getByText('Catching up').waitFor({ timeout: 30_000 });
    // It stops in the middle for as long as somebody looks.
    const release = await hold('product');
    await look('office-catching-up', {
      en: [/Catching up · [\d,]+ of 10,00\d/],
      'zh-CN': [/[\d,]+ \/ 10,00\d/],
    });
    await release();
    await officeCard().getByText('In order').waitFor({ timeout: 60_000 });
  }, 90_000);
});

describe('the line', () => {
  it('that is down for long lets everybody go on, and leaves the shop alone', async () => {
    await line.cut();
    await hub.send('POST', '/products/edits', { storeId: 1, edits: [{ productId: tea, price: 620_000 }] });
    await press(hub.page, 'Sync now');
    await hub.page.getByText(/No connection since/).waitFor({ timeout: 30_000 });
    await look('line-down', {
      en: [/Go on working: whatever you do is kept here/, /changes? waits?/],
      'zh-CN': [/请继续工作：所有改动都保存在本机/, /\d 项改动/],
    });
    await shopCard().locator('.state-tag').filter({ hasText: 'Waits' }).waitFor();
  }, 90_000);

  it('that belongs to a network with a sign-in page says so', async () => {
    await line.hijack();
    await hub.page.getByText(/The network asks for a sign-in/).waitFor({ timeout: 60_000 });
    await look('captive', {
      en: [/Open a browser and sign in to the network/],
      'zh-CN': [/请打开浏览器登录网络/],
    });
    await line.plugIn();
    await expect
      .poll(() => fake.shop.writes.filter(({ kind }) => kind === 'price').map(({ value }) => value), {
        timeout: 60_000,
      })
      .toEqual([620_000]);
    await hub.page.getByText('Online', { exact: true }).waitFor({ timeout: 30_000 });
  }, 90_000);
});

describe('a change that was put aside', () => {
  it('is given up when staff say so, and the price that the platform has holds', async () => {
    fake.misbehave({ kind: 'refuse', code: '11' }, { api: 'taobao.item.sku.price.update', times: 1 });
    await hub.send('POST', '/products/edits', { storeId: 1, edits: [{ productId: tea, price: 630_000 }] });
    const row = hub.page.getByRole('row').filter({ hasText: '龙井' });
    await row.getByRole('button', { name: /^Give up:/ }).waitFor({ timeout: 60_000 });
    await look('parked', {
      en: [/was put aside and needs you/, /refused it: 被拒绝 \(11\)\. · /],
      'zh-CN': [/被搁置，需要您处理/, /拒绝了此操作：被拒绝（11）。/],
    });
    await row.getByRole('button', { name: /^Give up:/ }).click();
    await hub.page.getByText('Give this change up?').last().waitFor();
    await hub.page.screenshot({ path: join(screenshots, 'sync-giving-up-1280-en-light.png') });
    await press(hub.page.getByRole('dialog'), 'Give up');
    await hub.page.getByText('The change was given up').waitFor();
    await row.waitFor({ state: 'detached' });
    await look('given-up', { en: [/Nothing waits for a shop/], 'zh-CN': [/没有待发往店铺的改动/] });
    const listing = [...fake.shop.listings.values()].find(({ title }) => title.startsWith('龙井'));
    expect(listing?.price).toBe(620_000);
  }, 90_000);
});
