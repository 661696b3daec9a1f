/** AliExpress: the open platform's signed calls, whose times are those of Los Angeles. */
import { type Platform, pushByKind } from '../../platform/index.ts';
import { profileApi, refreshApi } from './account.ts';
import { FINISHED_WINDOW, REACH, readOrder, readOrders } from './orders.ts';
import { PRODUCTS_A_CALL, readListings, readListingsById } from './products.ts';
import { pushFulfilments } from './push/fulfilment.ts';
import { pushPrices } from './push/price.ts';
import { pushStock } from './push/stock.ts';
import { pushTitles } from './push/title.ts';
import { readTracking } from './tracking.ts';

const MINUTE = 60_000;

export const aliexpress: Platform = {
  name: 'aliexpress',
  capabilities: {
    orders: { longestWindow: FINISHED_WINDOW, overlap: 10 * MINUTE, reach: REACH },
    listings: { longestWindow: null, overlap: 10 * MINUTE, reach: null },
    tracking: true,
    webhooks: false,
    readBatch: PRODUCTS_A_CALL,
    push: {
      stock: { batch: PRODUCTS_A_CALL, repeat: 'read-back' },
      price: { batch: PRODUCTS_A_CALL, repeat: 'same' },
      title: { batch: 1, repeat: 'same' },
      fulfilment: { batch: 1, repeat: 'read-back' },
    },
    // Nothing is published, and answers tell nothing until it is too much.
    rate: { perSecond: 5, burst: 10 },
    // A test app's; released apps are given more.
    dailyCalls: 5_000,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://api-sg.aliexpress.com',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'appSecret', secret: true, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.appKey ?? '',
  shopInfo: (context) => context.call(profileApi, null),
  orders: readOrders,
  order: readOrder,
  listings: readListings,
  listingsById: readListingsById,
  tracking: (context, { number }) => readTracking(context, number),
  push: (context, items) =>
    pushByKind('aliexpress', items, {
      stock: (sent) => pushStock(context, sent),
      price: (sent) => pushPrices(context, sent),
      title: (sent) => pushTitles(context, sent),
      fulfilment: (sent) => pushFulfilments(context, sent),
    }),
  refresh: refreshApi,
  webhooks: null,
};
