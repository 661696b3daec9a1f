/** Ids of listings on platforms that name a variant within its product: `product/variant`, or `product` where it has none. */
import type { Listed, RemoteListing } from './model.ts';

export interface VariantId {
  readonly product: string;
  readonly variant: string | null;
}

/** Gives the id of a variant, or of a product without variants. */
export function variantIdOf(product: string, variant: string | null): string {
  return variant === null ? product : `${product}/${variant}`;
}

/** Takes an id apart. */
export function readVariantId(listingId: string): VariantId {
  const [product = '', variant] = listingId.split('/');
  return { product, variant: variant ?? null };
}

/** Listings by their ids, where products are all that can be asked for. @param readProducts gives all that these offer. */
export async function listingsOfProducts(
  listingIds: readonly string[],
  readProducts: (products: readonly string[]) => Promise<Listed<RemoteListing>>,
): Promise<Listed<RemoteListing>> {
  const wanted = new Set(listingIds);
  const products = new Set(listingIds.map((id) => readVariantId(id).product));
  const { items, unread } = await readProducts([...products]);
  return {
    items: items.filter(({ listingId }) => wanted.has(listingId)),
    // Of one without an id nobody can tell that it was not meant.
    unread: unread.filter(({ id }) => id === null || wanted.has(id)),
  };
}
