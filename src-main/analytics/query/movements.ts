/** Two ranges side by side, split by channel, hour, product or store. */
import type { Overview } from '#shared/contract/index.ts';
import type { ProductId, StoreId } from '#shared/domain/ids.ts';
import type { ReadableDb } from '../../database/index.ts';
import { type CellSums, M } from '../rollup/index.ts';
import { bestOf } from './ranking.ts';
import type { Scope } from './scope.ts';
import { statement } from './statement.ts';
import { exact, grossProfitOf, netSalesOf } from './totals.ts';

export interface Movement {
  readonly id: number;
  readonly orders: number;
  readonly units: number;
  readonly netSales: number;
  readonly previousNetSales: number;
}

function movementOf(id: number, current: CellSums, previous: CellSums): Movement {
  const at = current.find(id) * current.columns;
  const before = previous.find(id) * previous.columns;
  return {
    id,
    orders: at < 0 ? 0 : exact(current.values[at + M.orders]!),
    units: at < 0 ? 0 : exact(current.values[at + M.units]!),
    netSales: at < 0 ? 0 : netSalesOf(current.values, at),
    previousNetSales: before < 0 ? 0 : netSalesOf(previous.values, before),
  };
}

/** Ids that have orders in either of the two. */
function idsOf(current: CellSums, previous: CellSums): number[] {
  const ids = new Set<number>();
  for (const sums of [current, previous]) {
    for (let slot = 0; slot < sums.size; slot++) {
      if (sums.values[slot * sums.columns + M.orders] !== 0) ids.add(sums.idAt(slot));
    }
  }
  return [...ids];
}

const bestFirst = (a: Movement, b: Movement) =>
  b.netSales - a.netSales || b.previousNetSales - a.previousNetSales || a.id - b.id;

export function hourMovements(current: CellSums, previous: CellSums): Overview['hours'] {
  return idsOf(current, previous)
    .sort((a, b) => a - b)
    .map((hour) => {
      const { orders, netSales, previousNetSales } = movementOf(hour, current, previous);
      return { hour, orders, netSales, previousNetSales };
    });
}

export function channelMovements(db: ReadableDb, current: CellSums, previous: CellSums): Overview['channels'] {
  const name = channelNames(db);
  return idsOf(current, previous)
    .map((id) => movementOf(id, current, previous))
    .sort(bestFirst)
    .map(({ id, orders, netSales, previousNetSales }) => ({ channel: name(id), orders, netSales, previousNetSales }));
}

export function storeMovements(scope: Scope, current: CellSums, previous: CellSums): Overview['stores'] {
  return idsOf(current, previous)
    .filter((id) => scope.stores.has(id))
    .map((id) => movementOf(id, current, previous))
    .sort(bestFirst)
    .map(({ id, ...movement }) => {
      const slot = current.find(id);
      const grossProfit = slot < 0 ? null : grossProfitOf(current.values, slot * current.columns);
      return { storeId: id as StoreId, name: scope.stores.get(id)?.name ?? '', grossProfit, ...movement };
    });
}

type ProductMovement = Overview['topProducts'][number];

export function topProducts(db: ReadableDb, most: number, current: CellSums, previous: CellSums): ProductMovement[] {
  const { values, columns } = current;
  const best = bestOf(current.size, most, (slot) => {
    const at = slot * columns;
    return values[at + M.orders] === 0 ? Number.NaN : values[at + M.grossSales]! - values[at + M.refunds]!;
  });
  return best.map((slot) => productMovement(db, current.idAt(slot), current, previous));
}

/** The largest fall first; products that did not fall are not among them. */
export function fallingProducts(
  db: ReadableDb,
  most: number,
  current: CellSums,
  previous: CellSums,
): ProductMovement[] {
  // First those sold before, then those only seen now: returns of older sales make them fall below nothing.
  const idAt = (index: number) => (index < previous.size ? previous.idAt(index) : current.idAt(index - previous.size));
  const worst = bestOf(previous.size + current.size, most, (index) => {
    const id = idAt(index);
    if (index >= previous.size && previous.find(id) >= 0) return Number.NaN;
    const fall = netSalesIn(previous, id) - netSalesIn(current, id);
    return fall > 0 ? fall : Number.NaN;
  });
  return worst.map((index) => productMovement(db, idAt(index), current, previous));
}

function netSalesIn({ values, columns, find }: CellSums, id: number): number {
  const at = find(id) * columns;
  return at < 0 ? 0 : values[at + M.grossSales]! - values[at + M.refunds]!;
}

function productMovement(db: ReadableDb, id: number, current: CellSums, previous: CellSums): ProductMovement {
  const { id: _, ...movement } = movementOf(id, current, previous);
  return { productId: id as ProductId, ...productNames(db)(id), ...movement };
}

/** Names of products by id. */
export function productNames(db: ReadableDb): (id: number) => { code: string; name: string } {
  const find = statement(db, 'SELECT code, name FROM product WHERE id = ?', 'object');
  return (id) => (find.get(id) as { code: string; name: string } | undefined) ?? { code: `${id}`, name: `${id}` };
}

/** Names of channels by id. */
export function channelNames(db: ReadableDb): (id: number) => string {
  const find = statement(db, 'SELECT name FROM channel WHERE id = ?', 'value');
  return (id) => (find.get(id) as string | undefined) ?? `${id}`;
}
