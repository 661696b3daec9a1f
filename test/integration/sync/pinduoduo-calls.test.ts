import { describe, expect, it } from 'vitest';
import { pinduoduo } from '../../../src-main/sync/platforms/pinduoduo/index.ts';
import { createFakePinduoduo } from '../../fakes/pinduoduo/index.ts';
import { startKit } from './platform-contract-kit.ts';

const contract = {
  platform: pinduoduo,
  createFake: createFakePinduoduo,
};
const MINUTE = 60_000;

function start() {
  const kit = startKit(contract, { listings: 3 });
  const [listing] = kit.fake.shop.listings.values();
  const place = () => kit.fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
  return { kit, listing: listing!, place };
}

describe("Pinduoduo's prices", () => {
  it('are set in fen, and buying alone goes on costing as much more', async () => {
    const { kit, listing } = start();
    const { listingId } = listing;
    const item = { kind: 'price', changeId: 'c', listingId, price: 99_900, currency: 'CNY' } as const;
    expect(await kit.time.until(pinduoduo.push(kit.context, [item]))).toMatchObject([{ outcome: 'done' }]);
    expect(listing.price).toBe(99_900);
  });

  it('with parts of a fen are set aside', async () => {
    const { kit, listing } = start();
    const item = {
      kind: 'price',
      changeId: 'c',
      listingId: listing.listingId,
      price: 99_950,
      currency: 'CNY',
    } as const;
    const [outcome] = await kit.time.until(pinduoduo.push(kit.context, [item]));
    expect(outcome).toMatchObject({ outcome: 'failed', error: { action: 'park', code: 'WHOLE_CENTS_ONLY' } });
  });
});

describe("Pinduoduo's orders", () => {
  it('are told once they are paid, and not before', async () => {
    const { kit, listing } = start();
    const { number } = kit.fake.shop.placeOrder({
      lines: [{ listingId: listing.listingId, pieces: 1 }],
      status: 'unpaid',
    });
    expect(await kit.time.until(pinduoduo.order(kit.context, number))).toBeNull();
    kit.fake.shop.changeOrder(number, { status: 'paid' });
    expect(await kit.time.until(pinduoduo.order(kit.context, number))).toMatchObject({ status: 'paid' });
  });

  it('say how much of them was given back, in a list and alone', async () => {
    const { kit, place } = start();
    const { number } = place();
    kit.fake.shop.changeOrder(number, { status: 'partiallyRefunded', refunded: 12_300 });
    await kit.time.advance(MINUTE);
    const refunded = { number, status: 'partiallyRefunded', refunded: 12_300 };
    expect(await kit.time.until(pinduoduo.order(kit.context, number))).toMatchObject(refunded);
    const window = { from: kit.time.now() - 20 * MINUTE, to: kit.time.now(), cursor: null };
    expect((await kit.time.until(pinduoduo.orders(kit.context, window))).items).toMatchObject([refunded]);
  });

  it('cost a call more only where something was sent or given back', async () => {
    const { kit, place } = start();
    for (let n = 0; n < 5; n++) place();
    await kit.time.advance(MINUTE);
    const window = { from: kit.time.now() - 20 * MINUTE, to: kit.time.now(), cursor: null };
    await kit.time.until(pinduoduo.orders(kit.context, window));
    expect(kit.fake.calls.map(({ api }) => api)).toEqual(['pdd.order.number.list.increment.get']);
  });

  it('that were sent already are not sent again', async () => {
    const { kit, place } = start();
    const { number: orderNumber, remoteId } = place();
    const item = {
      kind: 'fulfilment',
      changeId: 'c',
      orderNumber,
      remoteId,
      carrier: '44',
      trackingNumber: 'SF1',
    } as const;
    expect(await kit.time.until(pinduoduo.push(kit.context, [item]))).toMatchObject([{ outcome: 'done' }]);
    const [again] = await kit.time.until(pinduoduo.push(kit.context, [item]));
    expect(again).toMatchObject({ outcome: 'failed', error: { action: 'refuse', details: { unsent: true } } });
    expect(kit.fake.shop.writes).toHaveLength(1);
  });
});
