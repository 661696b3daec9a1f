/** What is Shopify's own: points, idempotency keys, nested pages. */
import { describe, expect, it } from 'vitest';
import type {
  Page,
  PlatformContext,
  PushItem,
  RemoteListing,
  RemoteOrder,
} from '../../../src-main/sync/platform/index.ts';
import { shopify } from '../../../src-main/sync/platforms/shopify/index.ts';
import { createFakeShopify } from '../../fakes/shopify/index.ts';
import { type Kit, type KitOptions, readThrough, startKit } from './platform-contract-kit.ts';

const DAY = 86_400_000;
const start = (options: KitOptions = {}) =>
  startKit(
    {
      platform: shopify,
      createFake: createFakeShopify,
    },
    options,
  );
const push = (kit: Kit, items: readonly PushItem[]) => kit.time.until(shopify.push(kit.context, items));
const stock = (kit: Kit, n: number, pieces: number): PushItem => {
  const listing = [...kit.fake.shop.listings.values()][n]!;
  const { listingId } = listing;
  return { kind: 'stock', changeId: `change-${n}`, listingId, delta: pieces * 1_000, base: listing.pieces * 1_000 };
};
const piecesOf = (kit: Kit, { listingId }: PushItem & { listingId: string }) =>
  kit.fake.shop.listings.get(listingId)!.pieces;

describe('stock on Shopify', () => {
  it('keeps what customers bought since the base was said', async () => {
    const kit = start();
    const item = stock(kit, 0, 5) as PushItem & { listingId: string };
    const before = piecesOf(kit, item);
    kit.fake.shop.placeOrder({ lines: [{ listingId: item.listingId, pieces: 2 }] });
    expect(await push(kit, [item])).toMatchObject([{ outcome: 'done' }]);
    expect(piecesOf(kit, item)).toBe(before - 2 + 5);
  });

  it('counts a change once though it comes again in another company', async () => {
    const kit = start();
    kit.fake.misbehave({ kind: 'drop-after' }, { api: 'inventoryAdjustQuantities' });
    await expect(push(kit, [stock(kit, 0, 5), stock(kit, 1, 5)])).rejects.toMatchObject({ action: 'retry' });
    await push(kit, [stock(kit, 2, 5), stock(kit, 1, 5)]);
    await push(kit, [stock(kit, 0, 5)]);
    expect(kit.fake.shop.writes.map(({ idempotencyKey }) => idempotencyKey)).toEqual([
      'change-0',
      'change-1',
      'change-2',
    ]);
  });

  it('that failed goes out again under another key, for the first is used up', async () => {
    const kit = start();
    const item = stock(kit, 0, 5);
    kit.fake.misbehave(
      { kind: 'partial', places: [0], code: 'INVALID_LOCATION' },
      { api: 'inventoryAdjustQuantities' },
    );
    expect(await push(kit, [item])).toMatchObject([{ outcome: 'failed', error: { action: 'refuse' } }]);
    expect(await push(kit, [item, stock(kit, 1, 1)])).toMatchObject([{ outcome: 'done' }, { outcome: 'done' }]);
    expect(kit.fake.shop.writes.map(({ idempotencyKey }) => idempotencyKey)).toEqual(['change-1', 'change-0-2']);
  });

  it('with an id that was used for something else is set aside', async () => {
    const kit = start();
    await push(kit, [stock(kit, 0, 5)]);
    expect(await push(kit, [stock(kit, 0, 6)])).toMatchObject([{ outcome: 'failed', error: { action: 'park' } }]);
  });

  it('takes 20 calls for 1,000 changes where the location was chosen, and 20 more where it has to be asked for', async () => {
    for (const [locationId, calls] of [
      [undefined, 20],
      ['', 40],
    ] as const) {
      const kit = start({ listings: 1_000, ...(locationId === undefined ? {} : { credentials: { locationId } }) });
      for (let n = 0; n < 1_000; n += 50) {
        await push(
          kit,
          Array.from({ length: 50 }, (_, place) => stock(kit, n + place, 1)),
        );
      }
      expect(kit.fake.calls).toHaveLength(calls);
      expect(kit.fake.shop.writes).toHaveLength(1_000);
    }
  });

  it('of half a piece is refused without keeping back the others', async () => {
    const kit = start();
    const half = { ...stock(kit, 0, 1), delta: 500 } as PushItem;
    const outcomes = await push(kit, [half, stock(kit, 1, 1)]);
    expect(outcomes.find(({ changeId }) => changeId === 'change-0')).toMatchObject({ outcome: 'failed' });
    expect(outcomes.find(({ changeId }) => changeId === 'change-1')).toMatchObject({ outcome: 'done' });
  });
});

describe('prices on Shopify', () => {
  it('of one product go in one mutation, and a bad one does not keep back the others', async () => {
    const kit = start();
    const { shop } = kit.fake;
    const first = shop.addListing({ title: 'three sizes', price: 100_000, pieces: 1 });
    const variants = [
      first,
      ...[1, 2].map(() =>
        shop.addListing({ title: 'three sizes', price: 100_000, pieces: 1, productId: first.productId }),
      ),
    ];
    const items = variants.map(
      ({ listingId }, n): PushItem => ({
        kind: 'price',
        changeId: `p${n}`,
        listingId,
        price: n === 1 ? -100 : 190_000,
        currency: 'USD',
      }),
    );
    expect((await push(kit, items)).map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'done']);
    expect(variants.map(({ price }) => price)).toEqual([190_000, 100_000, 190_000]);
  });
});

describe('a parcel', () => {
  it('that Shopify knows already is not told again', async () => {
    const kit = start({ orders: 20 });
    const order = [...kit.fake.shop.orders.values()].find(({ status }) => status === 'paid')!;
    const item: PushItem = {
      kind: 'fulfilment',
      changeId: 'f',
      orderNumber: order.number,
      remoteId: order.remoteId,
      carrier: 'UPS',
      trackingNumber: '1Z',
    };
    await push(kit, [item]);
    expect(await push(kit, [item])).toMatchObject([{ outcome: 'done' }]);
    expect(order.shipments).toHaveLength(1);
    // Another parcel for what is sent already is refused.
    expect(await push(kit, [{ ...item, trackingNumber: '2Z' }])).toMatchObject([
      { outcome: 'failed', error: { code: 'NOTHING_TO_FULFIL', details: { platform: 'shopify' } } },
    ]);
  });
});

describe('pages of Shopify', () => {
  it('bring all lines of an order that has many', async () => {
    const kit = start({ listings: 260 });
    const { shop } = kit.fake;
    const lines = [...shop.listings.keys()].map((listingId) => ({ listingId, pieces: 1 }));
    const { number } = shop.placeOrder({ lines });
    const order = await kit.time.until(shopify.order(kit.context, number));
    expect(order?.lines.map(({ listingId }) => listingId)).toEqual(lines.map(({ listingId }) => listingId));
  });

  it('bring all variants of a product that changed', async () => {
    const kit = start({ listings: 5 });
    const { shop } = kit.fake;
    const { productId } = shop.addListing({
      title: 'many sizes',
      price: 1_000_000,
      pieces: 1,
      at: kit.time.now() - DAY,
    });
    for (let n = 0; n < 300; n++)
      shop.addListing({ title: 'many sizes', price: 1_000_000, pieces: n, productId, at: kit.time.now() - DAY });
    await kit.time.advance(1_000);
    shop.changeListing(shop.listingsOfProduct(productId)[299]!.listingId, { pieces: 77 });
    const window = { from: kit.time.now() - 500, to: kit.time.now() + 1_000, cursor: null };
    const { items, next } = await kit.time.until(shopify.listings(kit.context, window));
    expect(next).toBeNull();
    expect(new Set(items.map(({ listingId }) => listingId)).size).toBe(301);
    expect(items.filter(({ quantity }) => quantity === 77_000)).toHaveLength(2);
  });

  it('are made smaller where one is too dear, and nothing is missed', async () => {
    const kit = start({ orders: 60 });
    kit.fake.misbehave({ kind: 'refuse', code: 'MAX_COST_EXCEEDED' }, { api: 'orders', times: 3 });
    const orders = await readThrough(kit, null, (request) => shopify.orders(kit.context, request));
    expect(new Set(orders.map(({ number }) => number)).size).toBe(60);
  });
});

describe('points', () => {
  /** What each call declares, against what the platform reserves for it. */
  function counting(kit: Kit) {
    const costs = new Map<string, { declared: number; reserved: number }>();
    const context: PlatformContext = {
      ...kit.bare,
      async call(api, args) {
        const handled = kit.fake.handle(api.build(args, kit.access(), kit.time.now()));
        if (handled.outcome !== 'answer') throw new Error('no answer');
        const { extensions } = JSON.parse(handled.response.body) as {
          extensions: { cost: { requestedQueryCost: number } };
        };
        costs.set(api.name, { declared: api.cost(args), reserved: extensions.cost.requestedQueryCost });
        return api.read(handled.response, args).value;
      },
    };
    return { costs, context };
  }

  it('that a call declares are those that Shopify reserves, and never more than one query may', async () => {
    const kit = start({ orders: 30, listings: 260, credentials: { locationId: '' } });
    const { costs, context } = counting(kit);
    const window = { from: kit.time.now() - 30 * DAY, to: kit.time.now(), cursor: null };
    const [order] = [...kit.fake.shop.orders.values()].filter(({ status }) => status === 'paid');
    const { number: orderNumber, remoteId } = order!;
    const { listingId } = [...kit.fake.shop.listings.values()][0]!;
    kit.fake.shop.placeOrder({
      lines: [...kit.fake.shop.listings.keys()].map((id) => ({ listingId: id, pieces: 1 })),
      at: kit.time.now() - DAY,
    });
    await shopify.shopInfo(context);
    await shopify.listings(context, window);
    await shopify.listings(context, { ...window, from: 0 });
    await shopify.listingsById(context, [listingId]);
    await shopify.tracking(context, order!);
    await shopify.order(context, '#1031');
    const items: PushItem[] = [
      stock(kit, 0, 1),
      { kind: 'price', changeId: '1', listingId, price: 10_000, currency: 'USD' },
      { kind: 'title', changeId: '2', listingId, title: 't' },
      { kind: 'order-note', changeId: '3', orderNumber, remoteId, note: 'n' },
      { kind: 'fulfilment', changeId: '4', orderNumber, remoteId, carrier: 'UPS', trackingNumber: '1Z' },
    ];
    for (const item of items) await shopify.push(context, [item]);
    expect(costs.size).toBe(14);
    for (const [name, { declared, reserved }] of costs) {
      expect([name, declared >= reserved, declared <= 1_000]).toEqual([name, true, true]);
      // Not so much more that the bucket would stand unused.
      expect([name, declared - reserved <= Math.max(10, reserved * 0.1)]).toEqual([name, true]);
    }
  });

  it('that were reserved and not used are given back', async () => {
    const kit = start({ orders: 15, rate: { perSecond: 1, burst: 1_000 } });
    const window = { from: kit.time.now() - 30 * DAY, to: kit.time.now(), cursor: null };
    // One page reserves most of the bucket, and takes a part of it.
    for (let n = 0; n < 2; n++) {
      const { items } = await kit.time.until(shopify.orders(kit.context, window));
      expect(items).toHaveLength(15);
      await kit.time.advance(600_000);
    }
    expect(kit.fake.calls.every(({ throttled }) => !throttled)).toBe(true);
  });
});

describe('the stand-in of Shopify', () => {
  const ask = (kit: Kit, query: string, variables: object = {}) => {
    const handled = kit.fake.handle({
      method: 'POST',
      url: 'http://stand-in/admin/api/2026-10/graphql.json',
      headers: { 'x-shopify-access-token': kit.fake.credentials.accessToken! },
      body: JSON.stringify({ query, variables }),
    });
    return handled.outcome === 'answer' ? (JSON.parse(handled.response.body) as Record<string, unknown>) : null;
  };

  it('refuses fields that the schema does not have', () => {
    expect(ask(start(), '{ shop { nme } }')).toMatchObject({ errors: [{ message: expect.stringContaining('nme') }] });
  });

  it('refuses a change of stock without an idempotency key', () => {
    const input = { name: 'available', reason: 'correction', changes: [] };
    const query =
      'mutation m($i: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $i) { userErrors { code } } }';
    expect(ask(start(), query, { i: input })).toMatchObject({
      errors: [{ message: expect.stringContaining('@idempotent') }],
    });
  });

  it('refuses pages of more than 250, and queries of more than 1,000 points', () => {
    const page = '{ orders(first: 251) { nodes { id } } }';
    expect(ask(start(), page)).toMatchObject({ errors: [{ message: expect.stringContaining('250') }] });
    const dear = '{ orders(first: 250) { nodes { lineItems(first: 10) { nodes { id } } } } }';
    expect(ask(start(), dear)).toMatchObject({ errors: [{ extensions: { code: 'MAX_COST_EXCEEDED' } }] });
  });
});

describe("Shopify's lists, which end after 25,000 things", () => {
  const kitOf = () => start({ orders: 60, listings: 600 });
  /** As if so many had been seen before. */
  const deepened = (cursor: string | null, seen: number) => cursor?.replace(/^(list:[^:]*:)\d+/, `$1${seen}`) ?? null;

  it('of changed orders begin anew where they had got to, and miss none', async () => {
    const kit = kitOf();
    const window = { from: kit.time.now() - 30 * DAY, to: kit.time.now() };
    const seen = new Set<string>();
    const cursors: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Page<RemoteOrder> = await kit.time.until(shopify.orders(kit.context, { ...window, cursor }));
      for (const { number } of page.items) seen.add(number);
      cursor = deepened(page.next, 19_990);
      if (page.next !== null) cursors.push(page.next);
    } while (cursor !== null);
    expect(seen.size).toBe(60);
    // Each time its beginning has moved, and counting begins anew.
    expect(cursors.filter((text) => /^list:[^:]+:0:$/.test(text)).length).toBeGreaterThan(1);
  });

  it('of all variants begin anew where they had got to, and miss none', async () => {
    const kit = kitOf();
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const window = { from: 0, to: kit.time.now() + 1_000, cursor };
      const page: Page<RemoteListing> = await kit.time.until(shopify.listings(kit.context, window));
      for (const { listingId } of page.items) seen.add(listingId);
      cursor = deepened(page.next, 19_990);
    } while (cursor !== null);
    expect(seen.size).toBe(600);
  });

  it("go on with a cursor of Shopify's own, as it was kept before", async () => {
    const kit = kitOf();
    const window = { from: 0, to: kit.time.now() + 1_000 };
    const first = await kit.time.until(shopify.listings(kit.context, { ...window, cursor: null }));
    const cursor = first.next!.split(':').at(-1)!;
    const second = await kit.time.until(shopify.listings(kit.context, { ...window, cursor }));
    expect(second.items[0]?.listingId).not.toBe(first.items[0]?.listingId);
    expect(second.items).toHaveLength(250);
  });
});
