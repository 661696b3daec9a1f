/** A listing is a variant of an item, `num_iid/sku_id`, or an item without variants, `num_iid`. */

export interface TopListingId {
  readonly item: string;
  readonly sku: string | null;
}

export function listingIdOf(item: string, sku: string | null): string {
  return sku === null ? item : `${item}/${sku}`;
}

export function readListingId(listingId: string): TopListingId {
  const [item = '', sku] = listingId.split('/');
  return { item, sku: sku ?? null };
}
