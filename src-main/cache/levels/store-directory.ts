/** What is asked about a scope before any answer can be looked up: which stores, and what day and time it is there. */
import type { Store, StoreScope } from '#shared/contract/index.ts';
import { commonZone, type LocalClock } from '../../analytics/index.ts';
import type { Cached } from '../cache.ts';
import type { StoreList } from './answers.ts';

export interface ScopeNow {
  /** Ascending, without repeats: the same scope in whatever order it was named. */
  readonly stores: 'all' | readonly number[];
  /** The stores' business date, as a day number. */
  readonly day: number;
  /** Of the day: 0 to 1439. */
  readonly minute: number;
}

export interface StoreDirectory {
  /** Gives the scope as the cache knows it, at an instant (UTC milliseconds). */
  scopeAt(asked: StoreScope, at: number): Promise<ScopeNow>;
  /** All stores, by id. */
  stores(): Promise<readonly Store[]>;
}

export interface StoreDirectoryOptions {
  readonly list: Cached<null, StoreList>;
  readonly clock: LocalClock;
  /** For a scope without stores. */
  readonly defaultTimeZone: () => string;
}

/** A list of stores as scopes are looked up in it: made once for as long as the list is the same. */
interface Directory {
  readonly list: StoreList | null;
  readonly stores: readonly Store[];
  readonly byId: ReadonlyMap<number, Store>;
  readonly zoneOfAll: string | null;
}

function directoryOf(list: StoreList | null): Directory {
  const stores = [...(list?.stores ?? [])].sort((a, b) => a.id - b.id);
  return { list, stores, byId: new Map(stores.map((store) => [store.id, store])), zoneOfAll: commonZone(stores) };
}

export function createStoreDirectory({ list, clock, defaultTimeZone }: StoreDirectoryOptions): StoreDirectory {
  let directory = directoryOf(null);

  async function current(): Promise<Directory> {
    const { value } = await list.get(null);
    // The cache gives the same frozen object until there is another list.
    if (value !== directory.list) directory = directoryOf(value);
    return directory;
  }

  return {
    stores: async () => (await current()).stores,
    async scopeAt(asked, at) {
      const { byId, zoneOfAll } = await current();
      if (asked === 'all') return { stores: 'all', ...clock(at, zoneOfAll ?? defaultTimeZone()) };
      const stores = [...new Set<number>(asked)].sort((a, b) => a - b);
      const inScope = stores.flatMap((id) => byId.get(id) ?? []);
      return { stores, ...clock(at, commonZone(inScope) ?? defaultTimeZone()) };
    },
  };
}
