/** Which item's way is asked for: it stands in the address, so that other pages can ask too. */
import { useSearchParams } from 'react-router';
import type { ShopStatus } from '#shared/contract/index.ts';

export interface Why {
  readonly asked: { readonly subject: string; readonly shop: ShopStatus } | null;
  ask(subject: string, shopId: number): void;
  close(): void;
}

/** `?why=SKU-1&shop=2`; a shop that is not connected asks nothing. */
export function useWhy(shops: readonly ShopStatus[]): Why {
  const [params, setParams] = useSearchParams();
  const subject = params.get('why')?.trim() ?? '';
  const shop = shops.find(({ shopId }) => String(shopId) === params.get('shop'));
  return {
    asked: subject === '' || shop === undefined ? null : { subject, shop },
    ask: (next, shopId) => setParams({ why: next, shop: String(shopId) }),
    close: () => setParams({}),
  };
}
