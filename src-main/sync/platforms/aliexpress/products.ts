/**
 * Products are listed by what state they are in, and only their details tell the variants: a page costs one call and one more for
 * each of its products.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type CountedPage,
  countedPage,
  type Fields,
  type Listed,
  listingsOfProducts,
  orNull,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteListing,
  readLastPageFirst,
  readNamed,
  readParts,
  readWithin,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { readProduct } from './map-listing.ts';
import { writePacificWindow } from './pacific-time.ts';
import { openResult, read, syncApi, unwrap } from './request.ts';

const STATES = ['onSelling', 'offline', 'auditing', 'editingRequired'];
const PAGE_SIZE = 50;
/** Products that one write takes, and as many are read for it. */
export const PRODUCTS_A_CALL = 20;

interface ListArgs {
  readonly state: string;
  readonly page: number;
  /** Null: whenever they changed. */
  readonly window: { readonly start: string; readonly end: string } | null;
}

const listApi = syncApi(
  'aliexpress.solution.product.list.get',
  ({ state, page, window }: ListArgs) => ({
    aeop_a_e_product_list_query: {
      product_status_type: state,
      current_page: page,
      page_size: PAGE_SIZE,
      ...(window === null ? {} : { gmt_modified_start: window.start, gmt_modified_end: window.end }),
    },
  }),
  (root): CountedPage<Fields> => {
    const result = openResult(root);
    const products = unwrap(result.aeop_a_e_product_display_d_t_o_list, 'aeop_a_e_product_display_d_t_o_list');
    return countedPage(read, products, result.product_count, 'product_count');
  },
);

const detailsApi = syncApi(
  'aliexpress.solution.product.info.get',
  (productId: string) => ({ product_id: productId }),
  openResult,
);

export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  const window = from <= 0 ? null : writePacificWindow(from, to);
  const { items, next } = await readParts(cursor, STATES, (state, place) =>
    readLastPageFirst(place, PAGE_SIZE, (page) => context.call(listApi, { state, page, window })),
  );
  const idOf = (product: Fields) => read.id(product.product_id, 'product_id');
  return { ...(await readNamed(items, nameProduct, idOf, (ids) => readAll(context, ids))), next };
}

export function readListingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<Listed<RemoteListing>> {
  return listingsOfProducts(listingIds, (products) => readAll(context, products));
}

/** One that is gone since it was listed is left out. */
function readAll(context: PlatformContext, productIds: readonly string[]): Promise<Listed<RemoteListing>> {
  return readWithin(
    productIds,
    (id) => ({ id: null, shown: id }),
    async (id) => {
      const product = await orNull(isMissing, () => context.call(detailsApi, id));
      return product ? readProduct(product) : { items: [], unread: [] };
    },
  );
}

function nameProduct(product: Fields) {
  return { id: null, shown: read.text(product.product_id) ?? '' };
}

/**
 * Details by product id, or what a product is refused with: one that is gone must not keep the others from being read.
 * @throws AppError where something else than a product is at fault.
 */
export async function readProducts(
  context: PlatformContext,
  productIds: readonly string[],
): Promise<ReadonlyMap<string, Fields | AppError>> {
  const products = new Map<string, Fields | AppError>();
  for (const productId of new Set(productIds)) {
    try {
      products.set(productId, await context.call(detailsApi, productId));
    } catch (error) {
      if (!(error instanceof AppError) || error.action !== 'refuse') throw error;
      products.set(productId, error);
    }
  }
  return products;
}
