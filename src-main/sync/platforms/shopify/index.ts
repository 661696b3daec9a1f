/** Shopify: the Admin API's GraphQL, whose calls are paid from a bucket of points. */
import { type Platform, pushByKind } from '../../platform/index.ts';
import { READ_BATCH, readListings, readListingsById } from './listings.ts';
import { readOrder, readOrders } from './orders.ts';
import { pushFulfilments } from './push/fulfilment.ts';
import { pushNotes } from './push/order-note.ts';
import { pushPrices } from './push/price.ts';
import { pushStock } from './push/stock.ts';
import { pushTitles } from './push/title.ts';
import { refreshApi, shopApi } from './shop.ts';
import { readTracking } from './tracking.ts';
import { webhookReader } from './webhooks.ts';

const MINUTE = 60_000;
/** Keys are remembered for 24 hours; an hour less, for clocks differ and the first request may have come late. */
const KEY_LIFE = 23 * 60 * MINUTE;
/** Mutations of 10 points each: half of what one request may reserve. */
const BATCH = 50;

/** Staff write the shop's name, its domain, or the address that they see in the browser. */
function hostOf(shop: string): string {
  const address = shop.trim().replace(/^https?:\/\//, '');
  const name = /^admin\.shopify\.com\/store\/([^/?#]+)/.exec(address)?.[1] ?? address.replace(/[/?#].*$/, '');
  return name.includes('.') ? name : `${name}.myshopify.com`;
}

export const shopify: Platform = {
  name: 'shopify',
  capabilities: {
    // The search that finds changed orders runs a little behind them.
    orders: { longestWindow: null, overlap: 5 * MINUTE, reach: null },
    listings: { longestWindow: null, overlap: 5 * MINUTE, reach: null },
    tracking: true,
    webhooks: true,
    readBatch: READ_BATCH,
    push: {
      stock: { batch: BATCH, repeat: 'key', keyLife: KEY_LIFE },
      price: { batch: BATCH, repeat: 'same' },
      title: { batch: BATCH, repeat: 'same' },
      fulfilment: { batch: 20, repeat: 'same' },
      'order-note': { batch: BATCH, repeat: 'same' },
    },
    // In points, of the smallest plan; each answer tells what the shop's own has.
    rate: { perSecond: 100, burst: 2_000 },
    dailyCalls: null,
    quotaDayOffset: 0,
  },
  defaultBaseUrl: ({ shop = '' }) => `https://${hostOf(shop)}`,
  fields: [
    { name: 'shop', secret: false, required: true },
    { name: 'accessToken', secret: true, required: false },
    { name: 'clientId', secret: false, required: false },
    { name: 'clientSecret', secret: true, required: false },
    { name: 'locationId', secret: false, required: false },
  ],
  appOf: ({ credentials }) => credentials.clientId ?? credentials.shop ?? '',
  shopInfo: (context) => context.call(shopApi, null),
  orders: readOrders,
  order: readOrder,
  listings: readListings,
  listingsById: readListingsById,
  tracking: (context, { remoteId }) => readTracking(context, remoteId),
  push: (context, items) =>
    pushByKind('shopify', items, {
      stock: (sent) => pushStock(context, sent),
      price: (sent) => pushPrices(context, sent),
      title: (sent) => pushTitles(context, sent),
      fulfilment: (sent) => pushFulfilments(context, sent),
      'order-note': (sent) => pushNotes(context, sent),
    }),
  refresh: refreshApi,
  webhooks: webhookReader,
};
