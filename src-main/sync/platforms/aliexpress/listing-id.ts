/**
 * A listing is a variant of a product. Writes name variants by the seller's own code, `product/code`; one without a code can be
 * read, as `product/#id`, but not written.
 */

export function listingIdOf(product: string, code: string | null, skuId: string | null): string {
  return `${product}/${code ?? `#${skuId ?? ''}`}`;
}

export interface AliexpressListingId {
  readonly product: string;
  /** Null: the seller gave it none. */
  readonly code: string | null;
}

export function readListingId(listingId: string): AliexpressListingId {
  const end = listingId.indexOf('/');
  const code = listingId.slice(end + 1);
  return { product: listingId.slice(0, end), code: code.startsWith('#') ? null : code };
}
