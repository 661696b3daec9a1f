/** Items with their variants as TOP tells of them, and what may be done to them. */

import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import type { PartialFailure } from '../act-as-platform.ts';
import { bare } from '../bare-numbers.ts';
import type { FakeListing, FakeShop } from '../fake-shop.ts';
import { type Form, needed, numberIn, onlyAsked, refuse, timeIn } from './gateway.ts';
import { yuan } from './trades.ts';

const MOST_SKUS = 20;
const MOST_ITEMS = 20;
const DEEPEST_PAGE = 101;

export function createItems(shop: FakeShop) {
  const variants = (item: string) => shop.listingsOfProduct(item);
  const onShelf = (item: string) => variants(item).some(({ onSale }) => onSale);
  const modified = (item: string) => Math.max(...variants(item).map(({ updatedAt }) => updatedAt));

  function itemOf(item: string): Record<string, unknown> {
    const skus = variants(item);
    return {
      num_iid: bare(item),
      title: skus[0]?.title,
      price: yuan(Math.min(...skus.map(({ price }) => price))),
      num: skus.reduce((sum, { pieces }) => sum + pieces, 0),
      outer_id: null,
      approve_status: onShelf(item) ? 'onsale' : 'instock',
      modified: writeChinaTime(modified(item)),
      sku: true,
    };
  }

  const skuOf = (listing: FakeListing) => ({
    sku_id: bare(listing.variantId),
    outer_id: listing.sku,
    price: yuan(listing.price),
    quantity: listing.pieces,
    properties: propertiesOf(listing),
    modified: writeChinaTime(listing.updatedAt),
    status: listing.onSale || !onShelf(listing.productId) ? 'normal' : 'delete',
  });

  const list = (isOnShelf: boolean) => (form: Form) => {
    const size = numberIn(form, 'page_size', { least: 1, most: 200, usual: 40 });
    const page = numberIn(form, 'page_no', { least: 1, most: isOnShelf ? 1e6 : DEEPEST_PAGE, usual: 1 });
    const from = form.has('start_modified') ? timeIn(form, 'start_modified') : 0;
    const to = form.has('end_modified') ? timeIn(form, 'end_modified') : Number.MAX_SAFE_INTEGER - 1_000;
    const items = [...new Set([...shop.listings.values()].map(({ productId }) => productId))]
      .filter((item) => onShelf(item) === isOnShelf && modified(item) >= from && modified(item) < to + 1_000)
      .sort((one, other) => modified(other) - modified(one));
    return {
      total_results: items.length,
      items: { item: items.slice((page - 1) * size, page * size).map((item) => onlyAsked(form, itemOf(item))) },
    };
  };

  function listingIn(form: Form, sku: string): FakeListing {
    const listing = variants(needed(form, 'num_iid')).find(({ variantId }) => variantId === sku);
    return listing ?? refuse(15, 'Remote service error', 'isv.item-not-exist:invalid-sku', '商品不存在');
  }

  function itemIn(form: Form): readonly FakeListing[] {
    const skus = variants(needed(form, 'num_iid'));
    return skus.length > 0 ? skus : refuse(15, 'Remote service error', 'isv.item-not-exist', '商品不存在');
  }

  return {
    'taobao.items.onsale.get': list(true),
    'taobao.items.inventory.get': list(false),
    'taobao.items.seller.list.get'(form: Form) {
      const ids = needed(form, 'num_iids').split(',');
      if (ids.length > MOST_ITEMS) refuse(41, 'Invalid Arguments:num_iids', 'isv.invalid-parameter');
      const items = ids.filter((id) => variants(id).length > 0);
      return {
        items: {
          item: items.map((id) => {
            const { sku, ...item } = onlyAsked(form, itemOf(id));
            return sku ? { ...item, skus: { sku: variants(id).map(skuOf) } } : item;
          }),
        },
      };
    },
    'taobao.skus.quantity.update'(form: Form, partial: PartialFailure | null) {
      const item = needed(form, 'num_iid');
      const wanted = needed(form, 'skuid_quantities')
        .split(';')
        .map((pair) => pair.split(':'));
      if (wanted.length > MOST_SKUS) refuse(41, 'Invalid Arguments:skuid_quantities', 'isv.invalid-parameter');
      const changes = wanted.map(([sku = '', quantity]) => ({
        listing: listingIn(form, sku),
        quantity: Number(quantity),
      }));
      for (const { listing, quantity } of changes) checkStock(form, listing, quantity);
      const carriedOut = changes.filter((_, place) => !partial?.places.includes(place));
      for (const { listing, quantity } of carriedOut) writeStock(form, listing, quantity);
      return {
        item: {
          num_iid: bare(item),
          modified: writeChinaTime(modified(item)),
          // Whoever is not among them was not changed.
          skus: { sku: carriedOut.map(({ listing }) => skuOf(listing)) },
        },
      };
    },
    'taobao.item.sku.price.update'(form: Form) {
      const skus = itemIn(form);
      const listing =
        skus.find((sku) => propertiesOf(sku) === needed(form, 'properties')) ??
        refuse(15, 'Remote service error', 'isv.item-not-exist:invalid-sku', '商品不存在');
      const price = moneyIn(form, 'price');
      const prices = skus.map((sku) => (sku === listing ? price : sku.price));
      const ofItem = form.has('item_price') ? moneyIn(form, 'item_price') : Math.min(...skus.map((sku) => sku.price));
      if (ofItem < Math.min(...prices) || ofItem > Math.max(...prices)) {
        refuse(15, 'Remote service error', 'isv.invalid-parameter:price', '商品价格必须在SKU价格之间');
      }
      shop.write({ kind: 'price', target: listing.listingId, value: price, idempotencyKey: null });
      return { sku: skuOf(listing) };
    },
    'taobao.item.update'(form: Form) {
      const [listing] = itemIn(form);
      const value = needed(form, 'title');
      shop.write({ kind: 'title', target: listing!.listingId, value, idempotencyKey: null });
      return { item: { num_iid: bare(listing!.productId), modified: writeChinaTime(listing!.updatedAt) } };
    },
  };

  function checkStock(form: Form, listing: FakeListing, quantity: number): void {
    const after = form.get('type') === '2' ? listing.pieces + quantity : quantity;
    if (!Number.isInteger(after) || after < 0) {
      refuse(15, 'Remote service error', 'isv.item-update-service-error:ERROR_QUANTITY', '库存不能为负数');
    }
  }

  function writeStock(form: Form, listing: FakeListing, quantity: number): void {
    const value = form.get('type') === '2' ? quantity : quantity - listing.pieces;
    shop.write({ kind: 'stock', target: listing.listingId, value, idempotencyKey: null });
  }
}

/** `pid:vid`; colours and sizes are of no matter here. */
function propertiesOf({ variantId }: FakeListing): string {
  return `1627207:${variantId.slice(-9)}`;
}

function moneyIn(form: Form, name: string): number {
  const text = needed(form, name);
  if (!/^\d+\.\d{2}$/.test(text)) refuse(41, `Invalid Arguments:${name}`, 'isv.invalid-parameter');
  return Math.round(Number(text) * 10_000);
}
