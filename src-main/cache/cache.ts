/** The cache as the rest of the engine sees it. */
import type { CacheExplanation, CacheOverview, ClearTarget } from '#shared/contract/index.ts';
import type { Answer, Family, ReadOptions } from './family.ts';

/** What became of one input that was asked to be warm. */
export type WarmOutcome = 'fresh' | 'loaded' | 'not-modified' | 'missing' | 'failed';

export interface WarmOptions {
  /** Also what would go stale within so many milliseconds is refreshed. */
  readonly expiringWithin?: number;
  /** Refresh even what is fresh. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
  /** Told why an input ended as `failed`, by its index. */
  readonly onFailed?: (index: number, error: unknown) => void;
}

/** The reads and writes of one family. */
export interface Cached<Input, Value> {
  /** The near way: a memory hit resolves without allocating. Rejects only when there is nothing to serve and the load fails. */
  get(input: Input, options?: ReadOptions): Promise<Answer<Value>>;
  /** At most one round trip a tier, and one bulk load for what is nowhere. */
  getMany(inputs: readonly Input[], options?: ReadOptions): Promise<readonly Answer<Value>[]>;
  /** Memory only, synchronous, counts as a request; null: not there, or stale. */
  peek(input: Input): Answer<Value> | null;
  /** Puts a value that the caller knows to be current. It loses against any invalidation that comes after this call. */
  set(input: Input, value: Value, version?: string): Promise<void>;
  delete(input: Input): Promise<void>;
  /** Loads what is not there, about to expire or forced, with background priority; not counted as requests. */
  warm(inputs: readonly Input[], options?: WarmOptions): Promise<readonly WarmOutcome[]>;
  readonly name: string;
}

export interface Cache {
  /** @throws AppError SERVICES_MISWIRED when the name is taken. */
  register<Input, Value>(family: Family<Input, Value>): Cached<Input, Value>;
  /** Resolves when no read anywhere gives a value that was loaded before this call. */
  invalidate(tags: readonly string[]): Promise<void>;
  clear(target: ClearTarget): Promise<{ entries: number; bytes: number; reloadMilliseconds: number }>;
  clearCost(target: ClearTarget): { entries: number; bytes: number; reloadMilliseconds: number };
  explain(key: string): Promise<CacheExplanation>;
  overview(): Promise<CacheOverview>;
}
