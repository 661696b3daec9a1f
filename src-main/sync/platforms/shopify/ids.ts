/**
 * Shopify names things by addresses such as `gid://shopify/Order/5001`. A listing is a variant with the product whose price is set,
 * and the inventory item whose stock is counted: `product/variant/item`.
 */

export interface ShopifyListingId {
  readonly product: string;
  readonly variant: string;
  readonly item: string;
}

type Kind = 'Product' | 'ProductVariant' | 'InventoryItem' | 'Order' | 'Location';

export function gid(kind: Kind, id: string): string {
  return `gid://shopify/${kind}/${id}`;
}

/** The number at the end of a gid. */
export function idOfGid(text: string): string {
  const end = text.split('?', 1)[0] ?? '';
  return end.slice(end.lastIndexOf('/') + 1);
}

export function listingIdOf({ product, variant, item }: ShopifyListingId): string {
  return `${product}/${variant}/${item}`;
}

export function readListingId(listingId: string): ShopifyListingId {
  const [product = '', variant = '', item = ''] = listingId.split('/');
  return { product, variant, item };
}
