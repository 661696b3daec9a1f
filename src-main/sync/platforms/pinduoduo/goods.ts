/** Reading goods and writing their stock and prices. */
import {
  type CountedPage,
  countedPage,
  type Fields,
  type Listed,
  listingsOfProducts,
  orNull,
  type Page,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  type RemoteListing,
  readEach,
  readLastPageFirst,
  readNamed,
  readWithin,
  variantIdOf,
  versionOf,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { acknowledged, pddApi, read } from './request.ts';

/** At most 100; each of them is asked for its prices one by one, and a page is what is kept when the line breaks. */
const GOODS_PAGE_SIZE = 20;

const goodsList: PlatformApi<number, CountedPage<Fields>> = pddApi(
  'pdd.goods.list.get',
  'goods_list_get_response',
  (page) => ({ page, page_size: GOODS_PAGE_SIZE }),
  (root) => countedPage(read, read.list(root.goods_list, 'goods_list'), root.total_count, 'total_count'),
);

export const goodsDetail: PlatformApi<string, Fields> = pddApi(
  'pdd.goods.detail.get',
  'goods_detail_get_response',
  (goods) => ({ goods_id: goods }),
  (root) => root,
);

const ON_SHELF = '1';

/** One listing for each variant. Goods carry no time of change: whatever the window, all of them come. */
export async function readListings(context: PlatformContext, { cursor }: PageRequest): Promise<Page<RemoteListing>> {
  const { items, next } = await readLastPageFirst(cursor, GOODS_PAGE_SIZE, (page) => context.call(goodsList, page));
  const idOf = (goods: Fields) => read.id(goods.goods_id, 'goods_id');
  return { ...(await readNamed(items, nameGoods, idOf, (ids) => readGoods(context, ids))), next };
}

export function readListingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<Listed<RemoteListing>> {
  return listingsOfProducts(listingIds, (goods) => readGoods(context, goods));
}

function readGoods(context: PlatformContext, ids: readonly string[]): Promise<Listed<RemoteListing>> {
  return readWithin(
    ids,
    (id) => ({ id: null, shown: id }),
    async (id) => {
      const goods = await orNull(isMissing, () => context.call(goodsDetail, id));
      if (!goods) return { items: [], unread: [] };
      return readEach(
        read.list(goods.sku_list, 'sku_list'),
        (sku) => nameListing(id, sku),
        (sku) => mapSku(goods, sku, context.now()),
      );
    },
  );
}

function nameGoods(goods: Fields) {
  return { id: null, shown: read.text(goods.goods_id) ?? '' };
}

function nameListing(goods: string, sku: Fields) {
  const variant = read.text(sku.sku_id);
  const id = variant === null ? null : variantIdOf(goods, variant);
  return { id, shown: id ?? goods };
}

/**
 * The price is that of buying in a group, which is how things are sold here.
 * @param saidAt stands in for the time of the last change, which Pinduoduo does not tell of goods.
 */
export function mapSku(goods: Fields, sku: Fields, saidAt: number): RemoteListing {
  const known = {
    listingId: variantIdOf(read.id(goods.goods_id, 'goods_id'), read.id(sku.sku_id, 'sku_id')),
    sku: read.text(sku.out_sku_sn) ?? read.text(goods.outer_goods_id),
    title: read.text(goods.goods_name) ?? '',
    price: read.cents(sku.multi_price, 'multi_price'),
    currency: 'CNY',
    quantity: read.count(sku.quantity, 1_000, 'quantity'),
    onSale: read.text(goods.status) === ON_SHELF && read.yes(sku.is_onsale),
  };
  return { ...known, version: versionOf(known), updatedAt: saidAt };
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
