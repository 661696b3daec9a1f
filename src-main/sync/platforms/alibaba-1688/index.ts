/** 1688, Alibaba's wholesale market in China. */
import { orNull, type Platform } from '../../platform/index.ts';
import { memberInfo, refreshToken } from './account.ts';
import { isMissing } from './faults.ts';
import { readOrder, readOrders, traceOrder } from './orders.ts';
import { MOST_CHANGES, readListings, readListingsById } from './products.ts';
import { pushTo1688 } from './push.ts';
import { webhooks1688 } from './webhooks.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const alibaba1688: Platform = {
  name: '1688',
  capabilities: {
    // About three months are told, which are at least 89 days.
    // Parcels cost one more call for each order: those of the past are asked for when somebody looks.
    orders: { longestWindow: null, overlap: 10 * MINUTE, reach: 89 * DAY, history: { longestWindow: null } },
    listings: { longestWindow: null, overlap: 10 * MINUTE, reach: null },
    tracking: true,
    webhooks: true,
    readBatch: 1,
    push: {
      stock: { batch: MOST_CHANGES, repeat: 'read-back' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    // Not published: what the platform says is followed from here on.
    rate: { perSecond: 5, burst: 10 },
    dailyCalls: null,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw.open.1688.com',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'appSecret', secret: true, required: true },
    { name: 'accessToken', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.appKey ?? '',
  shopInfo: (context) => context.call(memberInfo, null),
  orders: readOrders,
  order: readOrder,
  listings: readListings,
  listingsById: readListingsById,
  tracking: (context, { remoteId }) => orNull(isMissing, () => context.call(traceOrder, remoteId)),
  push: pushTo1688,
  refresh: refreshToken,
  webhooks: webhooks1688,
};
