/** Amounts in different currencies are never added up: every question is asked in one. */
import type { ReadableDb } from '../../database/index.ts';
import { GRAIN_BOUNDS, M, rowKeySql } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import { readSums } from './rollup-reader.ts';
import type { Scope } from './scope.ts';
import { statement } from './statement.ts';

const CURRENCIES_SQL = 'SELECT id, code FROM currency ORDER BY id';
const { first: FIRST, last: LAST } = GRAIN_BOUNDS.quarter;
/** Of a JSON array of stores. */
export const ORDERS_EVER_SQL = `SELECT c.id, sum(r.orders) FROM json_each(?) k CROSS JOIN currency c
  CROSS JOIN rollup r ON r.id BETWEEN ${rowKeySql('k.value', 'c.id', `${FIRST}`)} AND ${rowKeySql('k.value', 'c.id', `${LAST}`)}
  GROUP BY c.id`;

export interface CurrencyChoice {
  /** Null only when the scope holds no orders at all and none was asked for. */
  readonly code: string | null;
  /** -1 when the database has no such currency. */
  readonly id: number;
  /** Every currency that the scope has ever sold in, with its orders in the range, most first. */
  readonly currencies: { code: string; orders: number }[];
}

/**
 * Takes the asked one, else that of the most orders in the range, of equal ones the first that the database knew. How many
 * orders there ever were decides nothing: an answer about a range must not change with a day outside of it.
 */
export function chooseCurrency(
  db: ReadableDb,
  scope: Scope,
  range: DayRange,
  asked: string | undefined,
): CurrencyChoice {
  const known = statement(db, CURRENCIES_SQL, 'array').all() as [number, string][];
  const counts = known.map(([id, code]) => {
    const { [M.orders]: orders = 0 } = readSums({ db, scope, currencyId: id }, range);
    return { id, code, orders };
  });
  // Whoever sold in the range has sold at some time: mostly that is known of every currency there is.
  const ever = counts.some(({ orders }) => orders === 0) ? soldEver(db, scope) : null;
  const present = counts
    .filter(({ id, orders }) => orders > 0 || ever?.has(id))
    .sort((a, b) => b.orders - a.orders || a.id - b.id);
  const chosen = asked === undefined ? present[0] : present.find(({ code }) => code === asked);
  return {
    code: asked ?? chosen?.code ?? null,
    id: chosen?.id ?? -1,
    currencies: present.map(({ code, orders }) => ({ code, orders })),
  };
}

/** Gives the currencies that the scope has sold in on any day. */
function soldEver(db: ReadableDb, scope: Scope): Set<number> {
  const orders = new Map<number, number>();
  for (const { sign, keys } of scope.keys.stores) {
    for (const [id, sum] of statement(db, ORDERS_EVER_SQL, 'array').all(keys) as [number, number][]) {
      orders.set(id, (orders.get(id) ?? 0) + sign * sum);
    }
  }
  return new Set([...orders.keys()].filter((id) => orders.get(id)! > 0));
}
