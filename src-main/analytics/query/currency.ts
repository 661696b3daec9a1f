/** Amounts in different currencies are never added up: every question is asked in one. */
import type { ReadableDb } from '../../database/index.ts';
import { currencyPartSql, GRAIN_BOUNDS, rowKeySql } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import type { Scope } from './scope.ts';
import { statement } from './statement.ts';

const { first: FIRST, last: LAST } = GRAIN_BOUNDS.quarter;
/** Of a JSON array of stores. */
export const ORDERS_EVER_SQL = `SELECT c.id, c.code, sum(r.orders) FROM json_each(?) k CROSS JOIN currency c
  CROSS JOIN rollup r ON r.id BETWEEN ${rowKeySql('k.value', 'c.id', `${FIRST}`)} AND ${rowKeySql('k.value', 'c.id', `${LAST}`)}
  GROUP BY c.id`;
/** Of a JSON array of keys without their currency. */
export const ORDERS_SQL = `SELECT c.id, c.code, sum(r.orders) FROM currency c CROSS JOIN json_each(?) k
  CROSS JOIN rollup r ON r.id = k.value + ${currencyPartSql('c.id')} GROUP BY c.id`;

export interface CurrencyChoice {
  /** Null only when the scope holds no orders at all and none was asked for. */
  readonly code: string | null;
  /** -1 when the database has no such currency. */
  readonly id: number;
  /** Every currency that the scope has ever sold in, with its orders in the range, most first. */
  readonly currencies: { code: string; orders: number }[];
}

interface Count {
  readonly id: number;
  readonly code: string;
  orders: number;
  ever: number;
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
  const counts = new Map<number, Count>();
  const count = (sql: string, json: string, sign: number, kind: 'orders' | 'ever') => {
    for (const [id, code, orders] of statement(db, sql, 'array').all(json) as [number, string, number][]) {
      let entry = counts.get(id);
      if (!entry) {
        entry = { id, code, orders: 0, ever: 0 };
        counts.set(id, entry);
      }
      entry[kind] += sign * orders;
    }
  };
  for (const { sign, keys } of scope.keys.stores) count(ORDERS_EVER_SQL, keys, sign, 'ever');
  for (const { sign, keys } of scope.keys.in(range)) count(ORDERS_SQL, keys, sign, 'orders');
  const present = [...counts.values()]
    .filter(({ ever }) => ever > 0)
    .sort((a, b) => b.orders - a.orders || a.id - b.id);
  const chosen = asked === undefined ? present[0] : present.find(({ code }) => code === asked);
  return {
    code: asked ?? chosen?.code ?? null,
    id: chosen?.id ?? -1,
    currencies: present.map(({ code, orders }) => ({ code, orders })),
  };
}
