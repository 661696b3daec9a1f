/** What Shopify tells by itself. The signature is checked before anything of the body is read. */
import { AppError } from '#shared/domain/app-error.ts';
import { parseLossless, type WebhookHint, type WebhookReader } from '../../platform/index.ts';
import { read } from './request.ts';
import { isSignedBy } from './signing.ts';

const ABOUT: readonly (readonly [topic: string, about: WebhookHint['about']])[] = [
  ['orders/', 'orders'],
  ['refunds/', 'orders'],
  ['fulfillments/', 'orders'],
  ['products/', 'listings'],
  ['inventory_levels/', 'listings'],
  ['inventory_items/', 'listings'],
  ['app/uninstalled', 'uninstalled'],
];

export const webhookReader: WebhookReader = {
  read({ headers, body }, access) {
    const { clientSecret } = access.credentials;
    const signature = headers['x-shopify-hmac-sha256'];
    if (!clientSecret || !signature || !isSignedBy(signature, body ?? '', clientSecret)) {
      throw new AppError('UNAUTHORISED', { details: { platform: 'shopify' } });
    }
    const topic = headers['x-shopify-topic'] ?? '';
    const about = ABOUT.find(([start]) => topic.startsWith(start))?.[1] ?? 'other';
    return {
      deliveryId: headers['x-shopify-webhook-id'] ?? signature,
      about,
      orderNumber: topic.startsWith('orders/') ? nameIn(body ?? '') : null,
    };
  },
};

/** The order's name, where the payload holds it: subscriptions may leave it out. */
function nameIn(body: string): string | null {
  try {
    return read.text(read.fields(parseLossless(body)).name);
  } catch {
    // Signed and yet no JSON: whatever it is, that something changed is still true.
    return null;
  }
}
