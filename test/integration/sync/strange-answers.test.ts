import { mkdirSync, rmdirSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAKES, type FakePlatform, type Handled, type ServedFake, seedShop, serveFake } from '../../fakes/index.ts';
import { type RunningEngine, startEngine } from '../api/running-engine.ts';

let running: RunningEngine;
let fake: FakePlatform;
let served: ServedFake;
/** What becomes of the bodies that the stand-in answers with. */
let spoil: (body: string) => string;

beforeEach(async () => {
  spoil = (body) => body;
  running = await startEngine();
  await running.engine.keepTime();
  fake = FAKES.get('shopify')!({ now: Date.now, random: Math.random, rate: { perSecond: 10_000, burst: 10_000 } });
  seedShop(fake.shop, { orders: 8, listings: 5, now: Date.now() });
  served = await serveFake({ handle: (request) => spoilt(fake.handle(request)) });
});
afterEach(async () => {
  await served.close();
  await running.cleanUp();
});

function spoilt(handled: Handled): Handled {
  if (handled.outcome !== 'answer') return handled;
  const { response } = handled;
  return { ...handled, response: { ...response, body: spoil(response.body) } };
}

const access = () => ({ platform: 'shopify', baseUrl: served.url, credentials: fake.credentials });

async function connect() {
  const { sync } = running.engine.api;
  const status = await sync.connect({ ...access(), newStore: '网店' });
  for await (const { shops } of await sync.follow()) {
    const shop = shops.find(({ shopId }) => shopId === status.shopId);
    if (shop && shop.progress === null && (shop.lastSuccess !== null || shop.problem !== null)) return shop;
  }
  throw new Error('the state of sync came to an end');
}

const WEEK = { stores: 'all', from: '2000-01-01', to: '2099-12-31' } as const;

describe('a platform that says what nobody can count with', () => {
  it('gives a store in the usual currency and time zone where its own are none', async () => {
    spoil = (body) => body.replace(/"ianaTimezone":"[^"]*"/, '"ianaTimezone":"Mars/Olympus"');
    const first = await connect();
    expect(first).toMatchObject({ state: 'active', problem: null });
    const { products } = await running.engine.api.products.list({ storeId: first.storeId });
    expect(products).toHaveLength(5);
  });

  it('does not spoil the list of stores with a currency that is none', async () => {
    spoil = (body) => body.replace('"currencyCode":"USD","iana', '"currencyCode":"dollars","iana');
    await connect();
    const { stores } = await running.engine.api.stores.list();
    expect(stores).toMatchObject([{ name: '网店', currency: null }]);
  });

  it('has an order in no currency left out, all others counted, and the log says which', async () => {
    const odd = [...fake.shop.orders.keys()][0]!;
    spoil = (body) => body.replace(new RegExp(`("name":${JSON.stringify(odd)}[^]*?"currencyCode":")USD`), '$1BITCOIN');
    expect(await connect()).toMatchObject({ state: 'active', problem: null, unread: 1 });
    const { api } = running.engine;
    expect((await api.orders.list(WEEK)).orders).toHaveLength(7);
    await expect(api.analytics.overview(WEEK)).resolves.toMatchObject({ currency: 'USD' });
    expect((await api.sync.log({})).lines.map(({ event, details }) => ({ event, details }))).toContainEqual({
      event: 'order-left-out',
      details: { subject: odd, field: 'currencyCode', said: 'BITCOIN' },
    });
  });
});

describe('access details', () => {
  it('that no platform gives out are refused before anything is sent', async () => {
    const { sync } = running.engine.api;
    const given = { ...access(), credentials: { ...fake.credentials, accessToken: 'shpat\r\nx-other: 1' } };
    await expect(sync.testConnection(given)).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
      data: { details: { code: 'accessToken' } },
    });
    expect(fake.calls).toEqual([]);
  });

  it('are sent to addresses of the web alone, which hold no secret themselves', async () => {
    const { sync } = running.engine.api;
    for (const baseUrl of ['file:///etc/passwd', 'http://me:secret@127.0.0.1', `${served.url}/?to=elsewhere`]) {
      await expect(sync.testConnection({ ...access(), baseUrl })).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });

  it('that cannot be kept leave no half of a shop behind', async () => {
    const { vault } = running.engine.paths;
    mkdirSync(vault);
    await expect(connect()).rejects.toThrow();
    rmdirSync(vault);
    expect(await connect()).toMatchObject({ state: 'active' });
  });
});

describe('an edit', () => {
  it('in parts of what can be counted, or of more than can be, is refused as such', async () => {
    const { products } = running.engine.api;
    const storeId = 1 as Parameters<typeof products.edit>[0]['storeId'];
    const productId = 1 as Parameters<typeof products.edit>[0]['edits'][number]['productId'];
    for (const edit of [{ price: 0.5 }, { stockDelta: 0.5 }, { stockCounted: 2 ** 60 }, { stockDelta: -(2 ** 53) }]) {
      const given = { storeId, edits: [{ productId, ...edit }] };
      await expect(products.edit(given)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    }
  });
});
