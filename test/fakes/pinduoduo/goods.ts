/** Goods with their variants as Pinduoduo tells of them, and what may be done to them. */
import { bare } from '../bare-numbers.ts';
import type { FakeListing, FakeShop } from '../fake-shop.ts';
import { needed, numberIn, type PddCall, refuse, refuseBusiness } from './gateway.ts';

/** Buying alone costs as much more, in fen; and has to cost at least so much more. */
const SINGLE_MORE = 300;
const LEAST_MORE = 100;
const FEN = 100;

export function createGoods(shop: FakeShop) {
  const variants = (goods: string) => shop.listingsOfProduct(goods);

  function variantIn(call: PddCall, sku: string): FakeListing {
    const found = variants(needed(call, 'goods_id')).find(({ variantId }) => variantId === sku);
    return found ?? refuseBusiness('商品规格不存在');
  }

  return {
    'pdd.goods.list.get'(call: PddCall) {
      const size = numberIn(call, 'page_size', { least: 1, most: 100, usual: 100 });
      const page = numberIn(call, 'page', { least: 1, most: 1e6, usual: 1 });
      const ids = [...new Set([...shop.listings.values()].map(({ productId }) => productId))];
      return {
        total_count: ids.length,
        goods_list: ids.slice((page - 1) * size, page * size).map((id) => ({
          goods_id: bare(id),
          goods_name: variants(id)[0]?.title,
          is_onsale: variants(id).some(({ onSale }) => onSale) ? 1 : 0,
          is_more_sku: variants(id).length > 1 ? 1 : 0,
          goods_quantity: variants(id).reduce((sum, { pieces }) => sum + pieces, 0),
          // Without a price, and without a time of change.
          sku_list: variants(id).map((listing) => ({
            sku_id: bare(listing.variantId),
            outer_id: listing.sku,
            sku_quantity: listing.pieces,
            is_sku_onsale: listing.onSale ? 1 : 0,
          })),
        })),
      };
    },
    'pdd.goods.detail.get'(call: PddCall) {
      const id = needed(call, 'goods_id');
      const listings = variants(id);
      if (listings.length === 0) refuseBusiness('商品不存在');
      const isOnShelf = listings.some(({ onSale }) => onSale);
      return {
        goods_id: bare(id),
        goods_name: listings[0]?.title,
        outer_goods_id: null,
        status: isOnShelf ? 1 : 2,
        sku_list: listings.map((listing) => ({
          sku_id: bare(listing.variantId),
          out_sku_sn: listing.sku,
          is_onsale: listing.onSale || !isOnShelf ? 1 : 0,
          // In fen, here as a number and there as a text.
          multi_price: listing.price / FEN,
          price: String(listing.price / FEN + SINGLE_MORE),
          quantity: String(listing.pieces),
          reserve_quantity: null,
        })),
      };
    },
    'pdd.goods.quantity.update'(call: PddCall) {
      const listing = variantIn(call, needed(call, 'sku_id'));
      const quantity = Number(needed(call, 'quantity'));
      const value = call.update_type === 2 ? quantity : quantity - listing.pieces;
      if (!Number.isInteger(value) || listing.pieces + value < 0) refuseBusiness('库存不能为负数');
      shop.write({ kind: 'stock', target: listing.listingId, value, idempotencyKey: null });
      return { is_success: true };
    },
    'pdd.goods.sku.price.update'(call: PddCall) {
      const prices = call.sku_price_list;
      if (!Array.isArray(prices) || prices.length === 0) refuse(21001, '参数缺失', 'sku_price_list');
      const checked = (prices as PddCall[]).map((price) => {
        const group = Number(needed(price, 'group_price'));
        const single = Number(needed(price, 'single_price'));
        if (!Number.isInteger(group) || !Number.isInteger(single)) refuse(21002, '参数不合法', 'group_price');
        if (single - group < LEAST_MORE) refuseBusiness('单买价必须高于团购价');
        return { listing: variantIn(call, needed(price, 'sku_id')), value: group * FEN };
      });
      for (const { listing, value } of checked) {
        shop.write({ kind: 'price', target: listing.listingId, value, idempotencyKey: null });
      }
      return { is_success: true };
    },
  };
}
