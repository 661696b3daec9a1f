/** What every stand-in stands on. */
import { describe, expect, it } from 'vitest';
import { bare, bigId, createBucket, createFakeShop, type FakeShop, seedShop, toJson } from '../../fakes/index.ts';
import { createMishaps } from '../../fakes/mishaps.ts';

const NOW = Date.parse('2026-03-02T00:00:00Z');

function shopAt(now: () => number): FakeShop {
  return createFakeShop({
    shopId: '1',
    title: 'shop',
    currency: 'CNY',
    now,
    ids: {
      order: (n) => ({ number: `N${n}`, remoteId: bigId(3, n) }),
      line: (n) => bigId(4, n),
      product: (n) => bigId(6, n),
      variant: (n) => bigId(5, n),
      listing: (product, variant) => `${product}/${variant}`,
    },
  });
}

function seededShop(seed: number): FakeShop {
  const shop = shopAt(() => NOW);
  seedShop(shop, { orders: 500, listings: 40, seed, now: NOW });
  return shop;
}

describe('a seeded shop', () => {
  it('is the same for the same seed, and another for another', () => {
    expect([...seededShop(1).orders.values()]).toEqual([...seededShop(1).orders.values()]);
    expect([...seededShop(1).orders.values()]).not.toEqual([...seededShop(2).orders.values()]);
  });

  it('has orders of every state, all of them of the past', () => {
    const orders = [...seededShop(1).orders.values()];
    const states = new Set(orders.map(({ status }) => status));
    expect([...states].sort()).toEqual(['cancelled', 'completed', 'paid', 'refunded', 'shipped', 'unpaid']);
    expect(orders.every(({ placedAt, updatedAt }) => placedAt <= updatedAt && updatedAt < NOW)).toBe(true);
  });
});

describe('a shop', () => {
  it('lists what changed within a window, each where it changed last', () => {
    let now = NOW;
    const shop = shopAt(() => now);
    const { listingId } = shop.addListing({ title: 'x', price: 1, pieces: 10 });
    const lines = [{ listingId, pieces: 1 }];
    const [one, two, three] = [0, 1, 2].map((seconds) => shop.placeOrder({ lines, at: NOW + seconds * 1_000 }));
    const numbers = (from: number, to: number) => shop.ordersChanged(NOW + from, NOW + to).map(({ number }) => number);
    expect(numbers(0, 2_000)).toEqual([one!.number, two!.number]);
    now = NOW + 60_000;
    shop.changeOrder(one!.number, { status: 'shipped' });
    expect(numbers(0, 3_000)).toEqual([two!.number, three!.number]);
    expect(numbers(60_000, 60_001)).toEqual([one!.number]);
  });

  it('takes from the stock what is bought now, and counts every write', () => {
    const shop = shopAt(() => NOW);
    const listing = shop.addListing({ title: 'x', price: 1, pieces: 10 });
    shop.placeOrder({ lines: [{ listingId: listing.listingId, pieces: 3 }] });
    shop.write({ kind: 'stock', target: listing.listingId, value: 5, idempotencyKey: 'k' });
    expect(listing.pieces).toBe(12);
    expect(shop.writes).toEqual([{ at: NOW, kind: 'stock', target: listing.listingId, value: 5, idempotencyKey: 'k' }]);
  });
});

describe('a bucket', () => {
  it('says how long it takes until a call is affordable, and takes nothing until then', () => {
    let now = 0;
    const bucket = createBucket({ maximum: 100, perSecond: 10, now: () => now });
    expect(bucket.take(80)).toBe(0);
    expect(bucket.take(50)).toBe(3);
    now = 3_000;
    expect(bucket.take(50)).toBe(0);
    bucket.giveBack(20);
    expect(bucket.available()).toBe(20);
    now = 60_000;
    expect(bucket.available()).toBe(100);
  });
});

describe('mishaps', () => {
  it('strike the calls that they are meant for, in their order, as often as they say', () => {
    const mishaps = createMishaps();
    mishaps.plan({ kind: 'drop-before' }, { api: 'b' });
    mishaps.plan({ kind: 'rubbish' }, { times: 2 });
    expect(mishaps.strike('a')).toEqual({ kind: 'rubbish' });
    expect(mishaps.strike('b')).toEqual({ kind: 'drop-before' });
    expect(mishaps.strike('b')).toEqual({ kind: 'rubbish' });
    expect(mishaps.strike('b')).toBeNull();
  });

  it('let pass what comes before', () => {
    const mishaps = createMishaps();
    mishaps.plan({ kind: 'rubbish' }, { api: 'a', after: 2 });
    expect(['a', 'b', 'a', 'a', 'a'].map((api) => mishaps.strike(api)?.kind)).toEqual([
      undefined,
      undefined,
      undefined,
      'rubbish',
      undefined,
    ]);
  });
});

describe('JSON with bare numbers', () => {
  it('writes ids of any length without quotes, and texts that look alike with them', () => {
    expect(toJson({ id: bare('8000000000000000001'), text: '8000000000000000001', deep: [bare('-5')] })).toBe(
      '{"id":8000000000000000001,"text":"8000000000000000001","deep":[-5]}',
    );
  });
});
