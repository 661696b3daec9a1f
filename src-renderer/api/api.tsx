/** Hands the client and its query options to every page. */
import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createContext, type ReactNode, use } from 'react';
import type { Client } from './connect.ts';
import { triesAfter } from './failure.ts';

/** Query and mutation options by procedure: `useQuery(api.stores.list.queryOptions())`, `api.analytics.key()`. */
export type Api = RouterUtils<Client>;

export interface Connection {
  readonly client: Client;
  readonly api: Api;
  readonly queries: QueryClient;
}

const ConnectionContext = createContext<Connection | null>(null);

/** Gives what `ApiProvider` takes: the query cache stays fresh by live events, not by a clock. */
export function createConnection(client: Client): Connection {
  return {
    client,
    api: createTanstackQueryUtils(client),
    queries: new QueryClient({
      defaultOptions: {
        queries: {
          // The engine says when data has changed (live-events.ts), so nothing goes stale by itself.
          staleTime: Number.POSITIVE_INFINITY,
          gcTime: 10 * 60_000,
          refetchOnWindowFocus: false,
          networkMode: 'always',
          retry: (failures, error) => failures < triesAfter(error),
          retryDelay: (attempt) => Math.min(1_000, 200 * 2 ** attempt),
        },
        mutations: { networkMode: 'always' },
      },
    }),
  };
}

export function ApiProvider({ connection, children }: { connection: Connection; children: ReactNode }) {
  return (
    <ConnectionContext value={connection}>
      <QueryClientProvider client={connection.queries}>{children}</QueryClientProvider>
    </ConnectionContext>
  );
}

function useConnection(): Connection {
  const connection = use(ConnectionContext);
  if (connection === null) throw new Error('ApiProvider is missing');
  return connection;
}

/** Gives query and mutation options for every procedure of the contract. */
export function useApi(): Api {
  return useConnection().api;
}

/** Gives the plain client, for streams and for calls that no cache should keep. */
export function useClient(): Client {
  return useConnection().client;
}
