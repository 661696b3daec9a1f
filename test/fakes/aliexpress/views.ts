/** A FakeShop's orders and products as AliExpress tells them: ids are bare numbers, money texts, times those of Los Angeles. */
import { bare } from '../bare-numbers.ts';
import type { FakeListing, FakeOrder, FakeShop } from '../fake-shop.ts';
import { totalOf } from '../seed-shop.ts';
import { toPacific } from './pacific-clock.ts';

export function decimal(money: number): string {
  const cents = String(Math.round(money / 100)).padStart(3, '0');
  return `${cents.slice(0, -2)}.${cents.slice(-2)}`;
}

const STATUS: Readonly<Record<FakeOrder['status'], string>> = {
  unpaid: 'PLACE_ORDER_SUCCESS',
  paid: 'WAIT_SELLER_SEND_GOODS',
  shipped: 'WAIT_BUYER_ACCEPT_GOODS',
  completed: 'FINISH',
  cancelled: 'FINISH',
  refunded: 'FINISH',
  partiallyRefunded: 'FINISH',
};

const END_REASON: Partial<Readonly<Record<FakeOrder['status'], string>>> = {
  completed: 'buyer_accept_goods',
  cancelled: 'buyer_cancel_notpay_order',
  refunded: 'seller_accept_issue_no_goods_return',
  partiallyRefunded: 'buyer_accept_goods',
};

export const statusOf = ({ status }: FakeOrder): string => STATUS[status];
const productIdOf = (listingId: string) => listingId.slice(0, listingId.indexOf('/'));
const timeOrNull = (at: number | null) => (at === null ? null : toPacific(at));
/** Unpaid orders have no time of payment: cancelled ones never had. */
const paidAt = ({ status, paidAt: at }: FakeOrder) => (status === 'unpaid' ? null : at);

export function listedOrder(order: FakeOrder) {
  const money = (amount: number) => ({ amount: decimal(amount), currency_code: order.currency });
  return {
    order_id: bare(order.remoteId),
    order_status: statusOf(order),
    gmt_create: toPacific(order.placedAt),
    gmt_pay_time: timeOrNull(paidAt(order)),
    gmt_update: toPacific(order.updatedAt),
    gmt_send_goods_time: timeOrNull(order.shipments[0]?.shippedAt ?? null),
    pay_amount: money(totalOf(order)),
    fund_status: order.paidAt === null ? 'NOT_PAY' : 'PAY_SUCCESS',
    issue_status: order.status === 'refunded' ? 'END_ISSUE' : 'NO_ISSUE',
    biz_type: 'AE_COMMON',
    end_reason: END_REASON[order.status],
    buyer_login_id: 'ru1234567890',
    buyer_signer_fullname: 'Иван Иванов',
    product_list: {
      order_product_dto: order.lines.map((line) => ({
        child_id: bare(line.lineId),
        order_id: bare(order.remoteId),
        product_id: bare(productIdOf(line.listingId)),
        sku_code: line.sku,
        product_name: line.title,
        product_count: line.pieces,
        product_unit_price: money(line.unitPrice),
        total_product_amount: money(line.unitPrice * line.pieces),
      })),
    },
  };
}

export function orderDetails(order: FakeOrder) {
  const money = (amount: number) => ({
    amount: decimal(amount),
    cent: bare(String(Math.round(amount / 100))),
    cent_factor: 100,
    currency_code: order.currency,
  });
  return {
    id: bare(order.remoteId),
    order_status: statusOf(order),
    gmt_create: toPacific(order.placedAt),
    gmt_modified: toPacific(order.updatedAt),
    gmt_pay_success: timeOrNull(paidAt(order)),
    order_amount: money(totalOf(order)),
    order_end_reason: END_REASON[order.status],
    buyerloginid: 'ru1234567890',
    buyer_signer_fullname: 'Иван Иванов',
    receipt_address: {
      contact_person: 'Иван Иванов',
      mobile_no: '9161234567',
      city: 'Москва',
      country: 'RU',
      zip: '101000',
    },
    logistic_info_list: {
      global_aeop_tp_logistic_info_dto: order.shipments.map(({ trackingNumber, carrier, shippedAt, deliveredAt }) => ({
        logistics_no: trackingNumber,
        logistics_service_name: carrier,
        logistics_type_code: 'OTHER',
        gmt_send: toPacific(shippedAt),
        gmt_received: timeOrNull(deliveredAt),
        receive_status: deliveredAt === null ? 'default' : 'received',
      })),
    },
    child_order_list: {
      global_aeop_tp_child_order_dto: order.lines.map((line) => ({
        id: bare(order.remoteId),
        child_order_id: line.lineId,
        product_id: bare(productIdOf(line.listingId)),
        sku_code: line.sku,
        product_name: line.title,
        product_count: line.pieces,
        product_price: money(line.unitPrice),
      })),
    },
  };
}

export const stateOf = (variants: readonly FakeListing[]): string =>
  variants.some(({ onSale }) => onSale) ? 'onSelling' : 'offline';

export const changedAt = (variants: readonly FakeListing[]): number =>
  Math.max(...variants.map(({ updatedAt }) => updatedAt));

export function productDetails(shop: FakeShop, productId: string, discounts: ReadonlyMap<string, string>) {
  const variants = shop.listingsOfProduct(productId);
  const [first] = variants;
  return {
    product_id: bare(productId),
    subject: first?.title,
    multi_language_subject_list: {
      global_subject: [
        { locale: 'en_US', subject: first?.title },
        { locale: 'ru_RU', subject: 'Товар' },
      ],
    },
    currency_code: first?.currency,
    product_status_type: stateOf(variants),
    gmt_modified: toPacific(changedAt(variants)),
    aeop_ae_product_s_k_us: {
      global_aeop_ae_product_sku: variants.map(({ listingId, variantId, sku, price, pieces, currency }) => ({
        id: `14:${variantId}`,
        sku_code: sku,
        sku_price: decimal(price),
        sku_discount_price: discounts.get(listingId),
        ipm_sku_stock: pieces,
        sku_stock: pieces > 0,
        currency_code: currency,
      })),
    },
  };
}
