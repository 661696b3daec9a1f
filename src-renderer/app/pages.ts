/** The pages that the navigation leads to, in its order; `key` is the letter after `g`. */
export const PAGES = [
  { name: 'overview', key: 'o', keepsScope: true },
  { name: 'orders', key: 'r', keepsScope: true },
  { name: 'products', key: 'p', keepsScope: false },
  { name: 'import', key: 'i', keepsScope: false },
  { name: 'stores', key: 's', keepsScope: false },
  { name: 'sync', key: 'n', keepsScope: false },
  { name: 'cache', key: 'c', keepsScope: false },
  { name: 'warmup', key: 'w', keepsScope: false },
  { name: 'system', key: 'y', keepsScope: false },
] as const;

export type Page = (typeof PAGES)[number];

/** Gives the address of a page; the scope goes along between pages that are about one. */
export function addressOf(page: Page, scopeSearch: string): string {
  return page.keepsScope ? `/${page.name}${scopeSearch}` : `/${page.name}`;
}
