/**
 * What can be made warm, as the planner sees it: it knows names, stores and three stages, and no family of the cache. A target
 * binds a family to the inputs that staff will ask it with.
 */
import type { WarmupRank } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Level, WarmOptions, WarmOutcome } from '../../cache/index.ts';

/** One store, or the chain: what is asked about all stores at once. */
export type WarmScope = StoreId | 'all';

/** `board`: what the first look at a store shows. `ranges`: the same for the other ranges. `details`: what is asked for from there. */
export type WarmStage = 'board' | 'ranges' | 'details';

export interface WarmRequest {
  readonly stage: WarmStage;
  /** Why the scope has its place: what nobody asks for may be made ready more sparingly. */
  readonly rank: Exclude<WarmupRank, 'platform'>;
  readonly kind: 'full' | 'incremental';
  /** How many days back, today included. */
  readonly days: number;
  readonly signal: AbortSignal;
}

/** A piece of work whose size is known. */
export interface WarmBatch {
  readonly size: number;
  /** Gives an outcome for each item, in their order. */
  warm(options: WarmOptions): Promise<readonly WarmOutcome[]>;
}

export interface WarmTarget {
  /** As it is shown where something failed: `overview`, `orders-month`. */
  readonly name: string;
  readonly level: Level;
  /** Its items are single orders, which are counted. */
  readonly orders: boolean;
  /** What the scope needs at this stage; null: nothing. */
  plan(scope: WarmScope, request: WarmRequest): Promise<WarmBatch | null>;
}

export interface WarmTargetOptions<Input> {
  readonly name: string;
  readonly level: Level;
  readonly orders?: boolean;
  plan(scope: WarmScope, request: WarmRequest): readonly Input[] | Promise<readonly Input[]>;
  /** So many are warmed at a time, others have their turn in between; all together when left out. */
  readonly atOnce?: number;
  /** The family's own way to be warmed: `Cached`. */
  readonly cached: { warm(inputs: readonly Input[], options?: WarmOptions): Promise<readonly WarmOutcome[]> };
}

/** Binds a family to what is asked of it; the type of its inputs is known only here. */
export function warmTarget<Input>(options: WarmTargetOptions<Input>): WarmTarget {
  const { name, level, orders = false, atOnce = Number.POSITIVE_INFINITY, cached } = options;
  return {
    name,
    level,
    orders,
    async plan(scope, request) {
      const inputs = await options.plan(scope, request);
      if (inputs.length === 0) return null;
      return {
        size: inputs.length,
        async warm(warmOptions) {
          const outcomes: WarmOutcome[] = [];
          for (let from = 0; from < inputs.length; from += atOnce) {
            warmOptions.signal?.throwIfAborted();
            const onFailed = (index: number, error: unknown) => warmOptions.onFailed?.(from + index, error);
            outcomes.push(...(await cached.warm(inputs.slice(from, from + atOnce), { ...warmOptions, onFailed })));
          }
          return outcomes;
        },
      };
    },
  };
}
