/** Answers that are not an API procedure's: every one of them carries the security headers, every error is JSON. */
import type { ServerResponse } from 'node:http';
import { type AppError, serializeError } from '#shared/domain/app-error.ts';
import { httpStatus } from '#shared/domain/http-status.ts';
import { formatError } from '#shared/i18n/index.ts';
import { PAGE_POLICY } from '../built-page.ts';

/** Sets what every answer carries. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('Content-Security-Policy', PAGE_POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cross-Origin-Opener-Policy', 'same-origin');
  response.setHeader('Cross-Origin-Resource-Policy', 'same-origin');
  response.setHeader('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), usb=(), serial=()');
  response.setHeader('Cache-Control', 'no-store');
}

export function sendText(response: ServerResponse, status: number, type: string, text: string): void {
  const body = Buffer.from(text);
  response.writeHead(status, { 'Content-Type': `${type}; charset=utf-8`, 'Content-Length': body.length });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, status, 'application/json', JSON.stringify(value));
}

/** Sends an error in the API's own shape. A body that was not read to its end closes the connection behind the answer. */
export function sendError(response: ServerResponse, error: AppError, traceId: string): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  if (!response.req.complete) response.setHeader('Connection', 'close');
  const { code, details } = error;
  const status = httpStatus(code);
  const { sentence } = formatError(code, details, 'en');
  sendJson(response, status, {
    defined: false,
    code,
    status,
    message: sentence,
    data: { ...serializeError(error), traceId },
  });
}
