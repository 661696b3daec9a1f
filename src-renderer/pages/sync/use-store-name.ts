/** A store's name by its number, as soon as the stores are known. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Store } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { storeLabel } from '../../components/index.ts';

export function useStoreName(): (id: Store['id']) => string {
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores;
  const names = useMemo(() => new Map((stores ?? []).map((store) => [store.id, storeLabel(store)])), [stores]);
  return useCallback((id) => names.get(id) ?? '…', [names]);
}
