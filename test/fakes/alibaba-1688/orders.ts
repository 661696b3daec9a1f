/** Orders as 1688 tells of them, and what may be done to one. */
import type { OrderStatusName } from '#shared/domain/order-status.ts';
import { writeChinaTime } from '../../../src-main/sync/platform/index.ts';
import { bare } from '../bare-numbers.ts';
import type { FakeOrder, FakeShop } from '../fake-shop.ts';
import { totalOf } from '../seed-shop.ts';
import { type Form, needed, numberIn, refuse, timeIn, timeOf } from './gateway.ts';

const MOST_ROWS = 20;

const STATUS: Readonly<Record<OrderStatusName, string>> = {
  unpaid: 'waitbuyerpay',
  paid: 'waitsellersend',
  shipped: 'waitbuyerreceive',
  completed: 'success',
  cancelled: 'cancel',
  refunded: 'terminated',
  partiallyRefunded: 'success',
};

export const CARRIERS = [
  { id: 1, companyNo: 'SF', companyName: '顺丰速运' },
  { id: 2, companyNo: 'YTO', companyName: '圆通速递' },
  { id: 3, companyNo: 'ZTO', companyName: '中通快递' },
];

const yuan = (money: number): number => money / 10_000;
/** What is taken off is told in fen, below zero. */
const fenOff = (money: number): number => (money === 0 ? 0 : -money / 100);

function refundOf(order: FakeOrder): number {
  return order.status === 'refunded' ? totalOf(order) : order.refunded;
}

function orderOf(order: FakeOrder): object {
  const goods = order.lines.reduce((sum, { pieces, unitPrice }) => sum + pieces * unitPrice, 0);
  return {
    baseInfo: {
      id: bare(order.remoteId),
      // Not every answer holds the text besides the number.
      ...(BigInt(order.remoteId) % 2n === 0n ? { idOfStr: order.remoteId } : {}),
      status: STATUS[order.status],
      createTime: timeOf(order.placedAt),
      payTime: timeOf(order.paidAt),
      modifyTime: timeOf(order.updatedAt),
      allDeliveredTime: timeOf(order.shipments[0]?.shippedAt ?? null),
      totalAmount: yuan(totalOf(order)),
      sumProductPayment: yuan(goods - order.discount),
      shippingFee: yuan(order.shippingFee),
      discount: fenOff(order.discount),
      refund: yuan(refundOf(order)),
      currency: null,
      buyerLoginId: 'buyer1',
      buyerMemberId: 'b2b-1',
      sellerMemberId: 'b2b-000001',
      sellerMemo: order.note,
      receiverInfo: { toFullName: '李四', toMobile: '13800000000', toArea: '浙江省 杭州市 滨江区 网商路699号' },
    },
    productItems: order.lines.map((line, place) => {
      const [product = '', spec = ''] = line.listingId.split('/');
      const amount = line.pieces * line.unitPrice;
      // The first line carries what the whole order was reduced by.
      const reduction = place === 0 ? order.discount : 0;
      return {
        subItemID: bare(line.lineId),
        productID: bare(product),
        specId: spec,
        cargoNumber: line.sku,
        name: line.title,
        price: yuan(line.unitPrice),
        quantity: line.pieces,
        itemAmount: yuan(amount - reduction),
        entryDiscount: fenOff(reduction),
        status: STATUS[order.status],
      };
    }),
  };
}

function withParcels(order: FakeOrder): object {
  const logisticsItems = order.shipments.map(({ trackingNumber, carrier, shippedAt }) => ({
    logisticsBillNo: trackingNumber,
    logisticsCompanyName: carrier,
    deliveredTime: timeOf(shippedAt),
  }));
  return { ...orderOf(order), nativeLogistics: { logisticsItems } };
}

interface SentGoods {
  readonly sourceId: string;
  readonly sendGoodEntries: readonly {
    readonly sourceEntryId: string;
    readonly amount: number;
    readonly weight: number;
  }[];
}

export function createOrders(shop: FakeShop) {
  const orderIn = (form: Form): FakeOrder =>
    shop.orderByRemoteId(needed(form, 'orderId')) ?? refuse('ORDER_NOT_EXIST', '订单不存在');

  return {
    'alibaba.trade.getSellerOrderList'(form: Form) {
      const size = numberIn(form, 'pageSize', { least: 1, most: MOST_ROWS, usual: MOST_ROWS });
      const page = numberIn(form, 'page', { least: 1, most: 1e6, usual: 1 });
      const isByMaking = form.has('createStartTime');
      const [start, end] = isByMaking ? ['createStartTime', 'createEndTime'] : ['modifyStartTime', 'modifyEndTime'];
      const within = isByMaking ? shop.ordersPlaced : shop.ordersChanged;
      // Both ends belong to it; the latest comes first.
      const found = within(timeIn(form, start!), timeIn(form, end!) + 1).toReversed();
      return { result: found.slice((page - 1) * size, page * size).map(orderOf), totalRecord: found.length };
    },
    'alibaba.trade.get.sellerView'(form: Form) {
      if (needed(form, 'webSite') !== '1688') refuse('PARAM_ILLEGAL', 'webSite 参数不合法');
      return { result: withParcels(orderIn(form)), success: 'true' };
    },
    'alibaba.order.memoAdd'(form: Form) {
      const order = orderIn(form);
      needed(form, 'remarkIcon');
      shop.write({ kind: 'order-note', target: order.number, value: needed(form, 'memo'), idempotencyKey: null });
      return { result: true, success: true };
    },
    'alibaba.logistics.OpQueryLogisticCompanyList.offline': () => ({ result: CARRIERS, success: true }),
    'alibaba.logistics.OpDeliverySendOrder.offline'(form: Form) {
      const [goods] = JSON.parse(needed(form, 'sendGoods')) as SentGoods[];
      const parcel = JSON.parse(needed(form, 'extBody')) as { readonly cpCode?: string; readonly mailNo?: string };
      const order = shop.orderByRemoteId(goods?.sourceId ?? '') ?? refuse('ORDER_NOT_EXIST', '订单不存在');
      const carrier = CARRIERS.find(({ companyNo }) => companyNo === parcel.cpCode);
      if (!carrier || !parcel.mailNo) refuse('INVALID_PARAM', '系统繁忙，请稍后再试');
      const sent = new Map(goods?.sendGoodEntries.map(({ sourceEntryId, amount }) => [sourceEntryId, amount]));
      const isWhole = order.lines.every(({ lineId, pieces }) => sent.get(lineId) === pieces);
      if (!isWhole || sent.size !== order.lines.length) refuse('INVALID_PARAM', '发货明细不正确');
      if (order.status !== 'paid') refuse('ORDER_STATUS_ERROR', '订单状态不允许发货');
      const write = { kind: 'fulfilment', target: order.number, value: parcel.mailNo, idempotencyKey: null } as const;
      shop.write({ ...write, carrier: carrier.companyName });
      return { result: { logisticsId: `ZX${order.remoteId}`, sendGoods: [goods] }, success: true };
    },
    'alibaba.trade.getLogisticsTraceInfo.sellerView'(form: Form) {
      const order = orderIn(form);
      if (order.shipments.length === 0) refuse('LOGISTICS_NOT_FOUND', '没有物流信息');
      const logisticsTrace = order.shipments.map(({ trackingNumber, shippedAt, deliveredAt }) => ({
        logisticsId: `ZX${order.remoteId}`,
        orderId: bare(order.remoteId),
        logisticsBillNo: trackingNumber,
        // The last one first, by Beijing's clock.
        logisticsSteps: [
          ...(deliveredAt === null ? [] : [{ acceptTime: writeChinaTime(deliveredAt), remark: '快件已签收' }]),
          { acceptTime: writeChinaTime(shippedAt), remark: '【义乌】进行揽件扫描' },
        ],
      }));
      return { logisticsTrace, success: true };
    },
  };
}
