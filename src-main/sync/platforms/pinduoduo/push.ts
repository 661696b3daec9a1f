import {
  findCarrier,
  oneByOne,
  type PlatformContext,
  type PushItem,
  type PushOf,
  type PushOutcome,
  pushByKind,
  readVariantId,
  refusal,
  wholeCents,
  wholePieces,
} from '../../platform/index.ts';
import { goodsDetail, updatePrice, updateQuantity } from './goods.ts';
import { carriers, sendOnline } from './logistics.ts';
import { updateNote } from './orders.ts';
import { read } from './request.ts';

const CARRIER_ID = /^\d+$/;

export function pushToPdd(context: PlatformContext, items: readonly PushItem[]): Promise<readonly PushOutcome[]> {
  return pushByKind('pinduoduo', items, {
    stock: oneByOne((item) => sendStock(context, item)),
    price: oneByOne((item) => sendPrice(context, item)),
    fulfilment: oneByOne((item) => sendParcel(context, item)),
    'order-note': oneByOne(({ orderNumber, note }) => context.call(updateNote, { number: orderNumber, note })),
  });
}

/** Every variant has an id here. */
function goodsOf(listingId: string) {
  const { product, variant } = readVariantId(listingId);
  return { goods: product, sku: variant ?? '' };
}

async function sendStock(context: PlatformContext, { listingId, delta }: PushOf<'stock'>): Promise<void> {
  const pieces = wholePieces('pinduoduo', delta);
  if (pieces !== 0) await context.call(updateQuantity, { ...goodsOf(listingId), pieces });
}

/** Both prices are set at once. Buying alone has to cost more than in a group: it goes on costing as much more as it does. */
async function sendPrice(context: PlatformContext, { listingId, price }: PushOf<'price'>): Promise<void> {
  const id = goodsOf(listingId);
  const groupFen = wholeCents('pinduoduo', price);
  const goods = await context.call(goodsDetail, id.goods);
  const sku = read.list(goods.sku_list, 'sku_list').find((one) => read.text(one.sku_id) === id.sku);
  if (!sku) throw refusal('LISTING_GONE', 'pinduoduo', { action: 'park' });
  const more = read.whole(sku.price, 'price') - read.whole(sku.multi_price, 'multi_price');
  await context.call(updatePrice, { ...id, groupFen, singleFen: groupFen + more });
}

async function sendParcel(
  context: PlatformContext,
  { orderNumber, carrier, trackingNumber }: PushOf<'fulfilment'>,
): Promise<void> {
  const carrierId = CARRIER_ID.test(carrier)
    ? carrier
    : findCarrier('pinduoduo', await context.call(carriers, null), carrier).id;
  await context.call(sendOnline, { number: orderNumber, carrierId, trackingNumber });
}
