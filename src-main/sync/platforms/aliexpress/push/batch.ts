/** Calls that write several products at once, and say of each whether it went through. A product fails with all of its variants. */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Fields,
  groupBy,
  type PlatformContext,
  type PushItem,
  type PushOutcome,
  refusal,
} from '../../../platform/index.ts';
import { readListingId } from '../listing-id.ts';
import { skusOf } from '../map-listing.ts';
import { readProducts } from '../products.ts';
import { businessFault, read, syncApi, unwrap } from '../request.ts';

type OfListing = Extract<PushItem, { readonly listingId: string }>;

export interface ProductUpdate {
  readonly product: string;
  readonly skus: readonly Readonly<Record<string, string | number>>[];
}

/** Gives the errors of the products that failed, by their ids. */
export function batchApi(name: string) {
  return syncApi(
    name,
    (updates: readonly ProductUpdate[]) => ({
      // The ids go as bare numbers, which a double could not hold.
      mutiple_product_update_list: `[${updates.map(asJson).join(',')}]`,
    }),
    (root, updates) => errorsOf(root, updates),
    { writes: true },
  );
}

export type BatchApi = ReturnType<typeof batchApi>;

function asJson({ product, skus }: ProductUpdate): string {
  return `{"product_id":${product},"multiple_sku_update_list":${JSON.stringify(skus)}}`;
}

function errorsOf(root: Fields, updates: readonly ProductUpdate[]): ReadonlyMap<string, AppError> {
  const failed = unwrap(root.update_failed_list, 'update_failed_list').map(
    (error) =>
      [
        read.id(error.product_id, 'product_id'),
        businessFault(read.text(error.error_code), read.text(error.error_message)),
      ] as const,
  );
  if (failed.length > 0 || read.yes(root.update_success)) return new Map(failed);
  const error = businessFault(read.text(root.update_error_code), read.text(root.update_error_message));
  return new Map(updates.map(({ product }) => [product, error]));
}

/**
 * Writes items of several products in one call. Products are read first: writes set values, and leave out what they do not say.
 * @param rowOf what is set for a variant that reads like this.
 */
export async function pushBatch<Item extends OfListing>(
  context: PlatformContext,
  api: BatchApi,
  items: readonly Item[],
  rowOf: (item: Item, sku: Fields) => Readonly<Record<string, string | number>>,
): Promise<readonly PushOutcome[]> {
  const groups = groupBy(items, ({ listingId }) => readListingId(listingId).product, items.length);
  const products = await readProducts(
    context,
    items.map(({ listingId }) => readListingId(listingId).product),
  );
  const failed = new Map<string, AppError>();
  const updates: ProductUpdate[] = [];
  for (const group of groups) {
    const { product } = readListingId(group[0]?.listingId ?? '');
    const details = products.get(product);
    const rows = group.flatMap((item) => {
      const row = attempt(() => rowOf(item, skuOf(item.listingId, details)));
      if (!(row instanceof AppError)) return [row];
      failed.set(item.changeId, row);
      return [];
    });
    if (rows.length > 0) updates.push({ product, skus: rows });
  }
  const errors = updates.length > 0 ? await context.call(api, updates) : new Map<string, AppError>();
  return items.map(({ changeId, listingId }) => {
    const error = failed.get(changeId) ?? errors.get(readListingId(listingId).product);
    return error ? { changeId, outcome: 'failed', error } : { changeId, outcome: 'done', version: null };
  });
}

/** @throws AppError where there is no such variant. */
function skuOf(listingId: string, details: Fields | AppError | undefined): Fields {
  if (details instanceof AppError) throw details;
  const { code } = readListingId(listingId);
  if (code === null) throw refusal('LISTING_WITHOUT_CODE', 'aliexpress', { action: 'park' });
  const sku = skusOf(details ?? {}).find(({ sku_code }) => read.text(sku_code) === code);
  if (!sku) throw refusal('LISTING_GONE', 'aliexpress');
  return sku;
}

function attempt<Result>(work: () => Result): Result | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}
