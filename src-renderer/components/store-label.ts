/** A store that files only number is shown with its place beside the number, so that people know which one is meant. */
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { Store } from '#shared/contract/index.ts';
import { useApi } from '../api/index.ts';

const ONLY_A_NUMBER = /^[\d\s#.-]+$/;

/** Gives `61 · Maine, United States` for a store without a name of its own, else its name. */
export function storeLabel({
  name,
  city,
  region,
  country,
}: Pick<Store, 'name' | 'city' | 'region' | 'country'>): string {
  if (!ONLY_A_NUMBER.test(name)) return name;
  const place = new Set([city, region, country].filter((part) => part !== null && part !== ''));
  return place.size === 0 ? name : `${name} · ${[...place].join(', ')}`;
}

/** Gives the label of a store of which only number and name are at hand; its name until the stores are known. */
export function useStoreLabel(): (id: Store['id'], name: string) => string {
  const stores = useQuery(useApi().stores.list.queryOptions()).data?.stores;
  const byId = useMemo(() => new Map((stores ?? []).map((store) => [store.id, store])), [stores]);
  return useCallback(
    (id, name) => {
      const store = byId.get(id);
      return store === undefined ? name : storeLabel({ ...store, name });
    },
    [byId],
  );
}
