/** A family is one kind of cached thing: how its key is made, what it depends on, how it is loaded and encoded. */
import type { Level, Lifetime, TierName } from './level.ts';

export interface LoadRequest<Input> {
  readonly input: Input;
  /** The version of the entry that is being refreshed, so that the source may answer "not modified". */
  readonly version: string | null;
}

export type Loaded<Value> =
  | { readonly outcome: 'value'; readonly value: Value; readonly version?: string }
  /** Already encoded by the codec, as a worker does it, so that the main thread need not. */
  | { readonly outcome: 'payload'; readonly payload: Uint8Array; readonly version?: string }
  | { readonly outcome: 'not-modified' }
  /** The source has nothing: remembered for the family's `missingTtl`. */
  | { readonly outcome: 'missing' }
  /** One item of a bulk load failed; the others count. */
  | { readonly outcome: 'failed'; readonly error: unknown };

export interface LoadContext {
  /** Aborted when nobody waits for the load any more. */
  readonly signal: AbortSignal;
  /** Who asks: staff always go first. */
  readonly priority: 'staff' | 'background';
}

/** How values of a family become bytes and back. */
export interface Encoding<Value> {
  /** Off the main thread above a size. */
  encode(value: Value): Promise<Uint8Array>;
  /** Frozen; large tables open their columns on demand. @throws AppError CACHE_PAYLOAD_UNREADABLE */
  decode(payload: Uint8Array): Promise<Value> | Value;
  /**
   * Checks a payload now and gives what opens it within a fraction of a millisecond, should anybody ever want it: a value
   * that is only kept ready takes many times the room. Null where opening takes longer. @throws AppError as `decode`.
   */
  decodeLater?(payload: Uint8Array): (() => Value) | null;
  /** About how many bytes it would take encoded: spares encoding what only ever lies in memory. */
  size?(value: Value): number;
}

export interface Family<Input, Value> {
  /** Lower case, digits and hyphens: `order-detail`. */
  readonly name: string;
  readonly level: Level;
  /** The part of the key behind the family's name: equal inputs give equal texts, whatever the order of their stores. */
  key(input: Input): string;
  /** Known before the load begins, so that an invalidation can revoke a load that is under way. */
  tags(input: Input): readonly string[];
  storeId(input: Input): number | null;
  /** One call for many inputs; the answers in their order. */
  load(requests: readonly LoadRequest<Input>[], context: LoadContext): Promise<readonly Loaded<Value>[]>;
  readonly encoding: Encoding<Value>;
  /** Asked at each load, so that a change of the settings counts at once. */
  lifetime(): Lifetime;
  /** How long "there is none" is believed, in milliseconds. */
  readonly missingTtl: number;
  /** Where its entries may lie. Memory is always among them. */
  readonly tiers: readonly TierName[];
  /** Whether its values are the same for every PC on the Redis (`shared`), or belong to one data set (`dataset`). */
  readonly scope: 'shared' | 'dataset';
  /** Most inputs of one bulk load. */
  readonly bulk: number;
  /** False: what is set is all there is, `load` finds nothing. True when left out. */
  readonly hasSource?: boolean;
}

/** What a read gives. Frozen; the same object for every reader of an entry. */
export interface Answer<Value> {
  /** Null when the source has nothing. */
  readonly value: Value | null;
  readonly missing: boolean;
  /** UTC milliseconds: when its load began. */
  readonly bornAt: number;
  /** True: past its freshness. The answer must say so to whoever sees it. */
  readonly stale: boolean;
  readonly from: TierName | 'load';
}

export interface ReadOptions {
  readonly priority?: 'staff' | 'background';
  /** `fresh`: never stale, wait for the load. `stale`: what is there within its grace, refreshed behind. Default `stale`. */
  readonly accept?: 'fresh' | 'stale';
  readonly signal?: AbortSignal;
}
