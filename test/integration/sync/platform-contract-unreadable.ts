/** What every adapter must make of one item that makes no sense, among others that are sound. */
import { describe, expect, it } from 'vitest';
import type { RemoteListing, UnreadItem } from '../../../src-main/sync/platform/index.ts';
import type { FakeListing } from '../../fakes/index.ts';
import {
  type Contract,
  type Kit,
  readThrough,
  type SpoiltField,
  startKit,
  toldOrders,
} from './platform-contract-kit.ts';

const titleOf = ({ path, value }: SpoiltField) => `${path} that is ${value === undefined ? 'missing' : `“${value}”`}`;

export function describeUnreadable(contract: Contract): void {
  const { platform, facts } = contract;
  const { orders } = platform.capabilities;
  const { spoils } = facts;

  /** One in the middle, that is told with all that it has. */
  const middleOrder = (kit: Kit) => {
    const told = toldOrders(kit, facts).filter(({ status }) => status === 'paid');
    return told[Math.floor(told.length / 2)]!;
  };
  const middleListing = (kit: Kit): FakeListing => [...kit.fake.shop.listings.values()][15]!;
  const markOf = spoils.markOf ?? ((listing: FakeListing) => listing.variantId);

  async function readOrders(kit: Kit) {
    const unread: UnreadItem[] = [];
    const items = await readThrough(kit, orders.longestWindow, async (request) => {
      const page = await platform.orders(kit.context, request);
      unread.push(...page.unread);
      return page;
    });
    return { numbers: items.map(({ number }) => number).sort(), unread };
  }

  async function readListings(kit: Kit) {
    const unread: UnreadItem[] = [];
    const items: RemoteListing[] = [];
    for (let cursor: string | null = null; ; ) {
      const page: Awaited<ReturnType<typeof platform.listings>> = await kit.time.until(
        platform.listings(kit.context, { from: 0, to: kit.time.now() + 1_000, cursor }),
      );
      items.push(...page.items);
      unread.push(...page.unread);
      if (page.next === null) return { ids: items.map(({ listingId }) => listingId).sort(), unread };
      cursor = page.next;
    }
  }

  describe('an order that makes no sense', () => {
    it.each(spoils.order.map((spoilt) => [titleOf(spoilt), spoilt] as const))(
      'for its %s is named, and all others come',
      async (_, { path, value, field }) => {
        const kit = startKit(contract, { orders: 60 });
        const { number } = middleOrder(kit);
        const all = toldOrders(kit, facts).map((order) => order.number);
        const mend = kit.fake.spoil({ id: number, path, value });
        const { numbers, unread } = await readOrders(kit);
        expect(numbers).toEqual(all.filter((other) => other !== number).sort());
        expect(unread).toEqual([{ id: number, shown: number, field, said: value === undefined ? '' : `${value}` }]);
        mend();
        expect(await readOrders(kit)).toEqual({ numbers: all.sort(), unread: [] });
      },
    );

    it('and does not even say its number is told all the same', async () => {
      const kit = startKit(contract, { orders: 60 });
      const { number } = middleOrder(kit);
      const all = toldOrders(kit, facts).map((order) => order.number);
      for (const path of spoils.orderNumber) kit.fake.spoil({ id: number, path });
      const { numbers, unread } = await readOrders(kit);
      expect(numbers).toEqual(all.filter((other) => other !== number).sort());
      expect(unread).toMatchObject([{ id: null }]);
    });

    it('is refused by name where it is asked for alone, and given once it is put right', async () => {
      const kit = startKit(contract, { orders: 30 });
      const { number } = middleOrder(kit);
      const { path, value, field } = spoils.orderAlone ?? spoils.order[0]!;
      const mend = kit.fake.spoil({ id: number, path, value });
      await expect(kit.time.until(platform.order(kit.context, number))).rejects.toMatchObject({
        code: 'PLATFORM_ITEM_UNREADABLE',
        action: 'park',
        details: { platform: platform.name, subject: number, field },
      });
      mend();
      expect(await kit.time.until(platform.order(kit.context, number))).toMatchObject({ number });
    });
  });

  describe('a listing that makes no sense', () => {
    it.each(spoils.listing.map((spoilt) => [titleOf(spoilt), spoilt] as const))(
      'for its %s is named, and all others come',
      async (_, { path, value, field }) => {
        const kit = startKit(contract, { listings: 40 });
        const listing = middleListing(kit);
        const all = [...kit.fake.shop.listings.keys()].sort();
        const mend = kit.fake.spoil({ id: markOf(listing), path, value });
        const { ids, unread } = await readListings(kit);
        const { listingId } = listing;
        expect(ids).toEqual(all.filter((id) => id !== listingId));
        const said = value === undefined ? '' : `${value}`;
        expect(unread).toEqual([{ id: listingId, shown: listingId, field, said }]);
        const alone = await kit.time.until(platform.listingsById(kit.context, [listingId]));
        expect(alone).toEqual({ items: [], unread });
        mend();
        expect(await readListings(kit)).toEqual({ ids: all, unread: [] });
      },
    );
  });
}
