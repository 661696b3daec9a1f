/** Reading items and writing their stock, prices and titles. */
import { moneyToDecimal } from '#shared/domain/money.ts';
import {
  type CountedPage,
  countedPage,
  type Fields,
  inclusiveSeconds,
  type Listed,
  listingsOfProducts,
  type Page,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  type RemoteListing,
  readLastPageFirst,
  readNamed,
  readParts,
  readWithin,
  wholeCents,
  writeChinaTime,
} from '../../platform/index.ts';
import { ITEM_FIELDS, nameItem, readItem } from './map-listing.ts';
import { read, topApi, wrapped } from './request.ts';

/** Items on the shelf, and in the warehouse behind it. */
const SHELVES = ['onsale', 'inventory'] as const;
type Shelf = (typeof SHELVES)[number];

interface ItemPage {
  /** Null: whenever they were changed. */
  readonly changed: { readonly from: number; readonly to: number } | null;
  readonly page: number;
}

/** The most that TOP allows, for it lets nobody turn more than 101 pages; of the details of items it gives 20 at once. */
const ITEM_PAGE_SIZE = 200;
export const MOST_ITEMS = 20;
/** Variants of one item. */
export const MOST_SKUS = 20;

const listItems = (shelf: Shelf): PlatformApi<ItemPage, CountedPage<Fields>> =>
  topApi(
    `taobao.items.${shelf}.get`,
    ({ changed, page }) => {
      const window = changed && inclusiveSeconds(changed);
      return {
        fields: 'num_iid',
        order_by: 'modified:desc',
        start_modified: window && writeChinaTime(window.first),
        end_modified: window && writeChinaTime(window.last),
        page_no: page,
        page_size: ITEM_PAGE_SIZE,
      };
    },
    (root) => countedPage(read, wrapped(root.items, 'item'), root.total_results, 'total_results'),
  );

const itemIds: Readonly<Record<Shelf, PlatformApi<ItemPage, CountedPage<Fields>>>> = {
  onsale: listItems('onsale'),
  inventory: listItems('inventory'),
};

/** Those that are gone are left out. */
export const itemDetails: PlatformApi<readonly string[], readonly Fields[]> = topApi(
  'taobao.items.seller.list.get',
  (ids) => ({ fields: ITEM_FIELDS, num_iids: ids.join(',') }),
  (root) => wrapped(root.items, 'item'),
);

/** First what is on the shelf, then what is in the warehouse. */
export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  const changed = from === 0 ? null : { from, to };
  const { items, next } = await readParts(cursor, SHELVES, (shelf, place) =>
    readLastPageFirst(place, ITEM_PAGE_SIZE, (page) => context.call(itemIds[shelf], { changed, page })),
  );
  const idOf = (item: Fields) => read.id(item.num_iid, 'num_iid');
  return { ...(await readNamed(items, nameItem, idOf, (ids) => readItems(context, ids))), next };
}

export function readListingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<Listed<RemoteListing>> {
  return listingsOfProducts(listingIds, (items) => readItems(context, items));
}

async function readItems(context: PlatformContext, ids: readonly string[]): Promise<Listed<RemoteListing>> {
  const found: Fields[] = [];
  for (let at = 0; at < ids.length; at += MOST_ITEMS) {
    found.push(...(await context.call(itemDetails, ids.slice(at, at + MOST_ITEMS))));
  }
  return readWithin(found, nameItem, readItem);
}

export interface StockDeltas {
  readonly item: string;
  /** Pieces more or fewer. */
  readonly skus: readonly { readonly sku: string; readonly delta: number }[];
}

/** `type` 2: by how much, not to what. */
const DELTA = 2;

export const updateSkuQuantities: PlatformApi<StockDeltas, readonly Fields[]> = topApi(
  'taobao.skus.quantity.update',
  ({ item, skus }) => ({
    num_iid: item,
    type: DELTA,
    skuid_quantities: skus.map(({ sku, delta }) => `${sku}:${delta}`).join(';'),
  }),
  (root) => wrapped(read.fields(root.item).skus, 'sku'),
  { writes: true },
);

/** For an item that has no variants. */
export const updateItemQuantity: PlatformApi<{ readonly item: string; readonly delta: number }, null> = topApi(
  'taobao.item.quantity.update',
  ({ item, delta }) => ({ num_iid: item, quantity: delta, type: DELTA }),
  () => null,
  { writes: true },
);

export interface SkuPrice {
  readonly item: string;
  /** What TOP knows a variant by here: `pid:vid;pid:vid`. */
  readonly properties: string;
  readonly price: number;
  /** The item's own price has to lie among those of its variants; null: it does already. */
  readonly itemPrice: number | null;
}

export const updateSkuPrice: PlatformApi<SkuPrice, null> = topApi(
  'taobao.item.sku.price.update',
  ({ item, properties, price, itemPrice }) => ({
    num_iid: item,
    properties,
    price: yuan(price),
    item_price: itemPrice === null ? null : yuan(itemPrice),
  }),
  () => null,
  { writes: true },
);

export interface ItemChange {
  readonly item: string;
  readonly title: string | null;
  readonly price: number | null;
}

export const updateItem: PlatformApi<ItemChange, null> = topApi(
  'taobao.item.update',
  ({ item, title, price }) => ({ num_iid: item, title, price: price === null ? null : yuan(price) }),
  () => null,
  { writes: true },
);

/** Two decimals are all that TOP takes. */
function yuan(money: number): string {
  return moneyToDecimal(wholeCents('taobao', money) * 100).slice(0, -2);
}
