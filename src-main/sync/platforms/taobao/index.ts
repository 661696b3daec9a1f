/** Taobao and Tmall through TOP, the Taobao Open Platform. It has no webhooks over HTTP: its messages are asked for. */
import { orNull, type Platform } from '../../platform/index.ts';
import { refreshSession, sellerInfo } from './account.ts';
import { isMissing } from './faults.ts';
import { MOST_ITEMS, readListings, readListingsById } from './items.ts';
import { traceParcel } from './logistics.ts';
import { pushToTop } from './push.ts';
import { readOrder, readOrders } from './trades.ts';

const MINUTE = 60_000;
const DAY = 86_400_000;

export const taobao: Platform = {
  name: 'taobao',
  capabilities: {
    // A window of changes is at most a day; trades of three months, whose shortest are 89 days, can be had. Those made within
    // any time could be: a month keeps the pages from becoming too many to be counted.
    orders: {
      longestWindow: DAY,
      overlap: 10 * MINUTE,
      reach: 89 * DAY,
      history: { longestWindow: 30 * DAY },
    },
    listings: { longestWindow: null, overlap: 10 * MINUTE, reach: null },
    tracking: true,
    webhooks: false,
    readBatch: MOST_ITEMS,
    push: {
      stock: { batch: 20, repeat: 'read-back' },
      price: { batch: 1, repeat: 'same' },
      title: { batch: 1, repeat: 'same' },
      // A parcel that is sent twice is refused the second time.
      fulfilment: { batch: 1, repeat: 'read-back' },
      'order-note': { batch: 1, repeat: 'same' },
    },
    rate: { perSecond: 10, burst: 20 },
    // The lowest level of an app that is released; what is bought on top is recorded as a top-up.
    dailyCalls: 20_000,
    quotaDayOffset: 8 * 60,
  },
  defaultBaseUrl: () => 'https://gw.api.taobao.com',
  fields: [
    { name: 'appKey', secret: false, required: true },
    { name: 'appSecret', secret: true, required: true },
    { name: 'session', secret: true, required: true },
    { name: 'refreshToken', secret: true, required: false },
  ],
  appOf: ({ credentials }) => credentials.appKey ?? '',
  shopInfo: (context) => context.call(sellerInfo, null),
  orders: readOrders,
  order: readOrder,
  listings: readListings,
  listingsById: readListingsById,
  tracking: (context, { remoteId }) => orNull(isMissing, () => context.call(traceParcel, remoteId)),
  push: pushToTop,
  refresh: refreshSession,
  webhooks: null,
};
