/** What every platform must give to whoever reads from it. */
import { describe, expect, it } from 'vitest';
import type { FakeListing, FakeShop } from '../../fakes/index.ts';
import {
  type Contract,
  declared,
  expectedOrder,
  lastOf,
  readThrough,
  startKit,
  toldOrders,
} from './platform-contract-kit.ts';

const DAY = 86_400_000;
const BEYOND_DOUBLES = 2n ** 53n;

export function describeReading(contract: Contract): void {
  const { platform, facts } = contract;
  const { orders, listings } = platform.capabilities;

  describe('the shop', () => {
    it('is known by its id, its title and its currency', async () => {
      const { fake, context, time } = startKit(contract);
      const info = await time.until(platform.shopInfo(context));
      expect(info).toMatchObject({ shopId: fake.shop.shopId, title: fake.shop.title });
      expect([null, fake.shop.currency]).toContain(info.currency);
    });
  });

  describe('orders', () => {
    it('come page by page through windows, each as it is on the platform', async () => {
      const kit = startKit(contract, { orders: 400 });
      const seen = await readThrough(kit, orders.longestWindow, (request) => platform.orders(kit.context, request));
      const last = lastOf(seen);
      const told = toldOrders(kit, facts);
      expect(last.size).toBe(told.length);
      expect(seen).toHaveLength(told.length);
      for (const order of told) {
        expect(last.get(order.number)).toMatchObject(expectedOrder(order, facts));
      }
    });

    it('are listed by when they were made, whenever they changed, where that is declared', async () => {
      if (!orders.history) return;
      const kit = startKit(contract, { orders: 300 });
      for (const number of [...kit.fake.shop.orders.keys()].slice(0, 250)) kit.fake.shop.changeOrder(number, {});
      const within = { from: kit.time.now() - 20 * DAY, to: kit.time.now() - 5 * DAY };
      const seen = await readThrough(kit, orders.history.longestWindow, ({ from, to, cursor }) => {
        const window = { from: Math.max(from, within.from), to: Math.min(to, within.to) };
        if (window.from >= window.to) return Promise.resolve({ items: [], unread: [], next: null });
        return platform.orders(kit.context, { ...window, cursor, madeWithin: true });
      });
      const made = toldOrders(kit, facts).filter(({ placedAt }) => placedAt >= within.from && placedAt < within.to);
      expect(made.length).toBeGreaterThan(100);
      expect(seen.map(({ number }) => number).sort()).toEqual(made.map(({ number }) => number).sort());
      const byNumber = lastOf(seen);
      for (const order of made) {
        const listed = byNumber.get(order.number)!;
        // Parcels may be left to whoever looks at an order: what is not told takes nothing away.
        const told = { ...facts, listsShipments: listed.shipments !== undefined };
        expect(listed).toMatchObject(expectedOrder(order, told));
        if (listed.shipments === undefined) expect(listed).not.toHaveProperty('shipments');
      }
    });

    it('are neither missed nor doubled when they change while they are paged through', async () => {
      const kit = startKit(contract, { orders: 300 });
      const { shop } = kit.fake;
      const numbers = [...shop.orders.keys()];
      const first = kit.time.now();
      const seen = await readThrough(
        kit,
        orders.longestWindow,
        (request) => platform.orders(kit.context, request),
        (page) => {
          if (page > 12) return;
          const [listing] = shop.listings.values();
          shop.changeOrder(numbers[(page * 37) % numbers.length]!, { status: 'completed' });
          shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
        },
      );
      await kit.time.advance(60_000);
      // The next pull begins a little earlier than the last one ended: what changed meanwhile is in there.
      const again = await kit.time.until(readRest(first));
      const last = lastOf([...seen, ...again]);
      const told = toldOrders(kit, facts);
      expect([...last.keys()].sort()).toEqual(told.map(({ number }) => number).sort());
      for (const order of told) {
        expect(last.get(order.number)).toMatchObject(expectedOrder(order, facts));
      }
      const states = seen.map(({ number, version }) => `${number} ${version}`);
      if (!facts.pagesMove) expect(new Set(states).size).toBe(states.length);

      async function readRest(from: number) {
        const items: Awaited<ReturnType<typeof platform.orders>>['items'][number][] = [];
        let cursor: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof platform.orders>> = await platform.orders(kit.context, {
            from,
            to: kit.time.now(),
            cursor,
          });
          items.push(...page.items);
          cursor = page.next;
        } while (cursor !== null);
        return items;
      }
    });

    it('keep another version for every state', async () => {
      const kit = startKit(contract, { orders: 5 });
      const [order] = toldOrders(kit, facts);
      const { number } = order!;
      const before = await kit.time.until(platform.order(kit.context, number));
      const same = await kit.time.until(platform.order(kit.context, number));
      expect(same?.version).toBe(before?.version);
      await kit.time.advance(5_000);
      kit.fake.shop.changeOrder(number, { status: 'cancelled' });
      const after = await kit.time.until(platform.order(kit.context, number));
      expect(after?.version).not.toBe(before?.version);
    });

    it('are found by their number; one that is unknown is null', async () => {
      const kit = startKit(contract, { orders: 20 });
      for (const order of toldOrders(kit, facts).slice(0, 5)) {
        const found = await kit.time.until(platform.order(kit.context, order.number));
        expect(found).toMatchObject(expectedOrder(order, facts));
      }
      const [known] = kit.fake.shop.orders.keys();
      const unknown = known!.replace(/\d{3}$/, '999');
      expect(await kit.time.until(platform.order(kit.context, unknown))).toBeNull();
    });

    it('keep ids above 2^53 to the last digit', async () => {
      const kit = startKit(contract, { orders: 3 });
      for (const { number, remoteId } of toldOrders(kit, facts)) {
        const found = await kit.time.until(platform.order(kit.context, number));
        expect(found?.remoteId).toBe(remoteId);
        expect(BigInt(remoteId.replaceAll(/\D/g, ''))).toBeGreaterThan(BEYOND_DOUBLES);
      }
    });

    it('keep money exact to the cent', async () => {
      const kit = startKit(contract);
      const { shop } = kit.fake;
      const prices = [100, 1_900, 199_900, 10_010_100, 12_345_678_900];
      const placed = prices.map((price, place) => {
        const listing = shop.addListing({ title: `exact ${place}`, price, pieces: 9 });
        return shop.placeOrder({ lines: [{ listingId: listing.listingId, pieces: 3 }] });
      });
      for (const [place, { number }] of placed.entries()) {
        const found = await kit.time.until(platform.order(kit.context, number));
        expect(found).toMatchObject({
          total: prices[place]! * 3,
          lines: [{ unitPrice: prices[place], quantity: 3_000 }],
        });
      }
    });

    declared(platform.capabilities.tracking)('tell where a parcel is once there is one', async () => {
      const kit = startKit(contract, { orders: 60 });
      const all = [...kit.fake.shop.orders.values()];
      const shipped = all.find(({ shipments }) => shipments.length > 0)!;
      const unshipped = all.find(({ status }) => status === 'paid')!;
      const found = await kit.time.until(platform.tracking(kit.context, shipped));
      expect(found).toMatchObject({ trackingNumber: shipped.shipments[0]!.trackingNumber });
      expect(await kit.time.until(platform.tracking(kit.context, unshipped))).toBeNull();
    });
  });

  describe('listings', () => {
    /** Where the platform dates products, a variant is as old as the last change of any of its product. */
    const expected = (shop: FakeShop, { listingId, sku, title, price, pieces, productId, updatedAt }: FakeListing) => {
      if (facts.hidesListingChanges) return { listingId, sku, title, price, quantity: pieces * 1_000 };
      const times = shop.listingsOfProduct(productId).map((variant) => variant.updatedAt);
      return {
        listingId,
        sku,
        title,
        price,
        quantity: pieces * 1_000,
        updatedAt: expect.toSatisfy((time) => time === updatedAt || time === Math.max(...times)),
      };
    };

    it('come all where the window begins at 0', async () => {
      const kit = startKit(contract, { listings: 130 });
      const [first] = kit.fake.shop.listings.values();
      kit.fake.shop.changeListing(first!.listingId, { onSale: false });
      const seen = new Map();
      let cursor: string | null = null;
      do {
        const page: Awaited<ReturnType<typeof platform.listings>> = await kit.time.until(
          platform.listings(kit.context, { from: 0, to: kit.time.now() + 1_000, cursor }),
        );
        for (const item of page.items) {
          expect(seen.has(item.listingId)).toBe(false);
          seen.set(item.listingId, item);
        }
        cursor = page.next;
      } while (cursor !== null);
      expect(seen.size).toBe(130);
      for (const listing of kit.fake.shop.listings.values()) {
        expect(seen.get(listing.listingId)).toMatchObject({
          ...expected(kit.fake.shop, listing),
          currency: listing.currency,
        });
      }
      expect(seen.get(first!.listingId)).toMatchObject({ onSale: false });
    });

    it('that changed within a window come, and others stay away', async () => {
      const kit = startKit(contract, { listings: 60 });
      await kit.time.advance(3_600_000);
      const from = kit.time.now();
      await kit.time.advance(10_000);
      const ids = [...kit.fake.shop.listings.keys()];
      kit.fake.shop.changeListing(ids[7]!, { pieces: 4_321 });
      kit.fake.shop.changeListing(ids[41]!, { price: 770_000 });
      await kit.time.advance(10_000);
      const seen = await readThrough(
        kit,
        listings.longestWindow,
        (request) => platform.listings(kit.context, { ...request, from: Math.max(request.from, from) }),
        undefined,
        1,
      );
      const changed = new Map(seen.map((item) => [item.listingId, item]));
      expect(changed.get(ids[7]!)).toMatchObject({ quantity: 4_321_000 });
      expect(changed.get(ids[41]!)).toMatchObject({ price: 770_000 });
      if (facts.hidesListingChanges) return;
      // Where changes are told of products, the other variants of one come along.
      const products = new Set([ids[7]!, ids[41]!].map((id) => kit.fake.shop.listings.get(id)!.productId));
      for (const id of changed.keys()) expect(products).toContain(kit.fake.shop.listings.get(id)!.productId);
    });

    it('are read by their ids; one that is gone is left out', async () => {
      const kit = startKit(contract, { listings: 40 });
      const ids = [...kit.fake.shop.listings.keys()].slice(0, Math.min(10, platform.capabilities.readBatch));
      const gone = ids[0]!.replaceAll(/\d{4}(?=\D|$)/g, '9999');
      const { items: found, unread } = await kit.time.until(
        platform.listingsById(kit.context, [gone, ...ids.slice(1)]),
      );
      expect(unread).toEqual([]);
      expect(found.map(({ listingId }) => listingId).sort()).toEqual([...ids.slice(1)].sort());
      for (const item of found) {
        expect(item).toMatchObject(expected(kit.fake.shop, kit.fake.shop.listings.get(item.listingId)!));
      }
    });
  });
}
