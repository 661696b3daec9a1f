/** An answer's body as JSON, whatever a gateway, a hotel's sign-in page or a broken line may have put in its place. */
import { AppError } from '#shared/domain/app-error.ts';
import { parseHttpDate, parseRetryAfter } from '../../resilience/index.ts';
import { faultOf } from './fault-of.ts';
import type { HttpResponse } from './http.ts';
import { parseLossless } from './lossless-json.ts';

/**
 * Gives the body with its long ids as texts.
 * @throws AppError PLATFORM_UNREADABLE (to be tried again) where it is no JSON; what the status says where that is an error.
 */
export function readJson(response: HttpResponse, platform: string): unknown {
  const { status, body } = response;
  try {
    return parseLossless(body);
  } catch (error) {
    if (status >= 400) {
      throw faultOf([], { platform, codes: [], status, retryAfterMilliseconds: readRetryAfter(response) });
    }
    throw new AppError('PLATFORM_UNREADABLE', {
      action: 'retry',
      details: { platform, status, problem: 'no-json' },
      cause: error,
    });
  }
}

/** How long an answer asks to be left alone, in milliseconds; null: it does not say. A date is taken by the answer's own clock. */
export function readRetryAfter({ headers }: HttpResponse): number | null {
  return parseRetryAfter(headers['retry-after'], parseHttpDate(headers.date));
}
