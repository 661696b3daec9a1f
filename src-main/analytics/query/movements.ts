/** Two ranges side by side, split by channel, hour or store. */
import type { Overview } from '#shared/contract/index.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import type { ReadableDb } from '../../database/index.ts';
import { type CellSums, M } from '../rollup/index.ts';
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

/** Names of channels by id. */
export function channelNames(db: ReadableDb): (id: number) => string {
  const find = statement(db, 'SELECT name FROM channel WHERE id = ?', 'value');
  return (id) => (find.get(id) as string | undefined) ?? `${id}`;
}
