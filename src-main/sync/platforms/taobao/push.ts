/**
 * Staff's edits on their way to Taobao and Tmall.
 *
 * Stock goes out as a difference (`type` 2), never as a set amount: base plus difference would put back what was sold since
 * the base was said. TOP remembers no change by its id, so that a difference whose answer was lost must be read back before it
 * is sent again. Tmall's own call has such a key (`outer_biz_key`), but turns Taobao's shops away: one way fits both.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  type Carrier,
  done,
  findCarrier,
  groupBy,
  oneByOne,
  type PlatformContext,
  type PushItem,
  type PushOf,
  type PushOutcome,
  pushByKind,
  pushGroups,
  readVariantId,
  refusal,
  wholePieces,
} from '../../platform/index.ts';
import {
  itemDetails,
  MOST_SKUS,
  updateItem,
  updateItemQuantity,
  updateSkuPrice,
  updateSkuQuantities,
} from './items.ts';
import { carriers, sendOffline } from './logistics.ts';
import { skusOf } from './map-listing.ts';
import { read } from './request.ts';
import { updateMemo } from './trades.ts';

/** TOP's own codes of carriers: `YTO`, `SF`, `POSTB`. */
const CARRIER_CODE = /^[A-Z][A-Z0-9_-]*$/;

export function pushToTop(context: PlatformContext, items: readonly PushItem[]): Promise<readonly PushOutcome[]> {
  return pushByKind('taobao', items, {
    stock: (sent) =>
      pushGroups(
        groupBy(sent, ({ listingId }) => stockGroup(listingId), MOST_SKUS),
        (group) => sendStock(context, group),
      ),
    price: oneByOne((item) => sendPrice(context, item)),
    title: oneByOne(({ listingId, title }) =>
      context.call(updateItem, { item: readVariantId(listingId).product, title, price: null }),
    ),
    fulfilment: oneByOne(async ({ orderNumber, carrier, trackingNumber }) => {
      const carrierCode = await carrierCodeOf(context, carrier);
      return context.call(sendOffline, { tid: orderNumber, carrierCode, trackingNumber });
    }),
    'order-note': oneByOne(({ orderNumber, note }) => context.call(updateMemo, { tid: orderNumber, memo: note })),
  });
}

/** Variants of one item go together; an item without variants goes alone. */
function stockGroup(listingId: string): string {
  return readVariantId(listingId).product;
}

async function sendStock(context: PlatformContext, group: readonly PushOf<'stock'>[]): Promise<readonly PushOutcome[]> {
  const moved = group.map((item) => ({
    ...readVariantId(item.listingId),
    delta: wholePieces('taobao', item.delta),
    push: item,
  }));
  const changes = moved.filter(({ delta }) => delta !== 0);
  const skus = changes.flatMap(({ variant, delta }) => (variant === null ? [] : [{ sku: variant, delta }]));
  const [first] = changes;
  if (!first) return group.map(done);
  if (first.variant === null) {
    await context.call(updateItemQuantity, { item: first.product, delta: first.delta });
    return group.map(done);
  }
  const said = await context.call(updateSkuQuantities, { item: first.product, skus });
  const changed = new Set(said.map((sku) => read.text(sku.sku_id)));
  return moved.map(({ variant, delta, push }) => (delta === 0 || changed.has(variant) ? done(push) : unanswered(push)));
}

/** TOP lists the variants that it has changed. Of one that is not among them nothing is certain. */
function unanswered({ changeId, listingId }: PushOf<'stock'>): PushOutcome {
  const details = { platform: 'taobao', field: listingId };
  return { changeId, outcome: 'failed', error: new AppError('PLATFORM_UNREADABLE', { action: 'retry', details }) };
}

async function sendPrice(context: PlatformContext, { listingId, price }: PushOf<'price'>): Promise<void> {
  const id = readVariantId(listingId);
  if (id.variant === null) {
    await context.call(updateItem, { item: id.product, title: null, price });
    return;
  }
  // A variant is named by its properties here, which only its item tells.
  const [item] = await context.call(itemDetails, [id.product]);
  const skus = item ? skusOf(item) : [];
  const sku = skus.find((one) => read.text(one.sku_id) === id.variant);
  if (!item || !sku) throw refusal('LISTING_GONE', 'taobao');
  const prices = skus.map((one) => (one === sku ? price : read.money(one.price, 'price')));
  const lowest = Math.min(...prices);
  const itemPrice = read.money(item.price, 'price');
  await context.call(updateSkuPrice, {
    item: id.product,
    properties: read.id(sku.properties, 'properties'),
    price,
    itemPrice: itemPrice < lowest || itemPrice > Math.max(...prices) ? lowest : null,
  });
}

async function carrierCodeOf(context: PlatformContext, carrier: string): Promise<string> {
  if (CARRIER_CODE.test(carrier)) return carrier;
  const known: readonly Carrier[] = await context.call(carriers, null);
  return findCarrier('taobao', known, carrier).code;
}
