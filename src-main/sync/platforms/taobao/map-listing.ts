/** An item with its variants as listings. */
import {
  type Fields,
  type Listed,
  type RemoteListing,
  readChinaTime,
  readEach,
  variantIdOf,
  versionOf,
} from '../../platform/index.ts';
import { read, wrapped } from './request.ts';

/** `sku` brings the variants with all of their fields. */
export const ITEM_FIELDS = 'num_iid,title,price,num,outer_id,approve_status,modified,sku';

/** One listing for each variant; the item itself where it has none. */
export function readItem(item: Fields): Promise<Listed<RemoteListing>> {
  const skus = skusOf(item);
  return readEach(
    skus.length === 0 ? [null] : skus,
    (sku) => nameListing(item, sku),
    (sku) => listing(item, sku),
  );
}

export function nameItem(item: Fields) {
  return { id: null, shown: read.text(item.num_iid) ?? '' };
}

function nameListing(item: Fields, sku: Fields | null) {
  const product = read.text(item.num_iid);
  const variant = sku && read.text(sku.sku_id);
  const id = product === null || (sku && variant === null) ? null : variantIdOf(product, variant);
  return { id, shown: id ?? product ?? '' };
}

export function skusOf(item: Fields): readonly Fields[] {
  return wrapped(item.skus, 'sku');
}

function listing(item: Fields, sku: Fields | null): RemoteListing {
  const quantity = sku ? read.count(sku.quantity, 1_000, 'quantity') : read.count(item.num, 1_000, 'num');
  const known = {
    listingId: variantIdOf(read.id(item.num_iid, 'num_iid'), sku && read.id(sku.sku_id, 'sku_id')),
    sku: read.text(sku?.outer_id) ?? read.text(item.outer_id),
    title: read.text(item.title) ?? '',
    price: read.money(sku ? sku.price : item.price, 'price'),
    currency: 'CNY',
    quantity,
    onSale: read.text(item.approve_status) === 'onsale' && read.text(sku?.status) !== 'delete',
  };
  const updatedAt = Math.max(
    read.timeIfSaid(item.modified, 'modified', readChinaTime) ?? 0,
    read.timeIfSaid(sku?.modified, 'modified', readChinaTime) ?? 0,
  );
  return { ...known, version: versionOf(known), updatedAt };
}
