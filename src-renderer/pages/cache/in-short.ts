/** The answer to "why was this a miss?" in one or two sentences: what the next request meets, and why it is so. */
import type { CacheExplanation } from '#shared/contract/index.ts';

type Place = CacheExplanation['places'][number];

export interface InShort {
  /** What the next request meets. */
  readonly next: 'memory' | 'stale' | 'disk' | 'redis' | 'none';
  /** Why it is not in memory; null when it is. */
  readonly cause: Place['reason'] | null;
}

/** Gives the short answer. */
export function inShort(places: readonly Place[]): InShort {
  const first = places.find(({ found }) => found);
  const memory = places.find(({ tier }) => tier === 'memory');
  if (first === undefined) return { next: 'none', cause: causeOf(places) };
  if (first.reason === 'stale') return { next: 'stale', cause: 'expired' };
  return { next: first.tier, cause: first.tier === 'memory' ? null : (memory?.reason ?? null) };
}

/** The memory knows best what happened; where it knows nothing, another tier may. */
function causeOf(places: readonly Place[]): Place['reason'] {
  const telling = places.filter(({ reason }) => reason !== 'never-stored' && reason !== 'tier-off');
  return telling[0]?.reason ?? 'never-stored';
}
