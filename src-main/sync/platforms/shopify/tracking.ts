/** Where an order's parcel is, as the carrier has told Shopify. */
import type { Fields, PlatformContext, RemoteTracking } from '../../platform/index.ts';
import { readTime } from './map-order.ts';
import { connectionOf, orderGid } from './orders.ts';
import { graphqlApi, read } from './request.ts';

const EVENTS = 50;

const STATUS: Readonly<Record<string, RemoteTracking['status']>> = {
  LABEL_PRINTED: 'pending',
  LABEL_PURCHASED: 'pending',
  CONFIRMED: 'pending',
  SUBMITTED: 'pending',
  CARRIER_PICKED_UP: 'in_transit',
  IN_TRANSIT: 'in_transit',
  FULFILLED: 'in_transit',
  MARKED_AS_FULFILLED: 'in_transit',
  DELAYED: 'in_transit',
  OUT_FOR_DELIVERY: 'out_for_delivery',
  READY_FOR_PICKUP: 'out_for_delivery',
  DELIVERED: 'delivered',
  PICKED_UP: 'delivered',
  ATTEMPTED_DELIVERY: 'exception',
  NOT_DELIVERED: 'exception',
  FAILURE: 'exception',
  LABEL_VOIDED: 'exception',
  CANCELED: 'exception',
};

const trackingApi = graphqlApi({
  name: 'order',
  cost: () => 1 + 5 * (4 + EVENTS),
  document: () => `query order($id: ID!) {
    order(id: $id) {
      fulfillments(first: 5) {
        displayStatus trackingInfo(first: 1) { company number }
        events(first: ${EVENTS}, sortKey: HAPPENED_AT) { nodes { status happenedAt message city country } }
      }
    }
  }`,
  variables: (remoteId: string) => ({ id: orderGid(remoteId) }),
  read: (data) =>
    read
      .list(read.fields(data.order).fulfillments, 'fulfillments')
      .map(trackingOf)
      .find((found) => found !== null) ?? null,
});

export function readTracking(context: PlatformContext, remoteId: string): Promise<RemoteTracking | null> {
  return context.call(trackingApi, remoteId);
}

function trackingOf(fulfilment: Fields): RemoteTracking | null {
  const [tracking] = read.list(fulfilment.trackingInfo, 'trackingInfo');
  const trackingNumber = read.text(tracking?.number);
  if (trackingNumber === null) return null;
  return {
    trackingNumber,
    carrier: read.text(tracking?.company),
    status: STATUS[read.text(fulfilment.displayStatus) ?? ''] ?? 'pending',
    events: connectionOf(fulfilment.events, 'events').nodes.map((event) => ({
      at: readTime(event.happenedAt) ?? 0,
      text: read.text(event.message) ?? read.text(event.status) ?? '',
      location: [read.text(event.city), read.text(event.country)].filter((part) => part !== null).join(', ') || null,
    })),
  };
}
