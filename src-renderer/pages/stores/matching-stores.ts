/** Finds stores by a part of what they are called or where they are. */
import type { Store } from '#shared/contract/index.ts';

/** Gives the stores in which each word stands somewhere, in name, code, city or region; all for no words. */
export function matchingStores(stores: readonly Store[], sought: string): readonly Store[] {
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return stores;
  return stores.filter(({ name, code, city, region }) => {
    const text = [name, code, city, region].join('\n').toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
