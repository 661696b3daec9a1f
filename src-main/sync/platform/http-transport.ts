/**
 * HTTP for real, over kept connections. It knows the one thing that only the sender can know: whether a request that failed can
 * have reached anybody.
 */
import { AppError, type ErrorDetails } from '#shared/domain/app-error.ts';
import type { HttpRequest, HttpResponse, Transport } from './http.ts';
import { createJsonBounds } from './json-bounds.ts';

export interface HttpTransportOptions {
  /** Node's own `fetch`, or one that goes through a proxy. */
  readonly fetch: typeof fetch;
  /** An answer that is larger is given up; bytes. */
  readonly largestAnswer?: number;
}

/** 100 orders of 100 lines each are four megabytes. */
const LARGEST_ANSWER = 8 * 1024 * 1024;

/** No connection came about: names that were not found, ports where nobody listens, certificates that were not trusted. */
const NEVER_CONNECTED = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'EAI_FAIL',
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'CERT_HAS_EXPIRED',
  'CERT_NOT_YET_VALID',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Gives a transport; what it sends ends with the signal. */
export function createHttpTransport({ fetch, largestAnswer = LARGEST_ANSWER }: HttpTransportOptions): Transport {
  return async ({ method, url, headers, body }: HttpRequest, signal: AbortSignal): Promise<HttpResponse> => {
    let answer: Response;
    try {
      // What is signed is meant for this address and no other.
      answer = await fetch(url, { method, headers, body, signal, redirect: 'manual' });
    } catch (error) {
      throw failure(error, signal);
    }
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel();
      throw unreachable({ problem: 'redirected', status: answer.status, unsent: true });
    }
    try {
      const text = await readText(answer, largestAnswer);
      return { status: answer.status, headers: Object.fromEntries(answer.headers), body: text };
    } catch (error) {
      throw failure(error, signal);
    }
  };
}

async function readText(answer: Response, largest: number): Promise<string> {
  if (!answer.body) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  const bounds = createJsonBounds();
  let size = 0;
  for await (const chunk of answer.body) {
    size += chunk.byteLength;
    // Leaving the loop ends the connection as well.
    if (size > largest) throw unreadable({ problem: 'too-large', status: answer.status });
    if (!bounds.take(chunk)) throw unreadable({ problem: 'too-complex', status: answer.status });
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return parts.join('');
}

function failure(error: unknown, signal: AbortSignal): AppError {
  if (error instanceof AppError) return error;
  if (signal.aborted) {
    // Whoever set the deadline has said with which error it ends.
    const { reason } = signal;
    return reason instanceof AppError ? reason : new AppError('CANCELLED', { cause: reason });
  }
  const causes = causesOf(error);
  const unsent = causes.length > 0 && causes.every(({ code, connecting }) => connecting || NEVER_CONNECTED.has(code));
  return unreachable({ problem: causes[0]?.code ?? 'broken-line', ...(unsent ? { unsent } : {}) }, error);
}

/** The line is sound. What was asked for may have been done all the same. */
function unreadable(details: ErrorDetails): AppError {
  return new AppError('PLATFORM_UNREADABLE', { action: 'retry', details });
}

function unreachable(details: ErrorDetails, cause?: unknown): AppError {
  return new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details, cause });
}

interface Cause {
  /** The system's own: `ECONNRESET`. */
  readonly code: string;
  /** It failed while the connection was being made. */
  readonly connecting: boolean;
}

/** What is behind an error of `fetch`: one for each address that was tried. */
function causesOf(error: unknown): readonly Cause[] {
  if (!(error instanceof Error)) return [];
  if (error instanceof AggregateError) return error.errors.flatMap(causesOf);
  if ('code' in error && typeof error.code === 'string') {
    return [{ code: error.code, connecting: 'syscall' in error && error.syscall === 'connect' }];
  }
  return causesOf(error.cause);
}
