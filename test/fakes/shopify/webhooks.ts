/** What Shopify would tell of each change, signed, with ids as bare numbers. */
import { createHmac } from 'node:crypto';
import type { HttpRequest } from '../../../src-main/sync/platform/index.ts';
import { bare, toJson } from '../bare-numbers.ts';
import type { FakeChange, FakeShop } from '../fake-shop.ts';
import { gid, iso, itemOf, LOCATION } from './views.ts';

/** As many as are kept for a hub that never asks. */
const MOST = 10_000;

export function collectWebhooks(shop: FakeShop, clientSecret: string, now: () => number): () => readonly HttpRequest[] {
  let waiting: { readonly change: FakeChange; readonly at: number }[] = [];
  let sent = 0;
  shop.onChange((change) => {
    waiting.push({ change, at: now() });
    if (waiting.length > MOST) waiting.shift();
  });

  function request({ change, at }: (typeof waiting)[number]): HttpRequest {
    const { topic, payload } = describe(change);
    const body = toJson(payload);
    sent++;
    return {
      method: 'POST',
      url: 'http://hub.example/webhooks/shopify',
      headers: {
        'content-type': 'application/json',
        'x-shopify-topic': topic,
        'x-shopify-hmac-sha256': createHmac('sha256', clientSecret).update(body).digest('base64'),
        'x-shopify-shop-domain': 'stand-in.myshopify.com',
        'x-shopify-api-version': '2026-10',
        'x-shopify-webhook-id': `b54557e4-bdd9-4b37-8a5f-${String(sent).padStart(12, '0')}`,
        'x-shopify-triggered-at': iso(at),
      },
      body,
    };
  }

  return () => {
    const requests = waiting.map(request);
    waiting = [];
    return requests;
  };
}

function describe(change: FakeChange): { readonly topic: string; readonly payload: object } {
  if (change.about === 'listing') {
    const { variantId, pieces, updatedAt } = change.listing;
    const payload = {
      inventory_item_id: bare(itemOf(variantId)),
      location_id: bare(LOCATION),
      available: pieces,
      updated_at: iso(updatedAt),
    };
    return { topic: 'inventory_levels/update', payload };
  }
  const { remoteId, number, updatedAt, note } = change.order;
  const payload = {
    id: bare(remoteId),
    admin_graphql_api_id: gid('Order', remoteId),
    name: number,
    note,
    updated_at: iso(updatedAt),
  };
  return { topic: change.placed ? 'orders/create' : 'orders/updated', payload };
}
