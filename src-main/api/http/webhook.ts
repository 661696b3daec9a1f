/**
 * What platforms send by themselves. Nobody is signed in here: whoever can sign the body is who he says he is, so it is taken
 * as it came, byte for byte, before anything reads it.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { AppError } from '#shared/domain/app-error.ts';
import { sendText } from './reply.ts';

/** A request as it came; header names in lower case. */
export interface Webhook {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** @throws AppError UNAUTHORISED where the signature is wrong, SHOP_UNKNOWN, NOT_FOUND. */
export type HearWebhook = (shopId: number, webhook: Webhook) => Promise<void>;

const PATH = /^\/webhooks\/([1-9]\d{0,14})$/;
/** Platforms send an order at most; more is somebody else's. */
const LARGEST_BODY = 2_000_000;

/** Gives the shop that a path speaks of; null: it is no webhook's. */
export function webhookShop(path: string): number | null {
  const id = PATH.exec(path)?.[1];
  return id === undefined ? null : Number(id);
}

/** Answers as soon as the hint is taken: what follows from it is not the platform's concern. */
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
  for await (const chunk of request) {
    const part = chunk as Buffer;
    bytes += part.length;
    if (bytes > LARGEST_BODY) throw new AppError('REQUEST_TOO_LARGE');
    chunks.push(part);
  }
  return Buffer.concat(chunks).toString('utf8');
}
