/** What an office in memory has counted of listings: each state of one counts once, whoever tells it. */
import type { CountedListing, PushedListing } from '../../../../src-main/sync/head-office/office.ts';

interface KeptListing extends CountedListing {
  readonly store: string;
  readonly product: string;
}

export interface CountedListings {
  of(store: string, product: string): CountedListing[];
  /** With a first level. */
  begin(store: string, product: string, listing: CountedListing): void;
  /** Gives by what its level moves; null: it is no news. */
  take(told: PushedListing): number | null;
}

const keyOf = ({ store, platform, shop, listing }: Pick<KeptListing, 'store' | 'platform' | 'shop' | 'listing'>) =>
  JSON.stringify([store, platform, shop, listing]);
const byName = (one: CountedListing, other: CountedListing) =>
  Buffer.compare(Buffer.from(orderOf(one)), Buffer.from(orderOf(other)));
const orderOf = ({ platform, shop, listing }: CountedListing) => [platform, shop, listing].join('\0');

export function createListings(): CountedListings {
  const kept = new Map<string, KeptListing>();
  return {
    of: (store, product) =>
      [...kept.values()]
        .filter((one) => one.store === store && one.product === product)
        .map(({ platform, shop, listing, quantity, at }) => ({ platform, shop, listing, quantity, at }))
        .sort(byName),
    begin(store, product, listing) {
      const one = { ...listing, store, product };
      if (!kept.has(keyOf(one))) kept.set(keyOf(one), one);
    },
    take({ base, ...told }) {
      const known = kept.get(keyOf(told));
      if (known && known.at > told.at) return null;
      const isSame = known?.at === told.at && known.quantity === told.quantity && known.product === told.product;
      if (isSame) return null;
      kept.set(keyOf(told), told);
      return told.quantity - (known?.quantity ?? base);
    },
  };
}
