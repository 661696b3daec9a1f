/** A variant of a product as a listing. */
import { type Fields, type Naming, type RemoteListing, versionOf } from '../../platform/index.ts';
import { idOfGid, listingIdOf } from './ids.ts';
import { readTime } from './map-order.ts';
import { read } from './request.ts';

export const VARIANT_FIELDS = 'id sku price inventoryQuantity updatedAt inventoryItem { id tracked }';
export const PRODUCT_FIELDS = 'id title status updatedAt';

/** A variant, its product, and the shop's currency: prices are said without one. */
export interface SaidVariant {
  readonly variant: Fields;
  readonly product: Fields;
  readonly currency: string;
}

export const nameVariant: Naming<SaidVariant> = ({ variant, product }) => {
  const ids = [product.id, variant.id, read.fields(variant.inventoryItem).id].map(read.text);
  const [productId = null, variantId = null, itemId = null] = ids.map((id) => id && idOfGid(id));
  const id =
    productId && variantId && itemId ? listingIdOf({ product: productId, variant: variantId, item: itemId }) : null;
  return { id, shown: id ?? variantId ?? productId ?? '' };
};

export function mapVariant({ variant, product, currency }: SaidVariant): RemoteListing {
  const item = read.fields(variant.inventoryItem);
  const known = {
    listingId: listingIdOf({
      product: idOfGid(read.id(product.id, 'product.id')),
      variant: idOfGid(read.id(variant.id, 'variant.id')),
      item: idOfGid(read.id(item.id, 'inventoryItem.id')),
    }),
    sku: read.text(variant.sku),
    title: read.text(product.title) ?? '',
    price: read.money(variant.price, 'price'),
    currency,
    quantity: read.yes(item.tracked) ? read.count(variant.inventoryQuantity, 1_000, 'inventoryQuantity') : null,
    // A new title changes the product, and leaves its variants alone.
    updatedAt: Math.max(
      read.timeIfSaid(variant.updatedAt, 'updatedAt', readTime) ?? 0,
      read.timeIfSaid(product.updatedAt, 'updatedAt', readTime) ?? 0,
    ),
    onSale: product.status === 'ACTIVE',
  };
  return { ...known, version: versionOf(known) };
}
