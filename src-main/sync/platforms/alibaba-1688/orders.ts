/** Reading orders, the seller's memo on one, and the parcels of one. */
import {
  type CountedPage,
  countedPage,
  type Fields,
  orNull,
  type Page,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  type RemoteOrder,
  type RemoteTracking,
  readAlone,
  readChinaTime,
  readEach,
  readLastPageFirst,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { hasParcels, mapListed1688, mapOrder1688, nameOrder } from './map-order.ts';
import { api1688, read } from './request.ts';
import { writeTime1688 } from './time.ts';

interface Window1688 {
  readonly from: number;
  readonly to: number;
  /** By when they were made, not by when they changed. */
  readonly madeWithin: boolean;
  readonly page: number;
}

/** What the official SDK names as the most. */
const ORDER_PAGE_SIZE = 20;

/** Without parcels. */
export const sellerOrders: PlatformApi<Window1688, CountedPage<Fields>> = api1688(
  'com.alibaba.trade',
  'alibaba.trade.getSellerOrderList',
  ({ from, to, madeWithin, page }) => ({
    [madeWithin ? 'createStartTime' : 'modifyStartTime']: writeTime1688(from),
    // Both ends belong to it.
    [madeWithin ? 'createEndTime' : 'modifyEndTime']: writeTime1688(to - 1),
    isHis: false,
    needBuyerAddressAndPhone: true,
    needMemoInfo: true,
    page,
    pageSize: ORDER_PAGE_SIZE,
  }),
  (body) => countedPage(read, read.list(body.result, 'result'), body.totalRecord, 'totalRecord'),
);

export const sellerOrder: PlatformApi<string, Fields> = api1688(
  'com.alibaba.trade',
  'alibaba.trade.get.sellerView',
  (orderId) => ({ webSite: '1688', orderId }),
  (body) => read.fields(body.result),
);

/** The memo replaces the one that was there. */
export const addMemo: PlatformApi<{ readonly orderId: string; readonly memo: string }, null> = api1688(
  'com.alibaba.trade',
  'alibaba.order.memoAdd',
  ({ orderId, memo }) => ({ orderId, memo, remarkIcon: BLUE }),
  () => null,
  { writes: true },
);

/** A memo has to have a flag. */
const BLUE = '1';

/** The first parcel of an order. */
export const traceOrder: PlatformApi<string, RemoteTracking | null> = api1688(
  'com.alibaba.logistics',
  'alibaba.trade.getLogisticsTraceInfo.sellerView',
  (orderId) => ({ webSite: '1688', orderId }),
  (body) => {
    const [trace] = read.list(body.logisticsTrace, 'logisticsTrace');
    const trackingNumber = read.text(trace?.logisticsBillNo);
    if (!trace || trackingNumber === null) return null;
    const events = read
      .list(trace.logisticsSteps, 'logisticsSteps')
      .map((step) => ({
        at: readChinaTime(step.acceptTime) ?? 0,
        text: read.text(step.remark) ?? '',
        location: null,
      }))
      .sort((one, other) => one.at - other.at);
    return { trackingNumber, carrier: null, status: statusOf(events.at(-1)?.text), events };
  },
);

/** Steps are words only: the last one says where the parcel is. */
function statusOf(said: string | undefined): RemoteTracking['status'] {
  if (said === undefined) return 'pending';
  if (/拒收|拒签/.test(said)) return 'refused';
  if (/退回|退件/.test(said)) return 'returning';
  if (/签收|代收/.test(said)) return 'delivered';
  if (/派送|派件/.test(said)) return 'out_for_delivery';
  return /异常|问题件|失败/.test(said) ? 'exception' : 'in_transit';
}

/** What changed on its way is asked for once more, one by one, for lists tell nothing of parcels. */
export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin = false } = request;
  const { items, next } = await readLastPageFirst(cursor, ORDER_PAGE_SIZE, (page) =>
    context.call(sellerOrders, { from, to, madeWithin, page }),
  );
  const listed = await readEach(items, nameOrder, (order) =>
    madeWithin || !hasParcels(order) ? mapListed1688(order) : wholeOrder(context, order),
  );
  return { ...listed, next };
}

/** One that is gone since it was listed stays as it was listed. */
async function wholeOrder(context: PlatformContext, listed: Fields): Promise<RemoteOrder> {
  const order = mapListed1688(listed);
  const whole = await orNull(isMissing, () => context.call(sellerOrder, order.remoteId));
  return whole ? mapOrder1688(whole) : order;
}

export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const found = await orNull(isMissing, () => context.call(sellerOrder, number));
  return found && readAlone('1688', found, nameOrder, mapOrder1688);
}
