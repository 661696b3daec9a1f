/** The store that a computer works for: the one that was chosen on it last. */
import type { Store } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';

const STORAGE_KEY = 'mendian.products.store';

export function rememberStore(id: StoreId): void {
  window.localStorage.setItem(STORAGE_KEY, String(id));
}

/** What was remembered; null when nothing was. */
export function rememberedStore(): number | null {
  const text = window.localStorage.getItem(STORAGE_KEY) ?? '';
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}

/** Gives the store to look at: the one asked for, the remembered one, one that a shop feeds, or the first; null without any. */
export function storeToShow(
  stores: readonly Store[],
  asked: number | null,
  remembered: number | null,
  fed: readonly number[],
): Store | null {
  const byId = (id: number | null | undefined) => stores.find((store) => store.id === id);
  const ofShop = stores.find(({ id }) => fed.includes(id));
  return byId(asked) ?? byId(remembered) ?? ofShop ?? stores[0] ?? null;
}
