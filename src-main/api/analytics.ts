/** What the dashboard shows. */
import type { Areas } from './area.ts';
import type { Implementer } from './implementer.ts';

export function analyticsRouter(api: Implementer, area: Areas['analytics']) {
  const { analytics } = api;
  return analytics.router({
    overview: analytics.overview.handler(({ input, signal }) => area.overview(input, { signal })),
    breakdown: analytics.breakdown.handler(({ input, signal }) => area.breakdown(input, { signal })),
    bounds: analytics.bounds.handler(({ input, signal }) => area.bounds(input, { signal })),
  });
}
