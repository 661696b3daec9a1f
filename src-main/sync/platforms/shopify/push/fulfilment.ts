/**
 * A parcel is told to Shopify for whatever of an order is still open. Shopify knows no key for that: what the order has already
 * is read first, and a parcel that is there is not told again.
 */
import type { Fields, PlatformContext, PushOf, PushOutcome } from '../../../platform/index.ts';
import { idOfGid } from '../ids.ts';
import { connectionOf, orderGid } from '../orders.ts';
import { graphqlApi, read } from '../request.ts';
import { errorsOf, mutationApi, outcomeOf, refused } from './mutations.ts';

const fulfilApi = mutationApi('fulfillmentCreate', 'userErrors { field message }');

const openApi = graphqlApi({
  name: 'fulfillmentOrders',
  cost: (remoteIds: readonly string[]) => 1 + remoteIds.length * 28,
  document: () => `query fulfillmentOrders($ids: [ID!]!) {
    nodes(ids: $ids) { ... on Order {
      id
      fulfillmentOrders(first: 10) { nodes { id status } }
      fulfillments(first: 5) { trackingInfo(first: 2) { number } }
    } }
  }`,
  variables: (remoteIds) => ({ ids: remoteIds.map(orderGid) }),
  read: (data) =>
    new Map(read.list(data.nodes, 'nodes').map((order) => [idOfGid(read.id(order.id, 'order.id')), order])),
});

const OPEN = ['OPEN', 'IN_PROGRESS'];

export async function pushFulfilments(
  context: PlatformContext,
  items: readonly PushOf<'fulfilment'>[],
): Promise<readonly PushOutcome[]> {
  const orders = await context.call(
    openApi,
    items.map(({ remoteId }) => remoteId),
  );
  const outcomes: PushOutcome[] = [];
  const sent: { readonly item: PushOf<'fulfilment'>; readonly open: readonly string[] }[] = [];
  for (const item of items) {
    const order = orders.get(item.remoteId);
    if (!order) outcomes.push(refused(item.changeId, 'ORDER_GONE'));
    else if (isTold(order, item.trackingNumber)) outcomes.push(outcomeOf(item.changeId, undefined));
    else {
      const open = openOf(order);
      if (open.length > 0) sent.push({ item, open });
      else outcomes.push(refused(item.changeId, 'NOTHING_TO_FULFIL'));
    }
  }
  if (sent.length === 0) return outcomes;
  const payloads = await context.call(
    fulfilApi,
    sent.map(({ item, open }) => ({
      arguments: { fulfillment: { type: 'FulfillmentInput!', value: fulfilment(item, open) } },
    })),
  );
  return [...outcomes, ...sent.map(({ item }, n) => outcomeOf(item.changeId, errorsOf(payloads[n] ?? {})[0]))];
}

function fulfilment({ carrier, trackingNumber }: PushOf<'fulfilment'>, open: readonly string[]) {
  return {
    lineItemsByFulfillmentOrder: open.map((fulfillmentOrderId) => ({ fulfillmentOrderId })),
    trackingInfo: { company: carrier, number: trackingNumber },
    notifyCustomer: true,
  };
}

function isTold(order: Fields, trackingNumber: string): boolean {
  return read
    .list(order.fulfillments, 'fulfillments')
    .some((parcel) => read.list(parcel.trackingInfo, 'trackingInfo').some(({ number }) => number === trackingNumber));
}

function openOf(order: Fields): readonly string[] {
  return connectionOf(order.fulfillmentOrders, 'fulfillmentOrders')
    .nodes.filter(({ status }) => OPEN.includes(String(status)))
    .map(({ id }) => read.id(id, 'fulfillmentOrder.id'));
}
