import { describe, expect, it } from 'vitest';
import { mapListedOrder } from '../../../../../src-main/sync/platforms/aliexpress/map-order.ts';

const order = (fields: object) => ({
  order_id: '8000000000000000001',
  order_status: 'WAIT_SELLER_SEND_GOODS',
  gmt_create: '2026-02-28 16:00:00',
  gmt_pay_time: '2026-02-28 16:05:00',
  pay_amount: { amount: '12.50', currency_code: 'USD' },
  ...fields,
});
const line = {
  child_id: '8000000000000000002',
  product_id: 100500,
  sku_code: 'SKU-1',
  product_name: 'T',
  product_count: 1,
  product_unit_price: { amount: '12.50', currency_code: 'USD' },
};

describe('an order of AliExpress', () => {
  it.each([
    ['PLACE_ORDER_SUCCESS', {}, 'unpaid'],
    ['RISK_CONTROL', {}, 'paid'],
    ['WAIT_SELLER_EXAMINE_MONEY', {}, 'paid'],
    ['SELLER_PART_SEND_GOODS', {}, 'paid'],
    ['WAIT_BUYER_ACCEPT_GOODS', {}, 'shipped'],
    ['FUND_PROCESSING', {}, 'completed'],
    ['IN_ISSUE', { gmt_send_goods_time: '2026-03-01 00:00:00' }, 'shipped'],
    ['IN_ISSUE', {}, 'paid'],
    ['IN_CANCEL', { gmt_pay_time: null }, 'unpaid'],
    ['FINISH', { end_reason: 'buyer_accept_goods' }, 'completed'],
    ['FINISH', { end_reason: 'seller_accept_issue_no_goods_return' }, 'refunded'],
    ['FINISH', { end_reason: 'buyer_cancel_order_in_risk' }, 'cancelled'],
    ['FINISH', { end_reason: 'pay_timeout', gmt_pay_time: null }, 'cancelled'],
    ['SOMETHING_NEW', {}, 'paid'],
  ])('in state %s %o is %s', (order_status, fields, status) => {
    expect(mapListedOrder(order({ order_status, ...fields }))).toMatchObject({ status, rawStatus: order_status });
  });

  it.each([
    ['order_product_dto', { order_product_dto: [line] }],
    ['aeop_order_product_dto', { aeop_order_product_dto: [line] }],
    ['no name at all', [line]],
  ])('brings its lines under %s', (_, product_list) => {
    expect(mapListedOrder(order({ product_list })).lines).toEqual([
      {
        lineId: '8000000000000000002',
        sku: 'SKU-1',
        listingId: '100500/SKU-1',
        title: 'T',
        quantity: 1_000,
        unitPrice: 125_000,
        amount: 125_000,
      },
    ]);
  });

  it('has postage where more was paid than its goods cost, and a discount where less was', () => {
    const product_list = [line];
    const more = mapListedOrder(order({ product_list, pay_amount: { amount: '15.00', currency_code: 'USD' } }));
    expect(more).toMatchObject({ shippingFee: 25_000, discount: 0, total: 150_000 });
    const less = mapListedOrder(order({ product_list, pay_amount: { amount: '10.49', currency_code: 'USD' } }));
    expect(less).toMatchObject({ shippingFee: 0, discount: 20_100, total: 104_900 });
  });

  it('whose amount cannot be read is an error, not free of charge', () => {
    const pay_amount = { amount: 'twelve', currency_code: 'USD' };
    expect(() => mapListedOrder(order({ pay_amount }))).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNREADABLE' }),
    );
  });
});
