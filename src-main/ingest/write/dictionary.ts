/** The strings of an import, each looked up in the tables once: stores, channels, platforms, currencies, products. */
import { AppError } from '#shared/domain/app-error.ts';
import type { WritableDb } from '../../database/index.ts';
import { orderKeySeed } from '../../database/index.ts';
import type { BeforeImages } from './before-images.ts';
import { createNamedRows, type NamedRows } from './named-rows.ts';
import { createProducts, type Product, type Products } from './products.ts';
import { createStores, type StoreRow, type Stores } from './stores.ts';

/** What an import takes where neither file nor store says. */
export interface ImportDefaults {
  readonly timeZone: string;
  readonly currency: string;
}

/** The part of an order's key that its number is added to. */
export interface KeySeed {
  readonly seed: number;
  /** True when the file calls the store by its code, so that the file's own key hash is the right one. */
  readonly asInFile: boolean;
}

export interface Dictionary {
  readonly stores: Stores;
  readonly products: Products;
  readonly currencies: NamedRows;
  defaultCurrencyId(): number;
  add(strings: readonly string[]): void;
  textOf(index: number): string | undefined;
  /** @param timeZone the zone that the file's settings say, for a store that is new. */
  store(index: number, nameIndex: number, timeZone: string | undefined): Readonly<StoreRow>;
  product(index: number, nameIndex: number, categoryIndex: number): Product;
  platformId(index: number): number;
  channelId(index: number, platformIndex: number): number;
  /** 0 for none. */
  currencyId(index: number): number;
  keySeed(platformIndex: number, storeIndex: number, store: Readonly<StoreRow>): KeySeed;
}

/** More dictionary entries than an import can have: parts two indexes in one key. */
const PLATFORMS = 2 ** 26;

export function createDictionary(
  db: WritableDb,
  importId: number,
  images: BeforeImages,
  defaults: ImportDefaults,
): Dictionary {
  const strings: string[] = [];
  const stores = createStores(db, importId, images, defaults.timeZone);
  const products = createProducts(db, importId, images);
  const platforms = createNamedRows(db, 'platform', images);
  const channels = createNamedRows(db, 'channel', images);
  const currencies = createNamedRows(db, 'currency', images);
  const storeOf: (StoreRow | undefined)[] = [];
  const namedStores = new Set<number>();
  const productOf: (Product | undefined)[] = [];
  const seeds = new Map<number, KeySeed>();
  let defaultCurrencyId = 0;

  const textOf = (index: number): string | undefined => (index < 0 ? undefined : strings[index]);

  /** A name's text is looked up once. */
  function idsOf(rows: NamedRows): (index: number) => number {
    const ids = new Map<number, number>();
    return (index) => {
      let id = ids.get(index);
      if (id === undefined) {
        id = rows.idOf(textOf(index) ?? '');
        ids.set(index, id);
      }
      return id;
    };
  }
  const platformId = idsOf(platforms);
  const channelId = idsOf(channels);
  const currencyId = idsOf(currencies);

  return {
    stores,
    products,
    currencies,
    defaultCurrencyId() {
      defaultCurrencyId ||= currencies.idOf(defaults.currency);
      return defaultCurrencyId;
    },
    add(more) {
      for (const text of more) {
        strings.push(text);
        storeOf.push(undefined);
        productOf.push(undefined);
      }
    },
    textOf,
    store(index, nameIndex, timeZone) {
      const at = index < 0 ? nameIndex : index;
      const known = storeOf[at];
      if (known && (nameIndex < 0 || namedStores.has(at))) return known;
      const text = textOf(at);
      if (text === undefined) throw new AppError('STORE_NEEDED');
      const store = stores.met(text, index < 0 ? undefined : textOf(nameIndex), timeZone);
      storeOf[at] = store;
      if (nameIndex >= 0) namedStores.add(at);
      return store;
    },
    product(index, nameIndex, categoryIndex) {
      const known = productOf[index];
      if (known && (nameIndex < 0 || known.isNamed)) return known;
      const product = products.met(textOf(index) ?? '', textOf(nameIndex), textOf(categoryIndex));
      productOf[index] = product;
      return product;
    },
    platformId,
    channelId: (index, platformIndex) => channelId(textOf(index) === undefined ? platformIndex : index),
    currencyId: (index) => (index < 0 ? 0 : currencyId(index)),
    keySeed(platformIndex, storeIndex, store) {
      const key = storeIndex * PLATFORMS + platformIndex;
      const known = seeds.get(key);
      if (known) return known;
      const platform = textOf(platformIndex);
      const seed = {
        seed: orderKeySeed(platform ?? '', store.code),
        asInFile: platform !== undefined && textOf(storeIndex) === store.code,
      };
      seeds.set(key, seed);
      return seed;
    },
  };
}
