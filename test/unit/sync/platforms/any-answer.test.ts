/** Whatever a platform says of an item, it is read or refused by the name of a field: nothing else ever comes of it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Fields, fieldReader, type Listed, readEach } from '../../../../src-main/sync/platform/index.ts';
import {
  mapListed1688,
  mapOrder1688,
  nameOrder as name1688,
} from '../../../../src-main/sync/platforms/alibaba-1688/map-order.ts';
import { readProduct as product1688 } from '../../../../src-main/sync/platforms/alibaba-1688/products.ts';
import { readProduct as productAliexpress } from '../../../../src-main/sync/platforms/aliexpress/map-listing.ts';
import {
  mapListedOrder,
  mapOrderDetails,
  nameDetails,
  nameListed,
} from '../../../../src-main/sync/platforms/aliexpress/map-order.ts';
import { mapSku } from '../../../../src-main/sync/platforms/pinduoduo/goods.ts';
import { mapPddOrder, nameOrder as namePdd } from '../../../../src-main/sync/platforms/pinduoduo/map-order.ts';
import { mapVariant, nameVariant } from '../../../../src-main/sync/platforms/shopify/map-listing.ts';
import { mapOrder, nameOrder as nameShopify } from '../../../../src-main/sync/platforms/shopify/map-order.ts';
import { readItem } from '../../../../src-main/sync/platforms/taobao/map-listing.ts';
import { mapTrade, nameTrade, refundIdsOf } from '../../../../src-main/sync/platforms/taobao/map-order.ts';

const { fields, list } = fieldReader('shopify');

const orders: Record<string, readonly [(order: Fields) => unknown, typeof nameTrade, sound: Fields]> = {
  taobao: [
    (trade) => [refundIdsOf(trade), mapTrade(trade, { refunds: 0, holdsMemo: true })],
    nameTrade,
    {
      tid: '3',
      status: 'TRADE_FINISHED',
      created: '2026-03-01 08:00:00',
      modified: '2026-03-01 08:00:00',
      payment: '1.00',
      post_fee: '0',
      seller_memo: '',
      orders: {
        order: [
          {
            oid: 1,
            num_iid: 2,
            sku_id: 3,
            price: '1',
            num: 1,
            refund_status: 'SUCCESS',
            refund_id: 9,
            invoice_no: 'A',
          },
        ],
      },
    },
  ],
  '1688': [
    (order) => [mapListed1688(order), mapOrder1688(order)],
    name1688,
    {
      baseInfo: {
        idOfStr: '2',
        status: 'success',
        createTime: '20260301080000000+0800',
        totalAmount: 1,
        refund: 0,
        receiverInfo: {},
      },
      productItems: [{ subItemID: 1, productID: 2, price: 1, quantity: 1 }],
      nativeLogistics: { logisticsItems: [{ logisticsBillNo: 'A' }] },
    },
  ],
  pinduoduo: [
    (order) => mapPddOrder(order, { refunds: new Map([['26', [{ refund_amount: '1' }]]]), carriers: new Map() }),
    namePdd,
    {
      order_sn: '26',
      order_status: 1,
      refund_status: 4,
      created_time: '2026-03-01 08:00:00',
      pay_amount: '1.00',
      item_list: [{ goods_id: 1, sku_id: 2, goods_count: 1, goods_price: '1' }],
      extra_delivery_list: [{ tracking_number: 'A' }],
    },
  ],
  'aliexpress, listed': [
    mapListedOrder,
    nameListed,
    {
      order_id: '8',
      order_status: 'FINISH',
      gmt_create: '2026-03-01 08:00:00',
      pay_amount: { amount: '1', currency_code: 'USD' },
      product_list: { order_product_dto: [{ child_id: 1, product_count: 1, product_unit_price: { amount: '1' } }] },
    },
  ],
  'aliexpress, with its details': [
    mapOrderDetails,
    nameDetails,
    {
      id: '8',
      order_status: 'FINISH',
      gmt_create: '2026-03-01 08:00:00',
      order_amount: { amount: '1', currency_code: 'USD' },
      child_order_list: { dto: [{ child_order_id: 1, product_count: 1, product_price: { amount: '1' } }] },
      logistic_info_list: { dto: [{ logistics_no: 'A' }] },
      receipt_address: {},
    },
  ],
  shopify: [
    (order) => mapOrder(order, list(order.lines, 'lineItems')),
    nameShopify,
    {
      id: 'gid://shopify/Order/5',
      name: '#1',
      createdAt: '2026-03-01T00:00:00Z',
      currencyCode: 'USD',
      totalPriceSet: { shopMoney: { amount: '1' } },
      transactions: [],
      fulfillments: [{ trackingInfo: [{ number: 'A' }] }],
      shippingAddress: { formatted: ['x'] },
      lines: [{ id: 'gid://shopify/LineItem/1', quantity: 1, originalUnitPriceSet: { shopMoney: { amount: '1' } } }],
    },
  ],
};

const listings: Record<string, readonly [(listing: Fields) => unknown, sound: Fields]> = {
  taobao: [readItem, { num_iid: 1, price: '1', num: 1, skus: { sku: [{ sku_id: 2, price: '1', quantity: 1 }] } }],
  '1688': [
    product1688,
    { productID: 1, saleInfo: { priceRanges: [{ price: 1 }] }, skuInfos: [{ specId: 'a', price: 1, amountOnSale: 1 }] },
  ],
  pinduoduo: [
    (goods) => mapSku(goods, fields(goods.sku), 0),
    { goods_id: 1, status: 1, sku: { sku_id: 2, multi_price: 100, quantity: 1 } },
  ],
  aliexpress: [
    productAliexpress,
    {
      product_id: 1,
      aeop_ae_product_s_k_us: {
        sku: [{ id: 2, sku_code: 'A', sku_price: '1', currency_code: 'USD', ipm_sku_stock: 1 }],
      },
    },
  ],
  shopify: [
    ({ variant, product }) =>
      readEach([{ variant: fields(variant), product: fields(product), currency: 'USD' }], nameVariant, mapVariant),
    {
      product: { id: 'gid://shopify/Product/1', status: 'ACTIVE' },
      variant: {
        id: 'gid://shopify/ProductVariant/2',
        price: '1',
        inventoryItem: { id: 'gid://shopify/InventoryItem/3', tracked: true },
        inventoryQuantity: 1,
      },
    },
  ],
};

/** What may stand anywhere: of every kind, and what looks nearly right. */
const anything = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(
    null,
    '',
    'abc',
    '-1',
    -1,
    0,
    '1,5',
    '1e9',
    '0000-00-00 00:00:00',
    '9999-12-31 08:00:00',
    [],
    [null],
    [7],
    {},
    '99999999999999999999',
  ),
);

/** The paths of all values in it. */
function pathsOf(value: unknown): (string | number)[][] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[key], ...pathsOf(inner).map((path) => [key, ...path])]);
}

function withOther(sound: Fields, changes: readonly (readonly [place: number, value: unknown])[]): Fields {
  const copy = structuredClone(sound) as Record<string, unknown>;
  for (const [place, value] of changes) {
    const paths = pathsOf(copy);
    const path = paths[place % Math.max(1, paths.length)] ?? [];
    let at: Record<string | number, unknown> = copy;
    for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
    const last = path.at(-1);
    if (last !== undefined) at[last] = structuredClone(value);
  }
  return copy;
}

const changes = fc.array(fc.tuple(fc.nat(), anything), { maxLength: 4 });

/** @throws whatever is thrown that names no field. */
async function reads(
  said: Fields,
  read: (said: Fields) => unknown,
  naming: typeof nameTrade,
): Promise<Listed<unknown>> {
  return readEach([said], naming, read);
}

describe('whatever is said', () => {
  it.each(Object.entries(orders))(
    'of an order of %s is read, or names the field that cannot be',
    async (_, [map, naming, sound]) => {
      await fc.assert(
        fc.asyncProperty(changes, async (changed) => {
          const { items, unread } = await reads(withOther(sound, changed), map, naming);
          return items.length + unread.length === 1 && unread.every(({ field }) => field !== '');
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(Object.entries(listings))(
    'of a listing of %s is read, or names the field that cannot be',
    async (_, [map, sound]) => {
      await fc.assert(
        fc.asyncProperty(changes, async (changed) => {
          const { items, unread } = await reads(withOther(sound, changed), map, () => ({ id: null, shown: '' }));
          return items.length + unread.length === 1;
        }),
        { numRuns: 300 },
      );
    },
  );

  it.each(Object.entries(orders))('of %s is sound to begin with', async (_, [map, naming, sound]) => {
    const { unread } = await reads(sound, map, naming);
    expect(unread).toEqual([]);
  });
});
