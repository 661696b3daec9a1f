/** What a platform tells of and nobody can read, as the whole engine deals with it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../../fakes/index.ts';
import { type RunningEngine, startEngine } from '../api/running-engine.ts';

let running: RunningEngine;
let fake: FakePlatform;
let served: ServedFake;

beforeEach(async () => {
  running = await startEngine();
  await running.engine.keepTime();
  fake = FAKES.get('shopify')!({ now: Date.now, random: Math.random, rate: { perSecond: 10_000, burst: 10_000 } });
  seedShop(fake.shop, { orders: 30, listings: 12, now: Date.now() });
  served = await serveFake(fake);
});
afterEach(async () => {
  await served.close();
  await running.cleanUp();
});

type Shop = Awaited<ReturnType<RunningEngine['engine']['api']['sync']['status']>>['shops'][number];

async function stateOf(wanted: (shop: Shop) => boolean): Promise<Shop> {
  for await (const { shops } of await running.engine.api.sync.follow()) {
    const [shop] = shops;
    if (shop && shop.progress === null && wanted(shop)) return shop;
  }
  throw new Error('the state of sync came to an end');
}

async function connect(): Promise<Shop> {
  const { sync } = running.engine.api;
  await sync.connect({ platform: 'shopify', baseUrl: served.url, credentials: fake.credentials, newStore: '网店' });
  return stateOf(({ lastSuccess, problem }) => lastSuccess !== null || problem !== null);
}

const WEEK = { stores: 'all', from: '2000-01-01', to: '2099-12-31' } as const;
const ordersHere = async () => (await running.engine.api.system.info()).orders;
const eventsOf = async (event: string) =>
  (await running.engine.api.sync.log({})).lines.filter((line) => line.event === event);

describe('an order that cannot be read', () => {
  const amount = { path: 'totalPriceSet.shopMoney.amount', value: 'abc' };

  it('costs the others nothing, stands in the state and the log, and arrives once it is put right', async () => {
    const number = [...fake.shop.orders.keys()][13]!;
    const mend = fake.spoil({ id: number, ...amount });
    expect(await connect()).toMatchObject({ state: 'active', problem: null, unread: 1 });
    expect(await ordersHere()).toBe(29);
    expect((await running.engine.api.products.list({ storeId: 1 as never })).products).toHaveLength(12);
    expect(await eventsOf('order-left-out')).toMatchObject([
      { level: 'warning', details: { subject: number, field: 'totalPriceSet', said: 'abc' } },
    ]);

    // Listed again as it is, it is not told of again.
    fake.shop.changeOrder(number, { note: 'x' });
    const before = (await running.engine.api.sync.status()).shops[0]!.lastSuccess ?? '';
    await running.engine.api.sync.now({});
    await stateOf(({ lastSuccess }) => (lastSuccess ?? '') > before);
    expect(await eventsOf('order-left-out')).toHaveLength(1);

    mend();
    fake.shop.changeOrder(number, { note: 'y' });
    await running.engine.api.sync.now({});
    await stateOf(({ unread }) => unread === 0);
    expect(await ordersHere()).toBe(30);
    expect(await eventsOf('order-read')).toMatchObject([{ details: { subject: number } }]);
    await expect(running.engine.api.analytics.overview(WEEK)).resolves.toMatchObject({ currency: 'USD' });
  });
});

describe('a listing that cannot be read', () => {
  it('is not taken for gone, and all others come', async () => {
    await connect();
    const [listing] = [...fake.shop.listings.values()].slice(5);
    const id = `gid://shopify/ProductVariant/${listing!.variantId}`;
    const mend = fake.spoil({ id, path: 'price', value: 'abc' });
    fake.shop.changeListing(listing!.listingId, { pieces: 77 });
    await running.engine.api.sync.now({});
    await stateOf(({ unread }) => unread === 1);
    const onSale = async () => {
      const { products } = await running.engine.api.products.list({ storeId: 1 as never });
      return products.filter(({ listings }) => listings.some(({ state }) => state !== 'off-sale')).length;
    };
    expect(await onSale()).toBe(12);
    expect(await eventsOf('listing-left-out')).toMatchObject([
      { details: { subject: listing!.listingId, field: 'price', said: 'abc' } },
    ]);
    mend();
    fake.shop.changeListing(listing!.listingId, { pieces: 78 });
    await running.engine.api.sync.now({});
    await stateOf(({ unread }) => unread === 0);
    expect(await eventsOf('listing-read')).toHaveLength(1);
  });
});
