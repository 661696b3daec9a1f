/** How far an import or a dry run is. The last word on each run is kept, so that coming back shows it at once. */
import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { ImportProgress } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { followStream, useClient } from '../../api/index.ts';

export interface RunProgress {
  readonly progress: ImportProgress | null;
  readonly lost: boolean;
  readonly failure: unknown;
}

/** Where the last word on a run is kept. */
export function runProgressKey(runId: ImportId): readonly unknown[] {
  return ['run-progress', runId];
}

/** Follows the run while the page is open. */
export function useRunProgress(runId: ImportId): RunProgress {
  const client = useClient();
  const queries = useQueryClient();
  const [lost, setLost] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const { data } = useQuery<ImportProgress>({ queryKey: runProgressKey(runId), queryFn: skipToken });
  const ended = data?.phase === 'done';

  useEffect(() => {
    if (ended) return;
    const stop = new AbortController();
    void followStream<ImportProgress>(
      (signal) => client.ingest.progress({ importId: runId }, { signal }),
      {
        onValue: (progress) => {
          setLost(false);
          queries.setQueryData<ImportProgress>(runProgressKey(runId), progress);
        },
        isLast: ({ phase }) => phase === 'done',
        onLost: () => setLost(true),
        onFailure: setFailure,
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [client, queries, runId, ended]);

  return { progress: data ?? null, lost, failure };
}
