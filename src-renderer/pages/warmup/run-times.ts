/** How long a run took, from its own moments: the engine's words for it are English. */
import type { WarmupRun } from '#shared/contract/index.ts';
import { formatDuration } from '../format-duration.ts';

const SECOND = 1_000;

/** Gives the time that the run took, so far if it runs. */
export function runDuration(
  { started_at, finished_at }: Pick<WarmupRun, 'started_at' | 'finished_at'>,
  now: number,
  locale: string,
): string {
  const end = finished_at === null ? now : Date.parse(finished_at);
  return formatDuration(Math.max(0, end - Date.parse(started_at)) / SECOND, locale);
}
