/**
 * The order of a warmup: first what each first look shows, the hottest store before all and the chain right behind it, then
 * the other ranges of the boards, then what is asked for from there. Each stage costs a multiple of the one before it, so no
 * store's first look waits for what is seldom looked at of another.
 */
import type { WarmupRank } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { RankedStore } from './rank-stores.ts';
import type { WarmScope, WarmStage } from './target.ts';

/** Everything that one scope needs at one stage. */
export interface WarmStep {
  /** Unique within a plan, and the same in the plan of a run that is taken up again. */
  readonly id: string;
  readonly scope: WarmScope;
  readonly stage: WarmStage;
  readonly rank: Exclude<WarmupRank, 'platform'>;
  /** The store's name; empty for the chain. */
  readonly name: string;
}

const STAGES: readonly WarmStage[] = ['board', 'ranges', 'details'];

/**
 * Gives the steps in their order.
 * @param only leaves out everything but these scopes: for a retry.
 */
export function planSteps(stores: readonly RankedStore[], only: ReadonlySet<WarmScope> | null = null): WarmStep[] {
  const steps = STAGES.flatMap((stage) => {
    const [first, ...others] = stores.map((store) => stepOf(store.id, stage, store.rank, store.name));
    if (!first) return [];
    return [first, stepOf('all', stage, 'chain', ''), ...others];
  });
  return only === null ? steps : steps.filter(({ scope }) => only.has(scope));
}

function stepOf(scope: WarmScope, stage: WarmStage, rank: WarmStep['rank'], name: string): WarmStep {
  return { id: `${stage}:${scope}`, scope, stage, rank, name };
}

/** Gives the scope of a store's result: the chain has no store. */
export function scopeOf(storeId: StoreId | null): WarmScope {
  return storeId ?? 'all';
}
