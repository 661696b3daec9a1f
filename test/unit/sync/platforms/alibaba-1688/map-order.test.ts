import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasParcels, mapOrder1688 } from '../../../../../src-main/sync/platforms/alibaba-1688/map-order.ts';
import { readTime1688, writeTime1688 } from '../../../../../src-main/sync/platforms/alibaba-1688/time.ts';

const baseInfo = {
  id: '2000000000000000001',
  status: 'waitsellersend',
  createTime: '20260301080000000+0800',
  payTime: '20260301080100000+0800',
  modifyTime: '20260301000200500+0000',
  totalAmount: 105.0,
  sumProductPayment: 100.0,
  shippingFee: 5.0,
  discount: -200,
  refund: 0.0,
};
const item = {
  subItemID: '2000000000000000002',
  productID: 123,
  specId: 's1',
  cargoNumber: 'SKU-1',
  name: 'T',
  price: 10.2,
  quantity: 10,
  itemAmount: 100.0,
  entryDiscount: -200,
};
const order = { baseInfo, productItems: [item] };

describe("1688's order", () => {
  it('is in yuan, although what was taken off is told in fen', () => {
    expect(mapOrder1688(order)).toMatchObject({
      number: '2000000000000000001',
      placedAt: Date.UTC(2026, 2, 1),
      updatedAt: Date.UTC(2026, 2, 1, 0, 2, 0, 500),
      status: 'paid',
      currency: 'CNY',
      total: 1_050_000,
      shippingFee: 50_000,
      // 102 + 5 − 105, which is 200 fen.
      discount: 20_000,
      lines: [
        { lineId: '2000000000000000002', sku: 'SKU-1', listingId: '123/s1', quantity: 10_000, amount: 1_020_000 },
      ],
    });
  });

  it('may be of half a metre', () => {
    const half = { ...item, quantity: '0.5', specId: null };
    const [line] = mapOrder1688({ ...order, productItems: [half] }).lines;
    expect(line).toMatchObject({ quantity: 500, amount: 51_000, listingId: '123' });
  });

  it.each([
    [{ status: 'waitbuyerpay' }, 'unpaid'],
    [{ status: 'waitlogisticstakein' }, 'paid'],
    [{ status: 'waitbuyerreceive' }, 'shipped'],
    [{ status: 'waitbuyersign' }, 'shipped'],
    [{ status: 'signinsuccess' }, 'completed'],
    [{ status: 'confirm_goods' }, 'completed'],
    [{ status: 'success' }, 'completed'],
    [{ status: 'success', refund: '3.5' }, 'partiallyRefunded'],
    [{ status: 'cancel' }, 'cancelled'],
    [{ status: 'terminated' }, 'cancelled'],
    [{ status: 'terminated', refund: 105 }, 'refunded'],
  ] as const)('with %o is %s', (change, status) => {
    expect(mapOrder1688({ ...order, baseInfo: { ...baseInfo, ...change } }).status).toBe(status);
  });

  it('is asked for once more where it may have parcels', () => {
    const inStatus = (status: string) => hasParcels({ ...order, baseInfo: { ...baseInfo, status } });
    expect(['waitbuyerpay', 'waitsellersend', 'cancel'].map(inStatus)).toEqual([false, false, false]);
    expect(['waitbuyerreceive', 'success'].map(inStatus)).toEqual([true, true]);
  });

  it('names its parcels, and may lack whatever 1688 leaves out', () => {
    const items = [
      { logisticsBillNo: 'YT1', logisticsCompanyName: '圆通速递', deliveredTime: '20260302080000000+0800' },
      {},
    ];
    expect(mapOrder1688({ ...order, nativeLogistics: { logisticsItems: items } }).shipments).toEqual([
      { trackingNumber: 'YT1', carrier: '圆通速递', shippedAt: Date.UTC(2026, 2, 2), deliveredAt: null },
    ]);
    const made = { createTime: '20260301080000000+0800', totalAmount: 0 };
    const bare = { baseInfo: { idOfStr: '7', status: 'waitbuyerpay', ...made } };
    expect(mapOrder1688(bare)).toMatchObject({
      number: '7',
      paidAt: null,
      total: 0,
      contact: null,
      lines: [],
      note: null,
    });
  });
});

describe("1688's times", () => {
  it('carry milliseconds and an offset', () => {
    expect(readTime1688('20260301080000000+0800')).toBe(Date.UTC(2026, 2, 1));
    expect(readTime1688('20260228190000250-0500')).toBe(Date.UTC(2026, 2, 1, 0, 0, 0, 250));
    expect(writeTime1688(Date.UTC(2026, 2, 1))).toBe('20260301080000000+0800');
    expect([null, '', '2026-03-01 08:00:00', '20260301080000000 0800'].map(readTime1688)).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  it('are read back as they were written', () => {
    fc.assert(
      fc.property(fc.integer({ min: Date.UTC(2000, 0, 2), max: 4 * 10 ** 12 }), (at) => {
        expect(readTime1688(writeTime1688(at))).toBe(at);
      }),
    );
  });
});
