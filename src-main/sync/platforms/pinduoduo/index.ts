/** Pinduoduo. Its messages come over a websocket only, so that it has no webhooks here. */
import type { Platform } from '../../platform/index.ts';
import { mallInfo, refreshToken } from './account.ts';
import { readListings, readListingsById } from './goods.ts';
import { readOrder, readOrders } from './orders.ts';
import { pushToPdd } from './push.ts';
import { readTracking } from './tracking.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const pinduoduo: Platform = {
  name: 'pinduoduo',
  capabilities: {
    // Windows of 30 minutes; what changed in the last three minutes may be listed late. Three months are at least 89 days.
    orders: { longestWindow: 30 * MINUTE, overlap: 5 * MINUTE, reach: 89 * DAY, history: { longestWindow: DAY } },
    // Goods carry no time of change: whatever the window, all of them come.
    listings: { longestWindow: null, overlap: 0, reach: null },
    tracking: true,
    webhooks: false,
    readBatch: 1,
    push: {
      stock: { batch: 1, repeat: 'read-back' },
      price: { batch: 1, repeat: 'same' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    // The narrowest of the limits of one shop: 600 lists of goods a minute.
    rate: { perSecond: 10, burst: 20 },
    dailyCalls: null,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw-api.pinduoduo.com',
  fields: [
    { name: 'clientId', secret: false, required: true },
    { name: 'clientSecret', secret: true, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.clientId ?? '',
  shopInfo: (context) => context.call(mallInfo, null),
  orders: readOrders,
  order: readOrder,
  listings: readListings,
  listingsById: readListingsById,
  tracking: readTracking,
  push: pushToPdd,
  refresh: refreshToken,
  webhooks: null,
};
