/**
 * Every store has one place in a warmup: the hottest first, then some that nobody asks for (so that a surprise visit is not
 * slow either), then the rest by heat. Which cold ones come early changes from day to day, until each has had its turn.
 */
import type { WarmupRank } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';

export interface KnownStore {
  readonly id: StoreId;
  readonly name: string;
}

export interface RankedStore extends KnownStore {
  readonly rank: Extract<WarmupRank, 'hot' | 'cold' | 'rest'>;
}

const HOT_SHARE = 0.2;
const COLD_FIRST = 20;
const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Gives the stores in the order in which they are warmed.
 * @param heat a store's heat, 0 when nobody is expected to ask for it; greater is hotter.
 * @param at UTC milliseconds: decides which cold stores have their turn.
 */
export function rankStores(stores: readonly KnownStore[], heat: (id: StoreId) => number, at: number): RankedStore[] {
  // Stable: among equals the caller's order stays.
  const byHeat = stores.map((store) => ({ store, heat: heat(store.id) })).sort((a, b) => b.heat - a.heat);
  const hotCount = Math.ceil(stores.length * HOT_SHARE);
  const hot = byHeat.slice(0, hotCount).map(({ store }) => store);
  const others = byHeat.slice(hotCount);
  const cold = turnOf(
    others.filter((one) => one.heat === 0).map(({ store }) => store),
    Math.floor(at / MILLISECONDS_A_DAY),
  );
  const early = new Set(cold);
  const rest = others.map(({ store }) => store).filter((store) => !early.has(store));
  return [
    ...hot.map((store) => ({ ...store, rank: 'hot' as const })),
    ...cold.map((store) => ({ ...store, rank: 'cold' as const })),
    ...rest.map((store) => ({ ...store, rank: 'rest' as const })),
  ];
}

/** Gives the stores whose turn it is: the next ones each day, and from the beginning again. */
function turnOf(stores: readonly KnownStore[], turn: number): KnownStore[] {
  if (stores.length <= COLD_FIRST) return [...stores];
  const first = (turn * COLD_FIRST) % stores.length;
  return [...stores.slice(first), ...stores.slice(0, first)].slice(0, COLD_FIRST);
}
