/** What warmup is doing now. When a run begins or ends, what the page knows of runs is asked for again. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { WarmupProgress } from '#shared/contract/index.ts';
import { followStream, useApi, useClient } from '../../api/index.ts';

export interface WarmupNow {
  /** Null until the engine has said it. */
  readonly progress: WarmupProgress | null;
  readonly lost: boolean;
  readonly failure: unknown;
}

export function useWarmupProgress(): WarmupNow {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  const [now, setNow] = useState<WarmupNow>({ progress: null, lost: false, failure: null });
  const taskId = now.progress === null ? undefined : (now.progress.run?.task_id ?? null);

  useEffect(() => {
    const stop = new AbortController();
    void followStream<WarmupProgress>(
      (signal) => client.warmup.progress(undefined, { signal }),
      {
        onValue: (progress) => setNow({ progress, lost: false, failure: null }),
        onLost: () => setNow((before) => ({ ...before, lost: true })),
        onFailure: (failure) => setNow((before) => ({ ...before, failure })),
      },
      stop.signal,
    );
    return () => stop.abort();
  }, [client]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another task is why it is asked for again
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: api.warmup.key() });
  }, [queries, api, taskId]);

  return now;
}
