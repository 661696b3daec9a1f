import { describe, expect, it } from 'vitest';
import { mapTrade, refundIdsOf } from '../../../../../src-main/sync/platforms/taobao/map-order.ts';

const LIST = { refunds: 0, holdsMemo: false };
const trade = {
  tid: '3000000000000000001',
  status: 'WAIT_SELLER_SEND_GOODS',
  created: '2026-03-01 08:00:00',
  pay_time: '2026-03-01 08:01:00',
  modified: '2026-03-01 08:02:00',
  payment: '19.90',
  post_fee: '5.00',
  orders: {
    order: [
      { oid: '1', num_iid: '11', sku_id: '12', outer_sku_id: 'SKU-1', title: 'T', price: '9.95', num: 2 },
      { oid: '2', num_iid: 13, sku_id: 0, outer_iid: 'ITEM', title: 'U', price: '1.00', num: '3' },
    ],
  },
};

describe("Taobao's trade", () => {
  it("is an order by Beijing's clock, in yuan, with every reduction counted once", () => {
    expect(mapTrade(trade, LIST)).toMatchObject({
      number: '3000000000000000001',
      placedAt: Date.UTC(2026, 2, 1),
      paidAt: Date.UTC(2026, 2, 1, 0, 1),
      updatedAt: Date.UTC(2026, 2, 1, 0, 2),
      status: 'paid',
      total: 199_000,
      shippingFee: 50_000,
      // 19.90 + 3.00 + 5.00 − 19.90
      discount: 80_000,
      lines: [
        { lineId: '1', sku: 'SKU-1', listingId: '11/12', quantity: 2_000, unitPrice: 99_500, amount: 199_000 },
        { lineId: '2', sku: 'ITEM', listingId: '13', quantity: 3_000, unitPrice: 10_000, amount: 30_000 },
      ],
    });
  });

  it.each([
    ['TRADE_NO_CREATE_PAY', 'unpaid'],
    ['WAIT_BUYER_PAY', 'unpaid'],
    ['PAY_PENDING', 'unpaid'],
    ['WAIT_PRE_AUTH_CONFIRM', 'unpaid'],
    ['PAID_FORBID_CONSIGN', 'paid'],
    ['SELLER_CONSIGNED_PART', 'paid'],
    ['WAIT_BUYER_CONFIRM_GOODS', 'shipped'],
    ['TRADE_BUYER_SIGNED', 'completed'],
    ['TRADE_FINISHED', 'completed'],
    ['TRADE_CLOSED', 'refunded'],
    ['TRADE_CLOSED_BY_TAOBAO', 'cancelled'],
  ])('in %s is %s', (status, expected) => {
    expect(mapTrade({ ...trade, status }, LIST)).toMatchObject({ status: expected, rawStatus: status });
  });

  it('that was closed after payment was given back whole', () => {
    expect(mapTrade({ ...trade, status: 'TRADE_CLOSED' }, LIST).refunded).toBe(199_000);
  });

  it('with a refund that went through names it, and is given back in part', () => {
    const [line] = trade.orders.order;
    const refunded = { ...trade, orders: { order: [{ ...line, refund_status: 'SUCCESS', refund_id: '77' }] } };
    expect(refundIdsOf(refunded)).toEqual(['77']);
    expect(refundIdsOf({ ...refunded, status: 'TRADE_CLOSED' })).toEqual([]);
    expect(mapTrade(refunded, { ...LIST, refunds: 5_000 })).toMatchObject({
      status: 'partiallyRefunded',
      refunded: 5_000,
    });
  });

  it('says nothing of the memo in a list, and that there is none where it was asked for alone', () => {
    expect('note' in mapTrade(trade, LIST)).toBe(false);
    expect(mapTrade(trade, { refunds: 0, holdsMemo: true }).note).toBeNull();
    expect(mapTrade({ ...trade, seller_memo: '加急' }, { refunds: 0, holdsMemo: true }).note).toBe('加急');
    const versions = [mapTrade(trade, LIST), mapTrade(trade, { refunds: 0, holdsMemo: true })].map(
      ({ version }) => version,
    );
    expect(new Set(versions).size).toBe(1);
  });

  it('is another state when something changes within the same second', () => {
    expect(mapTrade({ ...trade, status: 'WAIT_BUYER_CONFIRM_GOODS' }, LIST).version).not.toBe(
      mapTrade(trade, LIST).version,
    );
  });

  it('has one parcel where its lines name the same waybill', () => {
    const order = trade.orders.order.map((line) => ({ ...line, invoice_no: 'YT1', logistics_company: '圆通速递' }));
    const sent = { ...trade, consign_time: '2026-03-02 08:00:00', orders: { order } };
    expect(mapTrade(sent, LIST).shipments).toEqual([
      { trackingNumber: 'YT1', carrier: '圆通速递', shippedAt: Date.UTC(2026, 2, 2), deliveredAt: null },
    ]);
  });

  it('may lack whatever TOP leaves out', () => {
    const bare = { tid: 7, status: 'WAIT_BUYER_PAY', created: '2026-03-01 08:00:00', payment: '0.00' };
    expect(mapTrade(bare, LIST)).toMatchObject({
      number: '7',
      updatedAt: Date.UTC(2026, 2, 1),
      paidAt: null,
      total: 0,
      customer: null,
      contact: null,
      lines: [],
      shipments: [],
    });
  });
});
