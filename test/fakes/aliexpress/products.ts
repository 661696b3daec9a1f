/** Calls about products. Those that write several take a product as a whole, and say of each whether it went through. */
import { bare } from '../bare-numbers.ts';
import type { FakeListing, FakeShop } from '../fake-shop.ts';
import { type Method, type MethodContext, MethodError, type Params, parameter } from './method.ts';
import { fromPacific, toPacific } from './pacific-clock.ts';
import { changedAt, productDetails, stateOf } from './views.ts';

const LONGEST_PAGE = 99;
const MOST_PRODUCTS = 20;
const MOST_SKUS = 200;
const LONGEST_TITLE = 128;
const HIGHEST_STOCK = 999_999;

interface ProductQuery {
  readonly product_status_type?: string;
  readonly current_page?: number;
  readonly page_size?: number;
  readonly gmt_modified_start?: string;
  readonly gmt_modified_end?: string;
}

interface Row {
  readonly sku_code: string;
  readonly inventory?: number;
  readonly price?: string;
  readonly discount_price?: string;
}

interface Update {
  /** As a text: it is quoted before it is read. */
  readonly product_id: string;
  readonly multiple_sku_update_list: readonly Row[];
}

export function productMethods(shop: FakeShop): Readonly<Record<string, Method>> {
  /** Discount prices that the back office gave; a price that is written without one takes it away. */
  const discounts = new Map<string, string>();

  function products(query: ProductQuery): readonly (readonly FakeListing[])[] {
    const from = fromPacific(query.gmt_modified_start ?? '1971-01-01 00:00:00');
    const to = fromPacific(query.gmt_modified_end ?? '2200-01-01 00:00:00');
    const ids = new Set(shop.listingsChanged(from, Number.POSITIVE_INFINITY).map(({ productId }) => productId));
    return [...ids]
      .map((id) => shop.listingsOfProduct(id))
      .filter((variants) => stateOf(variants) === query.product_status_type && changedAt(variants) <= to)
      .sort((one, other) => changedAt(other) - changedAt(one));
  }

  /** Carries rows out product by product: one bad row fails its product. */
  function update(
    params: Params,
    context: MethodContext,
    problemOf: (row: Row) => string | null,
    write: (listing: FakeListing, row: Row) => void,
  ) {
    const updates = parameter<readonly Update[]>({ list: quoteIds(params.mutiple_product_update_list) }, 'list');
    if (updates.length > MOST_PRODUCTS) throw new MethodError('InvalidParameter', 'too many products');
    const failed: object[] = [];
    const successful: object[] = [];
    for (const [place, { product_id, multiple_sku_update_list: rows }] of updates.entries()) {
      const variants = shop.listingsOfProduct(product_id);
      const listings = rows.map(({ sku_code }) => variants.find(({ sku }) => sku === sku_code));
      const error_code =
        context.failureAt(place) ??
        (variants.length === 0 ? 'PRODUCT_NOT_EXIST' : null) ??
        (rows.length > MOST_SKUS ? 'TOO_MANY_SKUS' : null) ??
        (listings.includes(undefined) ? 'SKU_NOT_EXIST' : null) ??
        rows.map(problemOf).find((problem) => problem !== null);
      if (error_code) {
        failed.push({ product_id: bare(product_id), error_code, error_message: error_code });
        continue;
      }
      for (const [n, row] of rows.entries()) write(listings[n]!, row);
      successful.push({ product_id: bare(product_id) });
    }
    return {
      update_success: failed.length === 0,
      update_failed_list: { synchronize_product_response_dto: failed },
      update_successful_list: { synchronize_product_response_dto: successful },
    };
  }

  return {
    'aliexpress.solution.product.list.get'(params) {
      const query = parameter<ProductQuery>(params, 'aeop_a_e_product_list_query');
      const { current_page: page = 1, page_size: size = 20 } = query;
      if (!query.product_status_type) throw new MethodError('MissingParameter', 'product_status_type');
      if (size > LONGEST_PAGE || size < 1 || page < 1) throw new MethodError('InvalidParameter', 'page_size');
      const found = products(query);
      const first = (page - 1) * size;
      const shown = found.slice(first, first + size).map((variants) => ({
        product_id: bare(variants[0]!.productId),
        subject: variants[0]!.title,
        gmt_modified: toPacific(changedAt(variants)),
      }));
      return {
        result: {
          success: true,
          product_count: found.length,
          total_page: Math.ceil(found.length / size),
          current_page: page,
          aeop_a_e_product_display_d_t_o_list: { item_display_dto: shown },
        },
      };
    },

    'aliexpress.solution.product.info.get'({ product_id = '' }) {
      if (shop.listingsOfProduct(product_id).length === 0)
        throw new MethodError('isv.product-not-exist', 'no such product');
      return { result: productDetails(shop, product_id, discounts) };
    },

    'aliexpress.solution.batch.product.inventory.update': (params, context) =>
      update(
        params,
        context,
        ({ inventory }) =>
          Number.isInteger(inventory) && inventory! >= 0 && inventory! <= HIGHEST_STOCK ? null : 'INVALID_INVENTORY',
        ({ listingId, pieces }, { inventory = 0 }) =>
          shop.write({ kind: 'stock', target: listingId, value: inventory - pieces, idempotencyKey: null }),
      ),

    'aliexpress.solution.batch.product.price.update': (params, context) =>
      update(
        params,
        context,
        ({ price = '' }) => (/^\d+\.\d{2}$/.test(price) && Number(price) >= 0.01 ? null : 'INVALID_PRICE'),
        ({ listingId }, { price, discount_price }) => {
          if (discount_price === undefined) discounts.delete(listingId);
          else discounts.set(listingId, discount_price);
          shop.write({
            kind: 'price',
            target: listingId,
            value: Math.round(Number(price) * 10_000),
            idempotencyKey: null,
          });
        },
      ),

    'aliexpress.solution.product.edit'(params, context) {
      const request = parameter<{
        readonly product_id: string;
        readonly multi_language_subject_list?: readonly { readonly language: string; readonly subject: string }[];
      }>({ request: quoteIds(params.edit_product_request) }, 'request');
      const [listing] = shop.listingsOfProduct(request.product_id);
      const failure = context.failureAt(0);
      if (failure) return { result: { success: false, error_code: failure, error_message: failure } };
      if (!listing) throw new MethodError('isv.product-not-exist', 'no such product');
      const subject = request.multi_language_subject_list?.find(({ language }) => language === 'en')?.subject ?? '';
      if (subject === '' || subject.length > LONGEST_TITLE) throw new MethodError('isv.invalid-subject', 'subject');
      shop.write({ kind: 'title', target: listing.listingId, value: subject, idempotencyKey: null });
      return { result: { product_id: bare(request.product_id) } };
    },
  };
}

/** Bare ids in a text of JSON, quoted before JSON.parse rounds them. */
function quoteIds(text: string | undefined): string {
  return (text ?? '').replaceAll(/"product_id":\s*(\d+)/g, '"product_id":"$1"');
}
