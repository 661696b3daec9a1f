import { describe, expect, it } from 'vitest';
import type { PushItem } from '../../../src-main/sync/platform/index.ts';
import { taobao } from '../../../src-main/sync/platforms/taobao/index.ts';
import { createFakeTaobao } from '../../fakes/taobao/index.ts';
import { startKit } from './platform-contract-kit.ts';

const contract = {
  platform: taobao,
  createFake: createFakeTaobao,
};
const STOCK = 'taobao.skus.quantity.update';

/** A product with so many variants. */
function productWith(kit: ReturnType<typeof startKit>, variants: number) {
  const first = kit.fake.shop.addListing({ title: '连衣裙', price: 100_000, pieces: 50 });
  const { productId, title, price } = first;
  for (let n = 1; n < variants; n++) kit.fake.shop.addListing({ productId, title, price, pieces: 50 });
  return kit.fake.shop.listingsOfProduct(productId);
}
const stock = (listingId: string, delta: number): PushItem => ({
  kind: 'stock',
  changeId: `change of ${listingId}`,
  listingId,
  delta,
  base: 50_000,
});
const callsOf = (kit: ReturnType<typeof startKit>, api: string) =>
  kit.fake.calls.filter((call) => call.api === api).length;

describe("Taobao's stock", () => {
  it('goes out in one call for twenty variants of a product, and one more for each other product', async () => {
    const kit = startKit(contract, { listings: 0 });
    const items = productWith(kit, 21).map(({ listingId }) => stock(listingId, 1_000));
    items.push(stock(productWith(kit, 1)[0]!.listingId, -2_000));
    const outcomes = await kit.time.until(taobao.push(kit.context, items));
    expect(outcomes.every(({ outcome }) => outcome === 'done')).toBe(true);
    expect(callsOf(kit, STOCK)).toBe(3);
    expect([...kit.fake.shop.listings.values()].map(({ pieces }) => pieces)).toEqual([...Array(21).fill(51), 48]);
  });

  it('is a difference, so that what was sold meanwhile stays sold', async () => {
    const kit = startKit(contract, { listings: 0 });
    const [listing] = productWith(kit, 2);
    kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 9 }] });
    await kit.time.until(taobao.push(kit.context, [stock(listing!.listingId, 5_000)]));
    expect(listing!.pieces).toBe(50 - 9 + 5);
  });

  it('that would fall below zero fails alone, although TOP turns the whole call away', async () => {
    const kit = startKit(contract, { listings: 0 });
    const [one, other, third] = productWith(kit, 3);
    const items = [stock(one!.listingId, 1_000), stock(other!.listingId, -60_000), stock(third!.listingId, 1_000)];
    const outcomes = await kit.time.until(taobao.push(kit.context, items));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['done', 'failed', 'done']);
    expect([one!.pieces, other!.pieces, third!.pieces]).toEqual([51, 50, 51]);
    expect(outcomes[1]).toMatchObject({ error: { action: 'refuse', details: { unsent: true } } });
  });

  it('that comes to nothing is not sent, and half a piece is set aside', async () => {
    const kit = startKit(contract, { listings: 0 });
    const [listing] = productWith(kit, 1);
    expect(await kit.time.until(taobao.push(kit.context, [stock(listing!.listingId, 0)]))).toMatchObject([
      { outcome: 'done' },
    ]);
    const [half] = await kit.time.until(taobao.push(kit.context, [stock(listing!.listingId, 500)]));
    expect(half).toMatchObject({ outcome: 'failed', error: { action: 'park' } });
    expect(callsOf(kit, STOCK)).toBe(0);
  });
});

describe("Taobao's prices", () => {
  it('take the price of the item along where it would lie outside of them', async () => {
    const kit = startKit(contract, { listings: 0 });
    const [listing] = productWith(kit, 1);
    const price = {
      kind: 'price',
      changeId: 'c',
      listingId: listing!.listingId,
      price: 250_000,
      currency: 'CNY',
    } as const;
    expect(await kit.time.until(taobao.push(kit.context, [price]))).toMatchObject([{ outcome: 'done' }]);
    expect(listing!.price).toBe(250_000);
  });

  it('of a variant that is gone are refused', async () => {
    const kit = startKit(contract, { listings: 0 });
    const [listing] = productWith(kit, 1);
    const gone = {
      kind: 'price',
      changeId: 'c',
      listingId: `${listing!.productId}/1`,
      price: 1_000,
      currency: 'CNY',
    } as const;
    expect(await kit.time.until(taobao.push(kit.context, [gone]))).toMatchObject([{ error: { action: 'refuse' } }]);
  });
});

describe("Taobao's orders", () => {
  it('are read from the last page to the first', async () => {
    const kit = startKit(contract, { listings: 1 });
    const [listing] = kit.fake.shop.listings.values();
    for (let n = 0; n < 250; n++) kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
    await kit.time.advance(60_000);
    const window = { from: kit.time.now() - 3_600_000, to: kit.time.now() };
    const first = await kit.time.until(taobao.orders(kit.context, { ...window, cursor: null }));
    expect(first.items).toHaveLength(50);
    expect(first.next).toBe('back:2');
    const second = await kit.time.until(taobao.orders(kit.context, { ...window, cursor: first.next }));
    expect(second.items).toHaveLength(100);
    expect(second.next).toBe('back:1');
    expect((await kit.time.until(taobao.orders(kit.context, { ...window, cursor: second.next }))).next).toBeNull();
  });

  it('say how much of them was given back', async () => {
    const kit = startKit(contract, { listings: 3 });
    const [listing] = kit.fake.shop.listings.values();
    const { number } = kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 2 }] });
    kit.fake.shop.changeOrder(number, { status: 'partiallyRefunded', refunded: 12_300 });
    expect(await kit.time.until(taobao.order(kit.context, number))).toMatchObject({
      status: 'partiallyRefunded',
      refunded: 12_300,
    });
  });

  it('carry the memo only where they are asked for alone', async () => {
    const kit = startKit(contract, { listings: 1 });
    const [listing] = kit.fake.shop.listings.values();
    const lines = [{ listingId: listing!.listingId, pieces: 1 }];
    const { number } = kit.fake.shop.placeOrder({ lines, note: '加急' });
    expect(await kit.time.until(taobao.order(kit.context, number))).toMatchObject({ note: '加急' });
    await kit.time.advance(5_000);
    const window = { from: kit.time.now() - 3_600_000, to: kit.time.now(), cursor: null };
    const { items } = await kit.time.until(taobao.orders(kit.context, window));
    expect(items).toHaveLength(1);
    expect('note' in items[0]!).toBe(false);
  });

  it('are sent by a carrier that TOP knows, and by no other', async () => {
    const kit = startKit(contract, { listings: 1 });
    const [listing] = kit.fake.shop.listings.values();
    const send = (carrier: string) => {
      const order = kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
      const { number: orderNumber, remoteId } = order;
      const item = { kind: 'fulfilment', changeId: 'c', orderNumber, remoteId, carrier, trackingNumber: 'T1' } as const;
      return kit.time.until(taobao.push(kit.context, [item]));
    };
    expect(await send('圆通')).toMatchObject([{ outcome: 'done' }]);
    expect(await send('ZTO')).toMatchObject([{ outcome: 'done' }]);
    expect(await send('Pigeon Post')).toMatchObject([{ error: { code: 'CARRIER_UNKNOWN', action: 'park' } }]);
    expect(
      [...kit.fake.shop.orders.values()].flatMap(({ shipments }) => shipments.map(({ carrier }) => carrier)),
    ).toEqual(['圆通速递', '中通快递']);
  });
});
