import { describe, expect, it } from 'vitest';
import { isSignedBy, signWebhook } from '../../../../../src-main/sync/platforms/shopify/signing.ts';
import { webhookReader } from '../../../../../src-main/sync/platforms/shopify/webhooks.ts';
import vectors from './vectors.json' with { type: 'json' };

const SECRET = 'hush';
const access = { baseUrl: 'https://stand-in.myshopify.com', credentials: { clientSecret: SECRET } };

const delivery = (topic: string, body: string, headers: Record<string, string> = {}) => ({
  method: 'POST' as const,
  url: 'http://hub/webhooks',
  headers: {
    'x-shopify-topic': topic,
    'x-shopify-webhook-id': 'b54557e4',
    'x-shopify-hmac-sha256': signWebhook(body, SECRET),
    ...headers,
  },
  body,
});

describe("Shopify's signature of a webhook", () => {
  it.each(vectors.map((vector) => [vector.name, vector] as const))('%s', (_, { body, secret, signature }) => {
    expect(signWebhook(body, secret)).toBe(signature);
    expect(isSignedBy(signature, body, secret)).toBe(true);
    expect(isSignedBy(signature, `${body} `, secret)).toBe(false);
    expect(isSignedBy(signature, body, `${secret}!`)).toBe(false);
    expect(isSignedBy(signature.slice(1), body, secret)).toBe(false);
  });
});

describe('a webhook of Shopify', () => {
  it.each([
    ['orders/create', 'orders'],
    ['orders/updated', 'orders'],
    ['refunds/create', 'orders'],
    ['fulfillments/update', 'orders'],
    ['products/update', 'listings'],
    ['inventory_levels/update', 'listings'],
    ['app/uninstalled', 'uninstalled'],
    ['themes/publish', 'other'],
  ])('%s is about %s', (topic, about) => {
    expect(webhookReader.read(delivery(topic, '{}'), access)).toMatchObject({ about, deliveryId: 'b54557e4' });
  });

  it('names the order by its number, and only an order', () => {
    const body = '{"id":820982911946154508,"name":"#1001"}';
    expect(webhookReader.read(delivery('orders/paid', body), access).orderNumber).toBe('#1001');
    // Another thing's name is no order's.
    expect(webhookReader.read(delivery('fulfillments/create', '{"name":"#1001-F1"}'), access).orderNumber).toBeNull();
    expect(webhookReader.read(delivery('orders/paid', '{"id":1}'), access).orderNumber).toBeNull();
  });

  it('that is signed and yet no JSON still hints', () => {
    expect(webhookReader.read(delivery('orders/paid', 'oops'), access)).toMatchObject({
      about: 'orders',
      orderNumber: null,
    });
  });

  it.each([
    ['another signature', { 'x-shopify-hmac-sha256': signWebhook('{}', 'other') }, access],
    ['no signature', { 'x-shopify-hmac-sha256': '' }, access],
    ['no secret to check it by', {}, { ...access, credentials: {} }],
  ])('with %s is refused', (_, headers, given) => {
    expect(() => webhookReader.read(delivery('orders/paid', '{}', headers as Record<string, string>), given)).toThrow(
      expect.objectContaining({ code: 'UNAUTHORISED' }),
    );
  });
});
