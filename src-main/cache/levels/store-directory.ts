/** What is asked about a scope before any answer can be looked up: which stores, and what day and hour it is there. */
import type { Store, StoreScope } from '#shared/contract/index.ts';
import { commonZone, type LocalClock } from '../../analytics/index.ts';
import type { Cached } from '../cache.ts';
import type { StoreList } from './answers.ts';

export interface ScopeNow {
  /** Ascending, without repeats: the same scope in whatever order it was named. */
  readonly stores: 'all' | readonly number[];
  /** The stores' business date, as a day number. */
  readonly day: number;
  /** 0 to 23. */
  readonly hour: number;
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

export function createStoreDirectory({ list, clock, defaultTimeZone }: StoreDirectoryOptions): StoreDirectory {
  async function stores(): Promise<readonly Store[]> {
    const { value } = await list.get(null);
    return [...(value?.stores ?? [])].sort((a, b) => a.id - b.id);
  }

  return {
    stores,
    async scopeAt(asked, at) {
      const all = await stores();
      const ids = asked === 'all' ? ('all' as const) : [...new Set<number>(asked)].sort((a, b) => a - b);
      const wanted = new Set<number>(ids === 'all' ? [] : ids);
      const inScope = ids === 'all' ? all : all.filter(({ id }) => wanted.has(id));
      const { day, hour } = clock(at, commonZone(inScope) ?? defaultTimeZone());
      return { stores: ids, day, hour };
    },
  };
}
