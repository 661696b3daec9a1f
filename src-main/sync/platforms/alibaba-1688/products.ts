/** Reading products and changing their stock. */
import type { AppError } from '#shared/domain/app-error.ts';
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
  readWithin,
  variantIdOf,
  versionOf,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { api1688, fault, read } from './request.ts';
import { readTime1688, writeTime1688 } from './time.ts';

interface ProductPage {
  /** Null: whenever they were changed. */
  readonly changed: { readonly from: number; readonly to: number } | null;
  readonly page: number;
}

const PRODUCT_PAGE_SIZE = 20;

export const productList: PlatformApi<ProductPage, CountedPage<Fields>> = api1688(
  'com.alibaba.product',
  'alibaba.product.list.get',
  ({ changed, page }) => ({
    startModifyTime: changed && writeTime1688(changed.from),
    // Both ends belong to it.
    endModifyTime: changed && writeTime1688(changed.to - 1),
    pageNo: page,
    pageSize: PRODUCT_PAGE_SIZE,
  }),
  (body) => {
    const found = read.fields(read.fields(body.result).pageResult);
    return countedPage(read, read.list(found.resultList, 'resultList'), found.totalRecords, 'totalRecords');
  },
);

export const product: PlatformApi<string, Fields> = api1688(
  'com.alibaba.product',
  'alibaba.product.get',
  (productID) => ({ productID, webSite: '1688' }),
  (body) => read.fields(body.productInfo),
);

const ON_SALE = 'published';

/** One listing for each variant; the product itself where it has none. */
export function readProduct(said: Fields): Promise<Listed<RemoteListing>> {
  const skus = read.list(said.skuInfos, 'skuInfos');
  return readEach(
    skus.length === 0 ? [null] : skus,
    (sku) => nameListing(said, sku),
    (sku) => mapVariant(said, sku),
  );
}

function nameProduct(said: Fields) {
  return { id: null, shown: read.text(said.productID) ?? '' };
}

function nameListing(said: Fields, sku: Fields | null) {
  const product = read.text(said.productID);
  const variant = sku && read.text(sku.specId);
  const id = product === null || (sku && variant === null) ? null : variantIdOf(product, variant);
  return { id, shown: id ?? product ?? '' };
}

export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  const changed = from === 0 ? null : { from, to };
  const { items, next } = await readLastPageFirst(cursor, PRODUCT_PAGE_SIZE, (page) =>
    context.call(productList, { changed, page }),
  );
  return { ...(await readWithin(items, nameProduct, readProduct)), next };
}

export function readListingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<Listed<RemoteListing>> {
  return listingsOfProducts(listingIds, (products) =>
    readWithin(
      products,
      (id) => ({ id: null, shown: id }),
      async (id) => {
        const said = await orNull(isMissing, () => context.call(product, id));
        return said ? readProduct(said) : { items: [], unread: [] };
      },
    ),
  );
}

function mapVariant(said: Fields, sku: Fields | null): RemoteListing {
  const sale = read.fields(said.saleInfo);
  const known = {
    listingId: variantIdOf(read.id(said.productID, 'productID'), sku && read.id(sku.specId, 'specId')),
    sku: read.text(sku?.cargoNumber) ?? read.text(said.productCargoNumber),
    title: read.text(said.subject) ?? '',
    price: priceOf(sale, sku),
    currency: 'CNY',
    quantity: read.count(sku ? sku.amountOnSale : sale.amountOnSale, 1_000, 'amountOnSale'),
    onSale: read.text(said.status) === ON_SALE,
  };
  return {
    ...known,
    version: versionOf(known),
    updatedAt: read.timeIfSaid(said.lastUpdateTime, 'lastUpdateTime', readTime1688) ?? 0,
  };
}

/** A variant's own price; else what the smallest quantity costs. Of some things the price is agreed on by talking: it is 0. */
function priceOf(sale: Fields, sku: Fields | null): number {
  const own = read.text(sku?.price) ?? read.text(sku?.consignPrice);
  return read.moneyIfSaid(own ?? read.list(sale.priceRanges, 'priceRanges')[0]?.price, 'price');
}

export interface StockChange {
  readonly product: string;
  /** Null: of the product itself, which has no variants. */
  readonly spec: string | null;
  /** Pieces more or fewer. */
  readonly pieces: number;
}

/** How many products go in one call: 1688 names no limit, and this is the size of its pages. */
export const MOST_CHANGES = 20;

/** By how much, for there is no way to say to what. Gives the products that were not changed, and why. */
export const modifyStock: PlatformApi<readonly StockChange[], ReadonlyMap<string, AppError>> = api1688(
  'com.alibaba.product',
  'alibaba.product.modifyStock',
  (changes) => ({ webSite: '1688', productStockChange: stockText(changes) }),
  (body) => {
    const failed = read.list(body.result, 'result').filter(({ success }) => !read.yes(success));
    return new Map(
      failed.map(({ productId, errorCode, errorMessage }) => [
        read.id(productId, 'productId'),
        fault([read.text(errorCode)], read.text(errorMessage)),
      ]),
    );
  },
  { writes: true, inParts: true },
);

/** Ids of products are bare numbers, which may be longer than a double holds; what is called a skuId is the spec's. */
function stockText(changes: readonly StockChange[]): string {
  const products = Map.groupBy(changes, (change) => change.product);
  const texts = [...products].map(([id, ofProduct]) => {
    const skus = ofProduct.flatMap(({ spec, pieces }) => (spec === null ? [] : [{ skuId: spec, stockChange: pieces }]));
    const own = ofProduct.find(({ spec }) => spec === null);
    const change = own ? `"productAmountChange":${own.pieces}` : `"skuStocks":${JSON.stringify(skus)}`;
    return `{"productId":${id},${change}}`;
  });
  return `[${texts.join(',')}]`;
}
