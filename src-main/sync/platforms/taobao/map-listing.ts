/** An item with its variants as listings. */
import { type Fields, type RemoteListing, readChinaTime, versionOf } from '../../platform/index.ts';
import { listingIdOf } from './listing-id.ts';
import { read, wrapped } from './request.ts';

/** `sku` brings the variants with all of their fields. */
export const ITEM_FIELDS = 'num_iid,title,price,num,outer_id,approve_status,modified,sku';

/** One listing for each variant; the item itself where it has none. */
export function mapItem(item: Fields): readonly RemoteListing[] {
  const skus = skusOf(item);
  return skus.length === 0 ? [listing(item, null)] : skus.map((sku) => listing(item, sku));
}

export function skusOf(item: Fields): readonly Fields[] {
  return wrapped(item.skus, 'sku');
}

function listing(item: Fields, sku: Fields | null): RemoteListing {
  const quantity = read.count(sku ? sku.quantity : item.num, 1_000);
  const known = {
    listingId: listingIdOf(read.id(item.num_iid, 'num_iid'), sku && read.id(sku.sku_id, 'sku_id')),
    sku: read.text(sku?.outer_id) ?? read.text(item.outer_id),
    title: read.text(item.title) ?? '',
    price: read.money(sku ? sku.price : item.price),
    currency: 'CNY',
    quantity,
    onSale: read.text(item.approve_status) === 'onsale' && read.text(sku?.status) !== 'delete',
  };
  const updatedAt = Math.max(readChinaTime(item.modified) ?? 0, readChinaTime(sku?.modified) ?? 0);
  return { ...known, version: versionOf(known), updatedAt };
}
