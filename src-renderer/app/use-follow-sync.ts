/**
 * Follows the state of sync for as long as the window can be seen. A hidden one lets go of its stream: a browser grants a site
 * few connections, and everybody's calls need them too.
 */
import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type Api, askAgain, type Client, createPutNewest, followStream, useApi, useClient } from '../api/index.ts';
import { listsStamp } from '../components/index.ts';

export function useFollowSync(): void {
  const client = useClient();
  const api = useApi();
  const queries = useQueryClient();
  useEffect(() => {
    let stop = new AbortController();
    const restart = (): void => {
      stop.abort();
      stop = new AbortController();
      if (document.visibilityState === 'visible') follow(client, api, queries, stop.signal);
    };
    restart();
    document.addEventListener('visibilitychange', restart);
    return () => {
      document.removeEventListener('visibilitychange', restart);
      stop.abort();
    };
  }, [client, api, queries]);
}

function follow(client: Client, api: Api, queries: QueryClient, signal: AbortSignal): void {
  let stamp: string | null = null;
  const put = createPutNewest(queries, api.sync.status.queryKey());
  void followStream(
    (ended) => client.sync.follow(undefined, { signal: ended }),
    {
      onValue(status) {
        void put(status);
        const next = listsStamp(status);
        if (next === stamp) return;
        stamp = next;
        const { changes, conflicts, log, timeline } = api.sync;
        askAgain(queries, changes.key(), conflicts.key(), log.key(), timeline.key(), api.products.key());
      },
      // The header says that the link is lost; the next stream begins with the present state.
      onLost: () => undefined,
      // Whoever shows the state asks for it, and shows why it cannot be had.
      onFailure: () => askAgain(queries, api.sync.status.key()),
    },
    signal,
  );
}
