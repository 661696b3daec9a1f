/** What happens on the platforms' side of a world: customers, their own back offices, and what they send by themselves. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import type { VirtualTime } from '../../virtual-time/index.ts';
import type { SimPc } from './pc/index.ts';
import type { SimShop } from './sim-shop.ts';
import { around } from './staff.ts';
import type { ShopStep } from './steps.ts';
import type { Truth } from './truth.ts';

export interface ShopSideParts {
  readonly truth: Truth;
  readonly time: VirtualTime;
  readonly pcs: readonly SimPc[];
}

/** Enough that nobody runs out whatever is counted down. */
const PIECES_AT_FIRST = 100_000;
/** What may become of an order by itself. */
const NEXT: Readonly<Partial<Record<OrderStatusName, OrderStatusName>>> = {
  unpaid: 'paid',
  paid: 'refunded',
  shipped: 'completed',
};

/** What a shop has before anything happens. */
export function fillShop({ truth, time }: ShopSideParts, { fake }: SimShop, listings: number, orders: number): void {
  const made = Array.from({ length: listings }, (_, n) => {
    const listing = fake.shop.addListing({ title: `Title ${n + 1}`, price: 10_000 * (n + 5), pieces: PIECES_AT_FIRST });
    truth.pieces.set(listing, { first: PIECES_AT_FIRST, moved: 0 });
    return listing;
  });
  for (let n = 0; n < orders; n++) {
    const lines = [{ listingId: made[n % made.length]!.listingId, pieces: 1 }];
    fake.shop.placeOrder({ lines, status: 'paid', at: time.now() - (n + 1) * 4 * 3_600_000 });
  }
  fake.takeWebhooks();
}

export function createShopSide(parts: ShopSideParts) {
  const { truth, time, pcs } = parts;
  const listingsOf = ({ fake }: SimShop) => [...fake.shop.listings.values()];
  const whoHas = (shop: SimShop) => pcs.filter((pc) => pc.shops.includes(shop));

  function move(listing: object, pieces: number): void {
    truth.pieces.get(listing)!.moved += pieces;
  }

  function sell(shop: SimShop, { listing: place, pieces, paid }: Extract<ShopStep, { do: 'sale' }>): void {
    const listing = around(listingsOf(shop), place)!;
    shop.fake.shop.placeOrder({ lines: [{ listingId: listing.listingId, pieces }], status: paid ? 'paid' : 'unpaid' });
    move(listing, -pieces);
  }

  function moveOrder(shop: SimShop, place: number): void {
    const order = around([...shop.fake.shop.orders.values()], place);
    const next = order && NEXT[order.status];
    if (!order || !next || (next === 'refunded' && place % 3 > 0)) return;
    shop.fake.shop.changeOrder(order.number, { status: next });
  }

  function changeListing(
    { fake, foreign }: SimShop,
    step: Extract<ShopStep, { do: 'price-there' | 'title-there' | 'stock-there' }>,
  ): void {
    const listing = around([...fake.shop.listings.values()], step.listing)!;
    if (step.do === 'price-there') {
      foreign.add(`price ${listing.listingId}`);
      fake.shop.changeListing(listing.listingId, { price: step.price });
    } else if (step.do === 'title-there') {
      foreign.add(`title ${listing.listingId}`);
      fake.shop.changeListing(listing.listingId, { title: step.title });
    } else {
      fake.shop.changeListing(listing.listingId, { pieces: listing.pieces + step.pieces });
      move(listing, step.pieces);
    }
  }

  function removeListing(shop: SimShop, place: number): void {
    const listings = listingsOf(shop);
    // A movement that nobody has seen went with its listing: nobody can follow it.
    if (listings.length < 2 || truth.sharing.has(shop)) return;
    shop.fake.shop.removeListing(around(listings, place)!.listingId);
  }

  function loseLists(shop: SimShop, milliseconds: number): void {
    if (truth.sharing.has(shop)) return;
    shop.vanishedUntil = time.elapsed() + milliseconds;
    for (const pc of whoHas(shop)) pc.listEverything();
  }

  async function deliver(shop: SimShop, how: 'once' | 'twice' | 'backwards' | 'lost'): Promise<void> {
    const requests = [...shop.fake.takeWebhooks()];
    if (how === 'lost') return;
    if (how === 'backwards') requests.reverse();
    for (const pc of whoHas(shop)) {
      const [row] = pc.sync.shops.list().filter(({ row }) => pc.shopOf(row.id) === shop);
      for (const request of how === 'twice' ? requests.flatMap((one) => [one, one]) : requests) {
        if (row && !pc.crashed) await pc.answered(pc.sync.hear(row.row.id, request));
      }
    }
  }

  return {
    async carryOut(shop: SimShop, step: ShopStep): Promise<void> {
      switch (step.do) {
        case 'sale':
          return sell(shop, step);
        case 'order-moves':
          return moveOrder(shop, step.order);
        case 'price-there':
        case 'title-there':
        case 'stock-there':
          return changeListing(shop, step);
        case 'note-there': {
          const order = around([...shop.fake.shop.orders.values()], step.order);
          if (!order) return;
          shop.foreign.add(`order-note ${order.number}`);
          shop.fake.shop.changeOrder(order.number, { note: step.note });
          return;
        }
        case 'new-listing': {
          const listing = shop.fake.shop.addListing({ title: step.title, price: step.price, pieces: PIECES_AT_FIRST });
          truth.pieces.set(listing, { first: PIECES_AT_FIRST, moved: 0 });
          return;
        }
        case 'remove-listing':
          return removeListing(shop, step.listing);
        case 'webhooks':
          return deliver(shop, step.how);
        case 'call-fault':
          // Two computers that take each other's token away would need somebody to sign in for ever.
          if (step.mishap.kind !== 'expire-token' || whoHas(shop).length === 1) shop.mishaps.push(step.mishap);
          return;
        case 'platform-down':
          shop.downUntil = time.elapsed() + step.milliseconds;
          return;
        case 'lists-vanish':
          return loseLists(shop, step.milliseconds);
      }
    },
  };
}
