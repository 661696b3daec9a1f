/**
 * Tells the computers of a chain of one another's calls, over Redis: each writes its own number, always the whole of it, so that an
 * answer that was lost or a Redis that was emptied counts nothing twice and forgets nothing.
 */
import type { RedisAsking } from '../redis-scripts.ts';
import type { QuotaDay } from './counter.ts';

export interface ShareQuotaOptions {
  readonly redis: RedisAsking;
  /** This computer, the same after a restart: what it wrote before is replaced. */
  readonly computer: string;
}

/** KEYS: an app's day. ARGV: computer, its calls, its top-ups, how long it is kept. Gives the sums of the others. */
export const TELL_SCRIPT = `redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. ' ' .. ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
local calls, toppedUp = 0, 0
local all = redis.call('HGETALL', KEYS[1])
for at = 1, #all, 2 do
  if all[at] ~= ARGV[1] then
    local one, other = string.match(all[at + 1], '^(%d+) (%d+)$')
    calls = calls + tonumber(one)
    toppedUp = toppedUp + tonumber(other)
  end
end
return { calls, toppedUp }`;

/** A day, and as much as any computer's clock may be wrong. */
const KEPT_MILLISECONDS = 4 * 24 * 3_600_000;

/** Gives the `share` of `QuotaOptions`. */
export function createShareQuota({ redis, computer }: ShareQuotaOptions) {
  return async ({ platform, app, day, calls, toppedUp }: QuotaDay) => {
    const key = `quota:{${platform}/${app}/${day}}`;
    const asked = await redis.ask(TELL_SCRIPT, [key], computer, calls, toppedUp, KEPT_MILLISECONDS);
    if (!asked) return null;
    const [othersCalls, othersToppedUp] = asked.answer as [number, number];
    return { calls: othersCalls, toppedUp: othersToppedUp };
  };
}
