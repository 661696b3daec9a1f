import { describe, expect, it } from 'vitest';
import { mapPddOrder } from '../../../../../src-main/sync/platforms/pinduoduo/map-order.ts';
import { mapTrace } from '../../../../../src-main/sync/platforms/pinduoduo/tracking.ts';

const NOTHING = { refunds: new Map(), carriers: new Map<string, string>() };
const order = {
  order_sn: '260301-000000000000001',
  order_status: 1,
  refund_status: 1,
  after_sales_status: 0,
  confirm_status: 1,
  created_time: '2026-03-01 08:00:00',
  pay_time: '2026-03-01 08:01:00',
  updated_at: '2026-03-01 08:02:00',
  goods_amount: '39.80',
  discount_amount: '2.00',
  postage: '0.00',
  pay_amount: '37.80',
  tracking_number: '',
  logistics_id: 0,
  item_list: [
    { goods_id: 1, sku_id: 2, outer_id: 'SKU-1', goods_name: 'T', goods_count: 1, goods_price: '19.90' },
    {
      goods_id: 1,
      sku_id: 2,
      outer_id: null,
      outer_goods_id: 'G-1',
      goods_name: 'T',
      goods_count: '1',
      goods_price: 19.9,
    },
  ],
};

describe("Pinduoduo's order", () => {
  it("is in yuan and by Beijing's clock, and its lines are told apart", () => {
    expect(mapPddOrder(order, NOTHING)).toMatchObject({
      number: '260301-000000000000001',
      placedAt: Date.UTC(2026, 2, 1),
      updatedAt: Date.UTC(2026, 2, 1, 0, 2),
      status: 'paid',
      total: 378_000,
      discount: 20_000,
      lines: [
        { lineId: '2', sku: 'SKU-1', listingId: '1/2', quantity: 1_000, amount: 199_000 },
        { lineId: '2-2', sku: 'G-1', listingId: '1/2', quantity: 1_000, amount: 199_000 },
      ],
      shipments: [],
      note: null,
      contact: null,
    });
  });

  it.each([
    [{ order_status: 2 }, 'shipped'],
    [{ order_status: '3' }, 'completed'],
    [{ order_status: 1, refund_status: 2 }, 'paid'],
    [{ order_status: 2, refund_status: 3 }, 'shipped'],
    [{ order_status: 2, refund_status: 4 }, 'refunded'],
    [{ order_status: 1, confirm_status: 2 }, 'cancelled'],
    [{ order_status: 1, confirm_status: 2, refund_status: 4 }, 'cancelled'],
  ] as const)('with %o is %s', (change, status) => {
    expect(mapPddOrder({ ...order, ...change }, NOTHING).status).toBe(status);
  });

  it('is given back in part where a refund says so, and never more than was paid', () => {
    const refunded = { ...order, order_status: 2, refund_status: 4 };
    const withRefund = (...amounts: string[]) => {
      const refunds = new Map([[order.order_sn, amounts.map((amount) => ({ refund_amount: amount }))]]);
      return mapPddOrder(refunded, { ...NOTHING, refunds });
    };
    expect(withRefund('2.00', '3.00')).toMatchObject({ status: 'partiallyRefunded', refunded: 50_000 });
    expect(withRefund('37.80')).toMatchObject({ status: 'refunded', refunded: 378_000 });
    expect(withRefund('90')).toMatchObject({ status: 'refunded', refunded: 378_000 });
  });

  it('has every parcel it was sent in, by the names of the carriers', () => {
    const sent = {
      ...order,
      tracking_number: 'SF1',
      logistics_id: 44,
      shipping_time: '2026-03-02 08:00:00',
      extra_delivery_list: [{ tracking_number: 'YT2', logistics_id: '85' }, { tracking_number: null }],
    };
    const carriers = new Map([['44', '顺丰快递']]);
    const shippedAt = Date.UTC(2026, 2, 2);
    expect(mapPddOrder(sent, { ...NOTHING, carriers }).shipments).toEqual([
      { trackingNumber: 'SF1', carrier: '顺丰快递', shippedAt, deliveredAt: null },
      { trackingNumber: 'YT2', carrier: null, shippedAt, deliveredAt: null },
    ]);
  });
});

describe("Pinduoduo's parcel", () => {
  const step = (action: string, time: string) => ({ status_time: time, status_desc: action, action });

  it('is where its last step left it, in whatever order the steps come', () => {
    const trace = mapTrace('SF1', null, [step('SEND', '2026-03-02 10:00:00'), step('GOT', '2026-03-01 10:00:00')]);
    expect(trace.status).toBe('out_for_delivery');
    expect(trace.events.map(({ text }) => text)).toEqual(['GOT', 'SEND']);
  });

  it.each([
    ['SIGN', 'delivered'],
    ['IN_ CABINET', 'out_for_delivery'],
    ['FAIL', 'exception'],
    ['REJECTION', 'refused'],
    ['RETURN', 'returning'],
    ['ARRIVAL', 'in_transit'],
  ])('after %s is %s', (action, status) => {
    expect(mapTrace('SF1', null, [step(action, '2026-03-02 10:00:00')]).status).toBe(status);
  });

  it('without a step waits', () => {
    expect(mapTrace('SF1', '顺丰快递', [])).toEqual({
      trackingNumber: 'SF1',
      carrier: '顺丰快递',
      status: 'pending',
      events: [],
    });
  });
});
