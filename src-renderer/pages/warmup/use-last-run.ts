/** The warmups that are known, and how long the last one took. */
import { useQuery } from '@tanstack/react-query';
import type { WarmupRun } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { runDuration } from './run-times.ts';

/** As many as a week of the usual schedule has, and room for those by hand. */
const MOST = 60;

export function useWarmupRuns() {
  return useQuery(useApi().warmup.history.queryOptions({ input: { limit: MOST } }));
}

/** Gives how long the last warmup took that came to its end; null before the first. */
export function useLastRun(): { duration: string | null } {
  const { locale } = useFormats();
  const runs: readonly WarmupRun[] = useWarmupRuns().data?.data.runs ?? [];
  const last = runs.find(({ state }) => state === 'done');
  return { duration: last === undefined ? null : runDuration(last, 0, locale) };
}
