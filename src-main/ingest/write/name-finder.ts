/** The ids of the names that an order gives: its store, platform, channel and currency. */
import type { OrderBatch } from '../order-batch.ts';
import type { Dictionary, KeySeed } from './dictionary.ts';
import type { StoreRow } from './stores.ts';

/** Ids of the names that many orders share. */
export interface Names {
  readonly store: Readonly<StoreRow>;
  readonly seed: KeySeed;
  readonly platformId: number;
  readonly channelId: number;
  readonly currencyId: number;
}

/** What the names of an order are looked up by. */
export type NamedColumns = Pick<OrderBatch, 'store' | 'storeName' | 'platform' | 'channel' | 'currency'>;

/**
 * Gives a batch's reader of names.
 * @param timeZone of stores that are new, where the file's settings say it.
 */
export type NameFinder = (batch: NamedColumns, timeZone: string | undefined) => (order: number) => Names;

/** How many combinations are remembered; a power of two. */
const REMEMBERED = 4096;
const FROM_UPPER_BITS = 20;

/** A place of 0 to REMEMBERED - 1 (Knuth, The Art of Computer Programming, 6.4: multiplicative hashing; the factors are odd). */
function placeOf(store: number, storeName: number, platform: number, channel: number, currency: number): number {
  const others = Math.imul(storeName, 0x165667b1) ^ Math.imul(platform, 0xc2b2ae35) ^ Math.imul(currency, 0x27d4eb2f);
  return Math.imul(store ^ Math.imul(channel, 0x85ebca6b) ^ others, 0x9e3779b1) >>> FROM_UPPER_BITS;
}

/**
 * Makes what finds the names of orders. Files have few combinations of them: each has a place by its hash, where it is found again
 * without a look into the dictionary, unless another one has taken it.
 */
export function createNameFinder(dictionary: Dictionary): NameFinder {
  const column = () => new Int32Array(REMEMBERED);
  const [stores, storeNames, platforms, channels, currencies] = [column(), column(), column(), column(), column()];
  const found = new Array<Names | null>(REMEMBERED).fill(null);

  function namesOf(batch: NamedColumns, o: number, timeZone: string | undefined): Names {
    const store = batch.store[o]!;
    const storeName = batch.storeName[o]!;
    const platform = batch.platform[o]!;
    const channel = batch.channel[o]!;
    const currency = batch.currency[o]!;
    const place = placeOf(store, storeName, platform, channel, currency);
    const known = found[place]!;
    if (
      known !== null &&
      stores[place] === store &&
      storeNames[place] === storeName &&
      platforms[place] === platform &&
      channels[place] === channel &&
      currencies[place] === currency
    )
      return known;
    const row = dictionary.store(store, storeName, timeZone);
    const names: Names = {
      store: row,
      seed: dictionary.keySeed(platform, store, row),
      platformId: dictionary.platformId(platform),
      channelId: dictionary.channelId(channel, platform),
      currencyId: dictionary.currencyId(currency),
    };
    stores[place] = store;
    storeNames[place] = storeName;
    platforms[place] = platform;
    channels[place] = channel;
    currencies[place] = currency;
    found[place] = names;
    return names;
  }

  return (batch, timeZone) => (o) => namesOf(batch, o, timeZone);
}
