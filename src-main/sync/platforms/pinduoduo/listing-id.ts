/** A listing is a variant of some goods: `goods_id/sku_id`. */

export interface PddListingId {
  readonly goods: string;
  readonly sku: string;
}

export function listingIdOf(goods: string, sku: string): string {
  return `${goods}/${sku}`;
}

export function readListingId(listingId: string): PddListingId {
  const [goods = '', sku = ''] = listingId.split('/');
  return { goods, sku };
}
