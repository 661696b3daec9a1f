/** Levels of an office in memory: the first one that is told counts, and each move once. */
import type { OfficeLevel, OfficeWriter, PushedMove, ToldTotal } from '../../../../src-main/sync/head-office/office.ts';
import type { Row, Table } from './memory-table.ts';

interface Held {
  readonly store: string;
  readonly product: string;
  readonly quantity: number;
  readonly firstId: string | null;
}

export const levelText = ({ content, version }: Row): unknown => ({ ...content, version });

export function createStock(table: Table) {
  const counted = new Set<string>();
  /** What was counted of each computer's moves, by its name and the key. */
  const told = new Map<string, Map<string, ToldTotal>>();
  const keyOf = ({ store, product }: Pick<PushedMove, 'store' | 'product'>) => [store, product];
  const heldOf = (key: readonly string[]) => table.get(key)?.content as Held | undefined;

  return {
    takeFirsts(tx: number, moves: readonly PushedMove[], { origin }: OfficeWriter): void {
      for (const { id, store, product, delta } of moves) {
        if (table.get([store, product])) continue;
        const level: Held = { store, product, quantity: delta, firstId: id };
        table.put(tx, [store, product], { ...level }, { origin, base: 0 });
      }
    },
    takeMoves(tx: number, moves: readonly PushedMove[], { origin }: OfficeWriter): void {
      const own = told.get(origin) ?? new Map<string, ToldTotal>();
      told.set(origin, own);
      const sums = new Map<string, Held>();
      for (const move of moves) {
        if (counted.has(move.id)) continue;
        counted.add(move.id);
        const name = JSON.stringify(keyOf(move));
        const level = sums.get(name) ??
          heldOf(keyOf(move)) ?? { store: move.store, product: move.product, quantity: 0, firstId: null };
        sums.set(name, { ...level, quantity: level.quantity + move.delta });
        const total = (own.get(name)?.total ?? 0) + move.delta;
        own.set(name, { store: move.store, product: move.product, total });
      }
      for (const level of sums.values()) table.put(tx, keyOf(level), { ...level }, { origin, base: 0 });
    },
    toldBy: (origin: string): ToldTotal[] => [...(told.get(origin)?.values() ?? [])],
    levelsOf(moves: readonly PushedMove[]): OfficeLevel[] {
      const keys = new Map(moves.map((move) => [JSON.stringify(keyOf(move)), keyOf(move)]));
      return [...keys.values()].flatMap((key) => {
        const row = table.get(key);
        return row ? [{ ...(row.content as unknown as Held), version: row.version }] : [];
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
