/** What is AliExpress's own: stock that can only be set, discounts that are taken away, clocks that go back, bare big numbers. */
import { describe, expect, it } from 'vitest';
import type { PushItem, RemoteOrder } from '../../../src-main/sync/platform/index.ts';
import { profileApi } from '../../../src-main/sync/platforms/aliexpress/account.ts';
import { aliexpress } from '../../../src-main/sync/platforms/aliexpress/index.ts';
import { batchApi } from '../../../src-main/sync/platforms/aliexpress/push/batch.ts';
import { createFakeAliexpress } from '../../fakes/aliexpress/index.ts';
import { type Kit, type KitOptions, readThrough, startKit } from './platform-contract-kit.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Clocks in Los Angeles go back at this instant. */
const BACK = Date.parse('2026-11-01T09:00:00Z');

const start = (options: KitOptions = {}) =>
  startKit(
    {
      platform: aliexpress,
      createFake: createFakeAliexpress,
    },
    options,
  );
const push = (kit: Kit, items: readonly PushItem[]) => kit.time.until(aliexpress.push(kit.context, items));

describe('stock on AliExpress', () => {
  it('keeps what customers bought since the base was said', async () => {
    const kit = start();
    const [listing] = kit.fake.shop.listings.values();
    const { listingId, pieces } = listing!;
    kit.fake.shop.placeOrder({ lines: [{ listingId, pieces: 2 }] });
    await push(kit, [{ kind: 'stock', changeId: 'c', listingId, delta: 5_000, base: pieces * 1_000 }]);
    expect(listing!.pieces).toBe(pieces - 2 + 5);
  });

  it('never falls below none', async () => {
    const kit = start();
    const [listing] = kit.fake.shop.listings.values();
    const { listingId } = listing!;
    const outcomes = await push(kit, [{ kind: 'stock', changeId: 'c', listingId, delta: -9_999_000, base: 0 }]);
    expect(outcomes).toMatchObject([{ outcome: 'done' }]);
    expect(listing!.pieces).toBe(0);
  });

  it('of a product that is gone fails alone', async () => {
    const kit = start();
    const [listing] = kit.fake.shop.listings.values();
    const stock = { kind: 'stock', delta: 1_000, base: 0 } as const;
    const outcomes = await push(kit, [
      { ...stock, changeId: 'gone', listingId: '1999999999999999999/SKU-00001' },
      { ...stock, changeId: 'unknown', listingId: `${listing!.productId}/SKU-99999` },
      { ...stock, changeId: 'nameless', listingId: `${listing!.productId}/#14:193` },
      { ...stock, changeId: 'good', listingId: listing!.listingId },
    ]);
    expect(outcomes.map(({ changeId, outcome }) => [changeId, outcome])).toEqual([
      ['gone', 'failed'],
      ['unknown', 'failed'],
      ['nameless', 'failed'],
      ['good', 'done'],
    ]);
  });
});

describe('a price on AliExpress', () => {
  it('leaves the discount as it is', async () => {
    const kit = start();
    const [listing] = kit.fake.shop.listings.values();
    const { listingId, productId, sku } = listing!;
    const api = batchApi('aliexpress.solution.batch.product.price.update');
    const discounted = { sku_code: sku, price: '200.00', discount_price: '150.00' };
    await kit.time.until(kit.context.call(api, [{ product: productId, skus: [discounted] }]));
    const sent: string[] = [];
    const context: typeof kit.context = {
      ...kit.context,
      call(called, args) {
        sent.push(called.build(args, kit.access(), kit.time.now()).body ?? '');
        return kit.context.call(called, args);
      },
    };
    const price = { kind: 'price', changeId: 'c', listingId, currency: 'USD' } as const;
    await kit.time.until(aliexpress.push(context, [{ ...price, price: 1_999_900 }]));
    const rows = () => new URLSearchParams(sent.at(-1)).get('mutiple_product_update_list');
    expect(rows()).toContain('"price":"199.99","discount_price":"150.00"');
    // A price below it ends it.
    await kit.time.until(aliexpress.push(context, [{ ...price, price: 1_000_000 }]));
    expect(rows()).not.toContain('discount_price');
    expect(rows()).toContain(`"product_id":${productId},`);
  });
});

describe('orders of AliExpress', () => {
  it('are found in every window of the night in which clocks go back', async () => {
    const kit = start({ startsAt: BACK + 3 * HOUR });
    const { shop } = kit.fake;
    const [listing] = shop.listings.values();
    const lines = [{ listingId: listing!.listingId, pieces: 1 }];
    for (let at = BACK - 2 * HOUR; at < BACK + 2 * HOUR; at += 10 * 60_000) shop.placeOrder({ lines, at });
    for (let from = BACK - 2 * HOUR; from < BACK + 2 * HOUR; from += 20 * 60_000) {
      const to = from + 20 * 60_000;
      const found: RemoteOrder[] = [];
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof aliexpress.orders>> = await kit.time.until(
          aliexpress.orders(kit.context, { from, to, cursor }),
        );
        found.push(...page.items);
        cursor = page.next;
      } while (cursor !== null);
      const numbers = new Set(found.map(({ number }) => number));
      for (const { number, placedAt } of shop.orders.values()) {
        if (placedAt >= from && placedAt < to) expect(numbers).toContain(number);
      }
    }
  });

  it('that ended months after they were placed are still found', async () => {
    const kit = start();
    const { shop } = kit.fake;
    const [listing] = shop.listings.values();
    const lines = [{ listingId: listing!.listingId, pieces: 1 }];
    const old = [10, 40, 100, 170].map((days) => shop.placeOrder({ lines, at: kit.time.now() - days * DAY }));
    for (const { number } of old) shop.changeOrder(number, { status: 'completed' });
    await kit.time.advance(60_000);
    const { longestWindow } = aliexpress.capabilities.orders;
    const found = await readThrough(
      kit,
      longestWindow,
      (request) => aliexpress.orders(kit.context, request),
      undefined,
      1,
    );
    expect(found.map(({ number }) => number).sort()).toEqual(old.map(({ number }) => number).sort());
  });

  it('come as bare numbers beyond what a double holds, and are asked for so', async () => {
    const kit = start({ orders: 1 });
    const [number] = kit.fake.shop.orders.keys();
    const sent: string[] = [];
    const found = await kit.time.until(
      aliexpress.order(
        {
          ...kit.context,
          call(api, args) {
            sent.push(
              new URLSearchParams(api.build(args, kit.access(), kit.time.now()).body ?? '').get('param1') ?? '',
            );
            return kit.context.call(api, args);
          },
        },
        number!,
      ),
    );
    expect(sent).toEqual([`{"order_id":${number}}`]);
    expect(found?.number).toBe(number);
  });

  it.each(['#1001', '1 OR 1', '', '连衣裙'])('are not asked for by what is no number: %j', async (text) => {
    const kit = start({ orders: 1 });
    expect(await aliexpress.order(kit.context, text)).toBeNull();
    expect(kit.fake.calls).toHaveLength(0);
  });
});

describe('the stand-in of AliExpress', () => {
  /** A request for the shop's profile, as signed, then changed. */
  function send(kit: Kit, change: Record<string, string>): string {
    const { url, headers, body } = profileApi.build(null, kit.access(), kit.time.now());
    const params = new URLSearchParams(body ?? '');
    for (const [name, value] of Object.entries(change)) params.set(name, value);
    const handled = kit.fake.handle({ method: 'POST', url, headers, body: params.toString() });
    return handled.outcome === 'answer' ? handled.response.body : '';
  }

  it('takes what is signed, and nothing that was changed since', () => {
    const kit = start();
    expect(send(kit, {})).toContain('"shop_id":9100000000000001');
    expect(send(kit, { v: '3.0' })).toContain('IncompleteSignature');
    expect(send(kit, { sign: 'A'.repeat(64) })).toContain('IncompleteSignature');
    expect(send(kit, { app_key: '1' })).toContain('IllegalAppKey');
    expect(send(kit, { timestamp: String(kit.time.now() - 3 * HOUR) })).toContain('IllegalTimestamp');
  });
});
