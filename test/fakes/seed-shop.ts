/** Fills a stand-in's shop with products and past orders: the same for the same seed, and cheap for 100,000 orders. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { seeded } from '../virtual-time/index.ts';
import type { FakeOrder, FakeShop } from './fake-shop.ts';

const DAY = 86_400_000;
const TITLES = [
  '法式连衣裙',
  'Linen shirt',
  '陶瓷咖啡杯',
  'Café mug “Été”',
  '儿童雨靴 & 雨衣',
  'Running socks',
  '手工皂 <薰衣草>',
  'Desk lamp',
];

export interface ShopSeed {
  readonly orders: number;
  readonly listings: number;
  readonly seed?: number;
  /** UTC milliseconds: the past that orders are spread over ends here. */
  readonly now: number;
  /** How many days it is long. */
  readonly days?: number;
}

export function seedShop(shop: FakeShop, { orders, listings, seed = 1, now, days = 60 }: ShopSeed): void {
  const random = seeded(seed);
  const whole = (below: number) => Math.floor(random() * below);
  const start = now - days * DAY;
  const ids: string[] = [];
  while (ids.length < listings) {
    const title = `${TITLES[whole(TITLES.length)]} ${ids.length + 1}`;
    // Prices of whole cents: 1/10,000 × 100.
    const price = (500 + whole(40_000)) * 100;
    let productId: string | undefined;
    for (let variants = 1 + whole(3); variants > 0 && ids.length < listings; variants--) {
      const at = start + whole(days * DAY);
      const listing = shop.addListing({
        title,
        price,
        pieces: whole(200),
        at,
        ...(productId === undefined ? {} : { productId }),
      });
      productId = listing.productId;
      ids.push(listing.listingId);
    }
  }
  const step = (days * DAY) / Math.max(1, orders);
  for (let i = 0; i < orders; i++) {
    const first = whole(ids.length);
    const lines = Array.from({ length: Math.min(1 + whole(2), ids.length) }, (_, place) => ({
      listingId: ids[(first + place) % ids.length]!,
      pieces: 1 + whole(3),
    }));
    const at = start + Math.floor((i + random()) * step);
    const order = shop.placeOrder({ lines, status: statusFor(random()), at });
    order.shippingFee = whole(3) * 50_000;
    order.discount = whole(4) === 0 ? 10_100 : 0;
    if (order.status === 'refunded') order.refunded = totalOf(order);
    if (order.status === 'shipped' || order.status === 'completed') {
      const deliveredAt = order.status === 'completed' ? order.placedAt : null;
      order.shipments.push({
        trackingNumber: `YT${seed}${i}`,
        carrier: '圆通速递',
        shippedAt: order.placedAt,
        deliveredAt,
      });
    }
  }
}

/** What the buyer pays, in 1/10,000. */
export function totalOf(order: Pick<FakeOrder, 'lines' | 'discount' | 'shippingFee'>): number {
  const goods = order.lines.reduce((sum, { pieces, unitPrice }) => sum + pieces * unitPrice, 0);
  return goods - order.discount + order.shippingFee;
}

function statusFor(chance: number): OrderStatusName {
  if (chance < 0.05) return 'unpaid';
  if (chance < 0.35) return 'paid';
  if (chance < 0.6) return 'shipped';
  if (chance < 0.92) return 'completed';
  if (chance < 0.97) return 'cancelled';
  return 'refunded';
}
