/** Levels of an office in memory: the first one that is told counts, each move once, and each state of a listing once. */
import type {
  OfficeLevel,
  OfficeWriter,
  PushedListing,
  PushedMove,
  ToldTotal,
} from '../../../../src-main/sync/head-office/office.ts';
import type { CountedListings } from './memory-listings.ts';
import type { Row, Table } from './memory-table.ts';

interface Held {
  readonly store: string;
  readonly product: string;
  readonly quantity: number;
  readonly firstId: string | null;
}

/** What is told with the moves. */
export type PushedStock = PushedMove | PushedListing;
const isMove = (one: PushedStock): one is PushedMove => 'id' in one;
const isListing = (one: PushedStock): one is PushedListing => !isMove(one);

/** A level as it is told. */
export function levelOf({ content, version }: Row, listings: CountedListings): OfficeLevel {
  const held = content as unknown as Held;
  return { ...held, version, listings: listings.of(held.store, held.product) };
}

export function createStock(table: Table, listings: CountedListings) {
  const counted = new Set<string>();
  /** What was counted of each computer's moves, by its name and the key. */
  const told = new Map<string, Map<string, ToldTotal>>();
  const keyOf = ({ store, product }: Pick<PushedMove, 'store' | 'product'>) => [store, product];
  const heldOf = (key: readonly string[]) => table.get(key)?.content as Held | undefined;

  /** Levels as they become, each written once. */
  function createSums() {
    const sums = new Map<string, Held>();
    return {
      add(at: Pick<PushedMove, 'store' | 'product'>, by: number): void {
        const name = JSON.stringify(keyOf(at));
        const level = sums.get(name) ??
          heldOf(keyOf(at)) ?? { store: at.store, product: at.product, quantity: 0, firstId: null };
        sums.set(name, { ...level, quantity: level.quantity + by });
      },
      all: () => [...sums.values()],
    };
  }

  function put(tx: number, levels: readonly Held[], origin: string): void {
    for (const level of levels) table.put(tx, keyOf(level), { ...level }, { origin, base: 0 });
  }

  function takeMoves(tx: number, moves: readonly PushedMove[], origin: string): void {
    const own = told.get(origin) ?? new Map<string, ToldTotal>();
    told.set(origin, own);
    const sums = createSums();
    for (const move of moves) {
      if (counted.has(move.id)) continue;
      counted.add(move.id);
      sums.add(move, move.delta);
      if (move.named === 1) continue;
      const name = JSON.stringify(keyOf(move));
      const total = (own.get(name)?.total ?? 0) + move.delta;
      own.set(name, { store: move.store, product: move.product, total });
    }
    put(tx, sums.all(), origin);
  }

  function takeListings(tx: number, read: readonly PushedListing[], origin: string): void {
    const sums = createSums();
    for (const listing of read) {
      const by = listings.take(listing);
      if (by !== null) sums.add(listing, by);
    }
    // What is nowhere and did not move stays nowhere.
    const moved = sums.all().filter((level) => level.quantity !== 0 || heldOf(keyOf(level)));
    put(tx, moved, origin);
  }

  return {
    takeFirsts(tx: number, stock: readonly PushedStock[], { origin }: OfficeWriter): void {
      for (const { id, store, product, delta, listings: standing = [] } of stock.filter(isMove)) {
        if (table.get([store, product])) continue;
        const level: Held = { store, product, quantity: delta, firstId: id };
        table.put(tx, [store, product], { ...level }, { origin, base: 0 });
        for (const listing of standing) listings.begin(store, product, listing);
      }
    },
    takeMoves(tx: number, stock: readonly PushedStock[], { origin }: OfficeWriter): void {
      takeMoves(tx, stock.filter(isMove), origin);
      takeListings(tx, stock.filter(isListing), origin);
    },
    toldBy: (origin: string): ToldTotal[] => [...(told.get(origin)?.values() ?? [])],
    levelsOf(moves: readonly PushedStock[]): OfficeLevel[] {
      const keys = new Map(moves.map((move) => [JSON.stringify(keyOf(move)), keyOf(move)]));
      return [...keys.values()].flatMap((key) => {
        const row = table.get(key);
        return row ? [levelOf(row, listings)] : [];
      });
    },
    all(): ReadonlyMap<string, number> {
      const levels = new Map<string, number>();
      for (const { content } of table.rows) {
        const { store, product, quantity } = content as unknown as Held;
        levels.set(`${store}/${product}`, quantity);
      }
      return levels;
    },
  };
}
