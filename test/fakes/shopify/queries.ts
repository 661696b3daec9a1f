/** The root fields that read. */
import type { FakeListing, FakeOrder, FakeShop } from '../index.ts';
import { decodeCursor, type LastSeen, pageByTime } from './pages.ts';
import { gid, idOf, LOCATION, mapped, type Views, variantOf } from './views.ts';

const END_OF_TIME = 8.64e15;

interface ListArguments {
  readonly first?: number | null;
  readonly after?: string | null;
  readonly query?: string | null;
}

/** What Shopify's search language says, as far as it is spoken here. */
function searchFor(query: string | null | undefined) {
  const text = query ?? '';
  const time = (pattern: RegExp) => Date.parse(pattern.exec(text)?.[1] ?? '');
  const from = time(/updated_at:>='([^']+)'/);
  const to = time(/updated_at:<'([^']+)'/);
  return {
    from: Number.isNaN(from) ? 0 : from,
    to: Number.isNaN(to) ? END_OF_TIME : to,
    name: /name:'((?:[^'\\]|\\.)*)'/.exec(text)?.[1]?.replaceAll(/\\(.)/g, '$1') ?? null,
    productId: /product_id:(\d+)/.exec(text)?.[1] ?? null,
    leastId: /\bid:>=(\d+)/.exec(text)?.[1] ?? null,
  };
}

/** Where the cursor stands in time: nothing before it needs to be looked at. */
const since = (from: number, after: string | null | undefined): number =>
  after ? Math.max(from, (decodeCursor(after) as LastSeen).last_value) : from;

export function createQueries(shop: FakeShop, views: Views) {
  const orderKey = ({ updatedAt, remoteId }: FakeOrder): LastSeen => ({ last_value: updatedAt, last_id: remoteId });
  const variantKey = ({ variantId }: FakeListing): LastSeen => ({ last_value: 0, last_id: variantId });

  function productsChanged(from: number, to: number): readonly FakeListing[] {
    const products = new Map<string, FakeListing>();
    for (const listing of shop.listingsChanged(from, END_OF_TIME)) products.set(listing.productId, listing);
    // A product changes with each of its variants: the last change counts.
    return [...products.values()].filter(({ updatedAt }) => updatedAt < to);
  }

  function node(text: string) {
    const id = idOf(text);
    if (text.includes('/Order/')) {
      const order = shop.orderByRemoteId(id);
      return order ? views.order(order) : null;
    }
    const isItem = text.includes('/InventoryItem/');
    const listing = shop.listingByVariantId(isItem ? variantOf(id) : id);
    if (!listing) return null;
    return isItem ? views.item(id) : views.variant(listing);
  }

  return {
    shop: () => ({
      id: gid('Shop', shop.shopId),
      name: shop.title,
      currencyCode: shop.currency,
      ianaTimezone: 'America/New_York',
      myshopifyDomain: 'stand-in.myshopify.com',
    }),
    location: () => ({ id: gid('Location', LOCATION), name: '总仓' }),
    order: ({ id }: { readonly id: string }) => node(id),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map(node),
    orders({ first, after, query }: ListArguments) {
      const { from, to, name } = searchFor(query);
      // Its search finds names that begin alike, too.
      const found =
        name === null
          ? shop.ordersChanged(since(from, after), to)
          : [...shop.orders.values()].filter(({ number }) => number.startsWith(name));
      return mapped(pageByTime(found, orderKey, first ?? 0, after), views.order);
    },
    products({ first, after, query }: ListArguments) {
      const { from, to } = searchFor(query);
      const key = ({ updatedAt, productId }: FakeListing): LastSeen => ({ last_value: updatedAt, last_id: productId });
      return mapped(pageByTime(productsChanged(since(from, after), to), key, first ?? 0, after), views.product);
    },
    productVariants({ first, after, query }: ListArguments) {
      const { productId, leastId } = searchFor(query);
      const all = productId === null ? [...shop.listings.values()] : shop.listingsOfProduct(productId);
      const found = leastId === null ? all : all.filter(({ variantId }) => variantId >= leastId);
      return mapped(pageByTime(found, variantKey, first ?? 0, after), views.variant);
    },
  };
}
