import { describe, expect, it } from 'vitest';
import type { PushItem } from '../../../src-main/sync/platform/index.ts';
import { alibaba1688 } from '../../../src-main/sync/platforms/alibaba-1688/index.ts';
import { createFake1688 } from '../../fakes/alibaba-1688/index.ts';
import { startKit } from './platform-contract-kit.ts';

const contract = {
  platform: alibaba1688,
  createFake: createFake1688,
};
const stock = (listingId: string, delta: number): PushItem => ({
  kind: 'stock',
  changeId: listingId,
  listingId,
  delta,
  base: 0,
});

describe("1688's stock", () => {
  it('of twenty products goes out in one call, and what fails of them fails alone', async () => {
    const kit = startKit(contract, { listings: 0 });
    const { shop } = kit.fake;
    const listings = Array.from({ length: 20 }, (_, n) =>
      shop.addListing({ title: `T${n}`, price: 10_000, pieces: 5 }),
    );
    const items = listings.map(({ listingId }, n) => stock(listingId, n === 7 ? -6_000 : 1_000));
    const outcomes = await kit.time.until(alibaba1688.push(kit.context, items));
    expect(kit.fake.calls).toHaveLength(1);
    expect(outcomes.flatMap(({ outcome }, n) => (outcome === 'done' ? [] : [n]))).toEqual([7]);
    expect(listings.map(({ pieces }) => pieces)).toEqual(listings.map((_, n) => (n === 7 ? 5 : 6)));
  });

  it('acts twice if it is sent twice, which is why it is read back', async () => {
    const kit = startKit(contract, { listings: 1 });
    const [listing] = kit.fake.shop.listings.values();
    const before = listing!.pieces;
    const item = stock(listing!.listingId, 2_000);
    await kit.time.until(alibaba1688.push(kit.context, [item]));
    await kit.time.until(alibaba1688.push(kit.context, [item]));
    expect(listing!.pieces).toBe(before + 4);
    expect(alibaba1688.capabilities.push.stock?.repeat).toBe('read-back');
  });
});

describe("1688's orders", () => {
  it('are asked for one by one only where there may be parcels', async () => {
    const kit = startKit(contract, { listings: 1 });
    const { shop } = kit.fake;
    const [listing] = shop.listings.values();
    const place = () => shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
    for (let n = 0; n < 4; n++) place();
    shop.write({ kind: 'fulfilment', target: place().number, value: 'SF1', carrier: '顺丰速运', idempotencyKey: null });
    await kit.time.advance(60_000);
    const window = { from: kit.time.now() - 3_600_000, to: kit.time.now(), cursor: null };
    const { items } = await kit.time.until(alibaba1688.orders(kit.context, window));
    expect(items.flatMap(({ shipments }) => shipments ?? [])).toMatchObject([
      { trackingNumber: 'SF1', carrier: '顺丰速运' },
    ]);
    expect(kit.fake.calls.map(({ api }) => api)).toEqual([
      'alibaba.trade.getSellerOrderList',
      'alibaba.trade.get.sellerView',
    ]);
  });

  it('of the past cost no call each: their parcels are left to whoever looks at one', async () => {
    const kit = startKit(contract, { listings: 1, orders: 40 });
    const window = { from: kit.time.now() - 26 * 86_400_000, to: kit.time.now(), cursor: null, madeWithin: true };
    const { items } = await kit.time.until(alibaba1688.orders(kit.context, window));
    expect(items.some(({ status }) => status === 'shipped')).toBe(true);
    for (const item of items) expect(item).not.toHaveProperty('shipments');
    expect(new Set(kit.fake.calls.map(({ api }) => api))).toEqual(new Set(['alibaba.trade.getSellerOrderList']));
  });
});
