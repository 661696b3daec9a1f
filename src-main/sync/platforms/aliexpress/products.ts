/**
 * Products are listed by what state they are in, and only their details tell the variants: a page costs one call and one more for
 * each of its products.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type CountedPage,
  type Fields,
  type Page,
  type PageRequest,
  type PlatformContext,
  type RemoteListing,
  readLastPageFirst,
} from '../../platform/index.ts';
import { readListingId } from './listing-id.ts';
import { mapProduct } from './map-listing.ts';
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
  (root): CountedPage<string> => {
    const result = openResult(root);
    const products = unwrap(result.aeop_a_e_product_display_d_t_o_list);
    return {
      items: products.map(({ product_id }) => read.id(product_id, 'product_id')),
      total: read.whole(result.product_count),
    };
  },
);

const detailsApi = syncApi(
  'aliexpress.solution.product.info.get',
  (productId: string) => ({ product_id: productId }),
  openResult,
);

const CURSOR = /^(\d+)\/(.*)$/;

export async function readListings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>> {
  const { from, to, cursor } = request;
  const [, placeText = '0', inner = ''] = CURSOR.exec(cursor ?? '') ?? [];
  const place = Number(placeText);
  const state = STATES[place] ?? '';
  const window = from <= 0 ? null : writePacificWindow(from, to);
  const { items: ids, next } = await readLastPageFirst(inner === '' ? null : inner, PAGE_SIZE, (page) =>
    context.call(listApi, { state, page, window }),
  );
  const items = [...(await readProducts(context, ids)).values()].flatMap((product) =>
    product instanceof AppError ? [] : mapProduct(product),
  );
  if (next !== null) return { items, next: `${place}/${next}` };
  return { items, next: place + 1 < STATES.length ? `${place + 1}/` : null };
}

export async function readListingsById(
  context: PlatformContext,
  listingIds: readonly string[],
): Promise<readonly RemoteListing[]> {
  const wanted = new Set(listingIds);
  const products = await readProducts(
    context,
    listingIds.map((listingId) => readListingId(listingId).product),
  );
  return [...products.values()]
    .flatMap((product) => (product instanceof AppError ? [] : mapProduct(product)))
    .filter(({ listingId }) => wanted.has(listingId));
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
