/** What a computer's copies must say in the end: what the platforms say. */
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import type { SimPc } from './pc/index.ts';
import type { SimShop } from './sim-shop.ts';
import { PIECE } from './truth.ts';

interface ListingCopy {
  readonly shop_id: number;
  readonly listing_id: string;
  readonly title: string;
  readonly price: number;
  readonly quantity: number;
  readonly on_sale: number;
  readonly stock: number | null;
  readonly siblings: number;
}

/** The copy says what the platform says, and so does the store's own count where one shop alone sells it. */
export function wrongListings(pc: SimPc): string[] {
  const copies = pc.all<ListingCopy>(
    `SELECT l.*, s.quantity AS stock, (SELECT count(*) FROM listing o WHERE o.product_id = l.product_id) AS siblings
     FROM listing l LEFT JOIN stock_level s ON s.product_id = l.product_id AND s.store_id = (SELECT store_id FROM shop WHERE id = l.shop_id)`,
  );
  const wrong: string[] = [];
  for (const copy of copies) {
    const shop = pc.shopOf(copy.shop_id);
    const there = shop.fake.shop.listings.get(copy.listing_id);
    const say = (what: string, here: unknown, said: unknown) =>
      wrong.push(`copy: ${pc.name} ${shop.platform} ${copy.listing_id} has ${what} ${here} for ${said}`);
    if (!there) {
      if (copy.on_sale) say('on sale', true, false);
      continue;
    }
    if (copy.price !== there.price) say('price', copy.price, there.price);
    if (copy.title !== there.title) say('title', copy.title, there.title);
    if (copy.quantity !== there.pieces * PIECE) say('quantity', copy.quantity / PIECE, there.pieces);
    // With a head office the store's count is everybody's.
    if (copy.siblings === 1 && !pc.hasOffice && copy.stock !== there.pieces * PIECE)
      say('stock', Number(copy.stock) / PIECE, there.pieces);
  }
  for (const shop of pc.shops) {
    const known = copies.filter(({ shop_id }) => pc.shopOf(shop_id) === shop).length;
    if (known < shop.fake.shop.listings.size)
      wrong.push(`copy: ${pc.name} knows ${known} of ${shop.fake.shop.listings.size} listings of ${shop.platform}`);
  }
  return wrong;
}

/** The others tell the seller's own note only of a single order. */
const TELL_NOTES: ReadonlySet<string> = new Set(['shopify', 'pinduoduo']);

/** Every order of a platform is here once, in its state there. */
export function wrongOrders(pc: SimPc): string[] {
  const copies = pc.all<{ number: string; shop_id: number; status: number; own: number | null; note: string | null }>(
    `SELECT r.number, r.shop_id, r.status, o.status AS own, r.note FROM remote_order r LEFT JOIN orders o ON o.id = r.order_id`,
  );
  const wrong: string[] = [];
  const counted = new Map<SimShop, number>();
  for (const { number, shop_id, status, own, note } of copies) {
    const shop = pc.shopOf(shop_id);
    counted.set(shop, (counted.get(shop) ?? 0) + 1);
    const there = shop.fake.shop.orders.get(number);
    const wanted = there && ORDER_STATUS[there.status];
    if (wanted !== status || wanted !== own)
      wrong.push(`order: ${pc.name} ${shop.platform} ${number} is ${status} (${own}) for ${there?.status}`);
    if (TELL_NOTES.has(shop.platform) && (note ?? '') !== (there?.note ?? ''))
      wrong.push(`order: ${pc.name} ${shop.platform} ${number} has the note ${note} for ${there?.note}`);
  }
  for (const shop of pc.shops) {
    // Pinduoduo tells of no order before it is paid.
    const told = [...shop.fake.shop.orders.values()].filter(
      ({ status }) => shop.platform !== 'pinduoduo' || status !== 'unpaid',
    );
    if ((counted.get(shop) ?? 0) < told.length)
      wrong.push(`order: ${pc.name} knows ${counted.get(shop) ?? 0} of ${told.length} orders of ${shop.platform}`);
  }
  const own = pc.all<{ n: number }>('SELECT count(*) AS n FROM orders')[0]!.n;
  if (!pc.hasOffice && own !== copies.length)
    wrong.push(`order: ${pc.name} holds ${own} orders for ${copies.length} of its shops`);
  return wrong;
}
