/** A webhook is signed over its raw body: base64 of HMAC-SHA256 by the app's client secret. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export function signWebhook(body: string, clientSecret: string): string {
  return createHmac('sha256', clientSecret).update(body, 'utf8').digest('base64');
}

/** Takes as long for a wrong signature as for the right one. */
export function isSignedBy(signature: string, body: string, clientSecret: string): boolean {
  const right = Buffer.from(signWebhook(body, clientSecret));
  const given = Buffer.from(signature);
  return given.length === right.length && timingSafeEqual(given, right);
}
