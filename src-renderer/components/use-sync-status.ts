/** The state of sync, kept true by the stream that the shell follows. */
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/index.ts';

export function useSyncStatus() {
  return useQuery(useApi().sync.status.queryOptions());
}
