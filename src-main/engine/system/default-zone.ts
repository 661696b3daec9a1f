/** The zone of stores that name none: the setting, else the computer's. */
import type { Config } from '../config/index.ts';

/** Making the formatter that knows it takes longer than most answers; who travels is found out within this time. */
const BELIEVED_MILLISECONDS = 60_000;

/** Gives the function that tells it. @param now UTC milliseconds. */
export function createDefaultZone(config: () => Config, now: () => number): () => string {
  let zone = '';
  let askedAt = Number.NEGATIVE_INFINITY;
  return () => {
    const { defaultTimeZone } = config();
    if (defaultTimeZone !== 'system') return defaultTimeZone;
    const at = now();
    if (Math.abs(at - askedAt) >= BELIEVED_MILLISECONDS) {
      zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      askedAt = at;
    }
    return zone;
  };
}
