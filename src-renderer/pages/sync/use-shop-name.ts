/** A shop as people call it: its platform and its own name. */
import { useCallback } from 'react';
import type { ShopStatus } from '#shared/contract/index.ts';
import { useSourceName } from '../../i18n/index.ts';

export function useShopName(): (shop: Pick<ShopStatus, 'platform' | 'title'>) => string {
  const nameOf = useShopNameOf();
  return useCallback(({ platform, title }) => nameOf(platform, title), [nameOf]);
}

export function useShopNameOf(): (platform: string, title: string) => string {
  const sourceName = useSourceName();
  return useCallback((platform, title) => `${sourceName(platform)} · ${title}`, [sourceName]);
}
