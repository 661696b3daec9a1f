/** Reading goods and writing their stock and prices. */
import {
  type CountedPage,
  type Fields,
  type PlatformApi,
  type RemoteListing,
  versionOf,
} from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { acknowledged, pddApi, read } from './request.ts';

/** At most 100; each of them is asked for its prices one by one, and a page is what is kept when the line breaks. */
export const GOODS_PAGE_SIZE = 20;

export const goodsIds: PlatformApi<number, CountedPage<string>> = pddApi(
  'pdd.goods.list.get',
  'goods_list_get_response',
  (page) => ({ page, page_size: GOODS_PAGE_SIZE }),
  (root) => ({
    items: read.list(root.goods_list).map((goods) => read.id(goods.goods_id, 'goods_id')),
    total: read.whole(root.total_count),
  }),
);

export const goodsDetail: PlatformApi<string, Fields> = pddApi(
  'pdd.goods.detail.get',
  'goods_detail_get_response',
  (goods) => ({ goods_id: goods }),
  (root) => root,
);

const ON_SHELF = '1';

/**
 * One listing for each variant. The price is that of buying in a group, which is how things are sold here.
 * @param saidAt stands in for the time of the last change, which Pinduoduo does not tell of goods.
 */
export function mapGoods(goods: Fields, saidAt: number): readonly RemoteListing[] {
  return read.list(goods.sku_list).map((sku) => {
    const known = {
      listingId: listingIdOf(read.id(goods.goods_id, 'goods_id'), read.id(sku.sku_id, 'sku_id')),
      sku: read.text(sku.out_sku_sn) ?? read.text(goods.outer_goods_id),
      title: read.text(goods.goods_name) ?? '',
      price: read.cents(sku.multi_price),
      currency: 'CNY',
      quantity: read.count(sku.quantity, 1_000),
      onSale: read.text(goods.status) === ON_SHELF && read.yes(sku.is_onsale),
    };
    return { ...known, version: versionOf(known), updatedAt: saidAt };
  });
}

/** `update_type` 2: by how much, not to what. */
const DELTA = 2;

export interface PddStockDelta {
  readonly goods: string;
  readonly sku: string;
  readonly pieces: number;
}

export const updateQuantity: PlatformApi<PddStockDelta, null> = pddApi(
  'pdd.goods.quantity.update',
  'goods_quantity_update_response',
  ({ goods, sku, pieces }) => ({ goods_id: goods, sku_id: sku, quantity: pieces, update_type: DELTA }),
  (root) => acknowledged(root.is_success, root),
  { writes: true },
);

export interface PddPrice {
  readonly goods: string;
  readonly sku: string;
  /** In fen, of buying in a group and of buying alone. */
  readonly groupFen: number;
  readonly singleFen: number;
}

/** Goods that are off the shelf stay off it. */
const AS_IT_WAS = 1;

export const updatePrice: PlatformApi<PddPrice, null> = pddApi(
  'pdd.goods.sku.price.update',
  'goods_update_sku_price_response',
  ({ goods, sku, groupFen, singleFen }) => ({
    goods_id: goods,
    sku_price_list: [{ sku_id: sku, group_price: groupFen, single_price: singleFen }],
    sync_goods_operate: AS_IT_WAS,
  }),
  (root) => acknowledged(root.is_success, root),
  { writes: true },
);
