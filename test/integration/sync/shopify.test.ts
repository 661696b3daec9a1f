/** Shopify keeps the contract of platforms. */
import { shopify } from '../../../src-main/sync/platforms/shopify/index.ts';
import { createFakeShopify } from '../../fakes/shopify/index.ts';
import { describePlatform } from './platform-contract.ts';

describePlatform(shopify, createFakeShopify, {
  errors: [
    { code: 'THROTTLED', action: 'throttle' },
    { code: '429', action: 'throttle' },
    { code: '401', action: 'reauthorise' },
    { code: '403', action: 'reauthorise' },
    { code: '402', action: 'reauthorise' },
    { code: 'ACCESS_DENIED', action: 'reauthorise' },
    { code: 'SHOP_INACTIVE', action: 'reauthorise' },
    { code: 'INTERNAL_SERVER_ERROR', action: 'retry' },
    { code: '423', action: 'retry' },
    { code: 'MAX_COST_EXCEEDED', action: 'refuse' },
    { code: 'undefinedField', action: 'refuse' },
    { code: 'argumentLiteralsIncompatible', action: 'refuse' },
  ],
  itemError: 'INVALID_INVENTORY_ITEM',
  spoils: {
    order: [
      { path: 'totalPriceSet.shopMoney.amount', value: 'abc', field: 'totalPriceSet' },
      { path: 'totalPriceSet', field: 'totalPriceSet' },
      { path: 'currencyCode', value: 'BITCOIN', field: 'currencyCode' },
      { path: 'createdAt', value: 'soon', field: 'createdAt' },
      { path: 'updatedAt', value: '9999-12-31T00:00:00Z', field: 'updatedAt' },
      { path: 'lineItems.nodes.0.quantity', value: 'many', field: 'lineItem.quantity' },
    ],
    orderNumber: ['name'],
    listing: [
      { path: 'price', value: 'abc', field: 'price' },
      { path: 'inventoryQuantity', value: 'abc', field: 'inventoryQuantity' },
    ],
    markOf: ({ variantId }) => `gid://shopify/ProductVariant/${variantId}`,
  },
  wrongCredentials: [{ credentials: { accessToken: 'shpat_wrong', clientSecret: 'wrong' }, action: 'reauthorise' }],
  clock: null,
  listsShipments: true,
  listsNotes: true,
});
