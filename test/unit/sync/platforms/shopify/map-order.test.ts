import { describe, expect, it } from 'vitest';
import type { Fields } from '../../../../../src-main/sync/platform/index.ts';
import { shopify } from '../../../../../src-main/sync/platforms/shopify/index.ts';
import { mapOrder } from '../../../../../src-main/sync/platforms/shopify/map-order.ts';

const money = (amount: string) => ({ shopMoney: { amount } });
const order = (fields: object = {}): Fields => ({
  id: 'gid://shopify/Order/820982911946154508',
  legacyResourceId: '820982911946154508',
  name: '#1001',
  createdAt: '2026-03-01T00:00:00Z',
  updatedAt: '2026-03-02T00:00:00Z',
  cancelledAt: null,
  closedAt: null,
  currencyCode: 'USD',
  displayFinancialStatus: 'PAID',
  displayFulfillmentStatus: 'UNFULFILLED',
  totalPriceSet: money('19.90'),
  ...fields,
});
const parcel = (deliveredAt: string | null) => ({
  createdAt: '2026-03-02T00:00:00Z',
  deliveredAt,
  trackingInfo: [{ company: 'UPS', number: '1Z' }],
});
const ARRIVED = '2026-03-04T00:00:00Z';

describe('an order of Shopify', () => {
  it.each([
    ['PENDING', 'UNFULFILLED', {}, 'unpaid'],
    ['AUTHORIZED', 'UNFULFILLED', {}, 'unpaid'],
    ['PARTIALLY_PAID', 'UNFULFILLED', {}, 'unpaid'],
    ['EXPIRED', 'UNFULFILLED', {}, 'unpaid'],
    ['PAID', 'UNFULFILLED', {}, 'paid'],
    ['PAID', 'PARTIALLY_FULFILLED', {}, 'paid'],
    ['PAID', 'ON_HOLD', {}, 'paid'],
    ['PAID', 'FULFILLED', { fulfillments: [parcel(null)] }, 'shipped'],
    ['PAID', 'FULFILLED', { fulfillments: [parcel(ARRIVED), parcel(null)] }, 'shipped'],
    ['PAID', 'FULFILLED', { fulfillments: [parcel(ARRIVED)] }, 'completed'],
    ['PAID', 'FULFILLED', { closedAt: ARRIVED }, 'completed'],
    // Paid on delivery.
    ['PENDING', 'FULFILLED', { fulfillments: [parcel(null)] }, 'shipped'],
    ['REFUNDED', 'FULFILLED', {}, 'refunded'],
    ['PARTIALLY_REFUNDED', 'FULFILLED', {}, 'partiallyRefunded'],
    ['VOIDED', 'UNFULFILLED', {}, 'cancelled'],
    ['REFUNDED', 'UNFULFILLED', { cancelledAt: ARRIVED }, 'cancelled'],
  ])('that is %s and %s %o is %s', (displayFinancialStatus, displayFulfillmentStatus, fields, status) => {
    const fulfilled = { displayFinancialStatus, displayFulfillmentStatus, ...fields };
    expect(mapOrder(order(fulfilled), [])).toMatchObject({ status });
  });

  it('was paid when the first money came in, whatever was tried before', () => {
    const transactions = [
      { kind: 'AUTHORIZATION', status: 'SUCCESS', processedAt: '2026-03-01T00:01:00Z' },
      { kind: 'SALE', status: 'FAILURE', processedAt: '2026-03-01T00:02:00Z' },
      { kind: 'CAPTURE', status: 'SUCCESS', processedAt: '2026-03-01T00:04:00Z' },
      { kind: 'SALE', status: 'SUCCESS', processedAt: '2026-03-01T00:03:00Z' },
    ];
    expect(mapOrder(order({ transactions }), []).paidAt).toBe(Date.parse('2026-03-01T00:03:00Z'));
    expect(mapOrder(order(), []).paidAt).toBeNull();
  });

  it('has lines of what is no product of the shop: a tip, one that was deleted since', () => {
    const line = {
      id: 'gid://shopify/LineItem/7',
      sku: null,
      title: '小费',
      quantity: 1,
      originalUnitPriceSet: money('5.00'),
    };
    expect(mapOrder(order(), [{ ...line, product: null, variant: null }]).lines).toEqual([
      { lineId: '7', sku: '', listingId: null, title: '小费', quantity: 1_000, unitPrice: 50_000, amount: 50_000 },
    ]);
  });

  it('without a customer and an address is an order still', () => {
    expect(mapOrder(order({ customer: null, shippingAddress: null }), [])).toMatchObject({
      customer: null,
      contact: null,
    });
  });

  it('whose amount cannot be read is an error, not free of charge', () => {
    expect(() => mapOrder(order({ totalPriceSet: money('NaN') }), [])).toThrow(
      expect.objectContaining({ code: 'PLATFORM_UNREADABLE' }),
    );
  });
});

describe("a shop's address", () => {
  it.each([
    'my-shop',
    'my-shop.myshopify.com',
    ' https://my-shop.myshopify.com/ ',
    'https://my-shop.myshopify.com/admin/orders?x=1',
    'https://admin.shopify.com/store/my-shop/products',
  ])('is understood from %j', (shop) => {
    expect(shopify.defaultBaseUrl({ shop })).toBe('https://my-shop.myshopify.com');
  });
});
