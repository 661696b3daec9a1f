/**
 * Staff's edits on their way to 1688. It takes stock, parcels and memos: prices and titles change only with the whole product.
 *
 * Stock can only be changed by a difference, and 1688 remembers no change by its id: one whose answer was lost must be read
 * back before it is sent again, or it acts twice.
 */
import {
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
  wholePieces,
} from '../../platform/index.ts';
import { carriers, sendOffline } from './logistics.ts';
import { addMemo, sellerOrder } from './orders.ts';
import { MOST_CHANGES, modifyStock } from './products.ts';
import { read } from './request.ts';

export function pushTo1688(context: PlatformContext, items: readonly PushItem[]): Promise<readonly PushOutcome[]> {
  return pushByKind('1688', items, {
    stock: (sent) =>
      pushGroups(
        groupBy(sent, () => 'all', MOST_CHANGES),
        (group) => sendStock(context, group),
      ),
    fulfilment: oneByOne((item) => sendParcel(context, item)),
    'order-note': oneByOne(({ remoteId, note }) => context.call(addMemo, { orderId: remoteId, memo: note })),
  });
}

/** Stock asks for the spec. */
function specOf(listingId: string) {
  const { product, variant } = readVariantId(listingId);
  return { product, spec: variant };
}

async function sendStock(context: PlatformContext, group: readonly PushOf<'stock'>[]): Promise<readonly PushOutcome[]> {
  const changes = group.map(({ listingId, delta }) => ({
    ...specOf(listingId),
    pieces: wholePieces('1688', delta),
  }));
  const moved = changes.filter(({ pieces }) => pieces !== 0);
  if (moved.length === 0) return group.map(done);
  const failures = await context.call(modifyStock, moved);
  return group.map((item) => {
    const error = failures.get(readVariantId(item.listingId).product);
    return error ? { changeId: item.changeId, outcome: 'failed', error } : done(item);
  });
}

/** All that was ordered goes into the parcel: 1688 wants to be told line by line. */
async function sendParcel(
  context: PlatformContext,
  { remoteId, carrier: said, trackingNumber }: PushOf<'fulfilment'>,
): Promise<void> {
  const carrier = findCarrier('1688', await context.call(carriers, null), said);
  const order = await context.call(sellerOrder, remoteId);
  const lines = read.list(order.productItems, 'productItems').map((line) => ({
    lineId: read.id(line.subItemIDString ?? line.subItemID, 'subItemID'),
    pieces: read.whole(line.quantity, 'quantity'),
  }));
  await context.call(sendOffline, { orderId: remoteId, lines, carrier, trackingNumber });
}
