/** A variant of a product as a listing. */
import { type Fields, type RemoteListing, versionOf } from '../../platform/index.ts';
import { idOfGid, listingIdOf } from './ids.ts';
import { readTime } from './map-order.ts';
import { read } from './request.ts';

export const VARIANT_FIELDS = 'id sku price inventoryQuantity updatedAt inventoryItem { id tracked }';
export const PRODUCT_FIELDS = 'id title status updatedAt';

/** @param currency the shop's: prices are said without one. */
export function mapVariant(variant: Fields, product: Fields, currency: string): RemoteListing {
  const item = read.fields(variant.inventoryItem);
  const known = {
    listingId: listingIdOf({
      product: idOfGid(read.id(product.id, 'product.id')),
      variant: idOfGid(read.id(variant.id, 'variant.id')),
      item: idOfGid(read.id(item.id, 'inventoryItem.id')),
    }),
    sku: read.text(variant.sku),
    title: read.text(product.title) ?? '',
    price: read.money(variant.price),
    currency,
    quantity: read.yes(item.tracked) ? read.quantity(variant.inventoryQuantity) : null,
    // A new title changes the product, and leaves its variants alone.
    updatedAt: Math.max(readTime(variant.updatedAt) ?? 0, readTime(product.updatedAt) ?? 0),
    onSale: product.status === 'ACTIVE',
  };
  return { ...known, version: versionOf(known) };
}
