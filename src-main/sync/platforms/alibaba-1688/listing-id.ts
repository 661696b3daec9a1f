/** A listing is a variant of a product, `productID/specId`, or a product without variants, `productID`. Stock asks for the spec. */

export interface ListingId1688 {
  readonly product: string;
  readonly spec: string | null;
}

export function listingIdOf(product: string, spec: string | null): string {
  return spec === null ? product : `${product}/${spec}`;
}

export function readListingId(listingId: string): ListingId1688 {
  const [product = '', spec] = listingId.split('/');
  return { product, spec: spec ?? null };
}
