/** Speaks the fake platform's protocol, with the errors that an adapter of a real one would give. */
import { AppError } from '../../shared/domain/app-error.ts';
import type { PlatformRecord, PlatformSource } from '../../src-main/warmup/index.ts';

const SECOND = 1_000;

export function fakePlatformSource(name: string, url: string): PlatformSource {
  async function ask(path: string, signal: AbortSignal): Promise<PlatformRecord | null> {
    let response: Response;
    try {
      response = await fetch(`${url}${path}`, { signal });
    } catch (error) {
      throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform: name }, cause: error });
    }
    const { status } = response;
    if (status === 404) return null;
    if (status === 429) {
      const retryAfterMilliseconds = Number(response.headers.get('retry-after')) * SECOND;
      throw new AppError('PLATFORM_THROTTLED', {
        action: 'throttle',
        details: { platform: name, retryAfterMilliseconds },
      });
    }
    if (status >= 500) throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform: name } });
    if (status >= 400) throw new AppError('PLATFORM_REFUSED', { details: { platform: name, status } });
    try {
      return (await response.json()) as PlatformRecord;
    } catch (error) {
      throw new AppError('PLATFORM_UNREADABLE', { action: 'retry', details: { platform: name }, cause: error });
    }
  }

  return {
    name,
    async recentOrderNumbers(since, signal) {
      const answer = await ask(`/orders?since=${since}`, signal);
      return Array.isArray(answer?.numbers) ? answer.numbers.map(String) : [];
    },
    order: (number, signal) => ask(`/order/${number}`, signal),
    tracking: (number, signal) => ask(`/tracking/${number}`, signal),
  };
}
