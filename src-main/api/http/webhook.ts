/**
 * Webhooks: messages that platforms send by themselves. Their sender has no session here; the signature over the body proves who
 * it is. So the body is handed on exactly as it was received, before anything parses it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#shared/domain/app-error.ts';
import { sendText } from './reply.ts';

/** A request as it was received; header names in lower case. */
export interface Webhook {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Checks a webhook of a shop and takes the hint that is in it.
 * @throws AppError UNAUTHORISED where the signature is wrong, SHOP_UNKNOWN, NOT_FOUND where the platform sends no webhooks.
 */
export type HearWebhook = (shopId: number, webhook: Webhook) => Promise<void>;

const PATH = /^\/webhooks\/([1-9]\d{0,14})$/;
/** Room for an order of a thousand lines: whatever is larger does not come from a platform. */
const MAX_BODY_BYTES = 2_000_000;

/** Gives the id of the shop that a path belongs to; null for a path that is not a webhook's. */
export function webhookShop(path: string): number | null {
  const id = PATH.exec(path)?.[1];
  return id === undefined ? null : Number(id);
}

/**
 * Answers 200 as soon as the hint is taken; the orders and listings that it is about are read afterwards.
 * @throws AppError METHOD_NOT_ALLOWED, REQUEST_TOO_LARGE, and as `hear` does.
 */
export async function receiveWebhook(
  request: IncomingMessage,
  response: ServerResponse,
  { shopId, hear }: { readonly shopId: number; readonly hear: HearWebhook },
): Promise<void> {
  if (request.method !== 'POST')
    throw new AppError('METHOD_NOT_ALLOWED', { details: { method: request.method ?? '' } });
  const body = await readBody(request);
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  await hear(shopId, { method: 'POST', url: request.url ?? '/', headers, body });
  sendText(response, 200, 'text/plain', 'ok');
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // Not destroyed when the limit stops it: the sender must still be told why.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > MAX_BODY_BYTES) throw new AppError('REQUEST_TOO_LARGE');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
