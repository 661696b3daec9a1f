/** Few have a Redis: its client is loaded only for those. */
import type { RedisTier, RedisTierOptions } from './redis.ts';

/** Loads the Redis tier; gives the function that makes one. */
export async function loadRedisTier(): Promise<(options: RedisTierOptions) => RedisTier> {
  const { createRedisTier } = await import('./redis-tier.ts');
  return createRedisTier;
}
