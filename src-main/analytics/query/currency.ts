/** Amounts in different currencies are never added up: every question is asked in one. */
import type { ReadableDb } from '../../database/index.ts';
import { coverRange, LAST_PERIOD, monthPeriod, rowKeySql } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import type { Scope } from './scope.ts';
import { statement } from './statement.ts';

export const CURRENCY_ORDERS_SQL = `SELECT c.id, c.code, sum(r.orders) FROM currency c
  CROSS JOIN rollup r ON r.id BETWEEN ${rowKeySql('@store', 'c.id', '@first')} AND ${rowKeySql('@store', 'c.id', '@last')}
  GROUP BY c.id`;

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

/** Takes the asked one, else that of the most orders in the range, else (nothing in the range) of the most orders ever. */
export function chooseCurrency(
  db: ReadableDb,
  scope: Scope,
  range: DayRange,
  asked: string | undefined,
): CurrencyChoice {
  const counts = new Map<number, Count>();
  const find = statement(db, CURRENCY_ORDERS_SQL, 'array');
  const count = (first: number, last: number, kind: 'orders' | 'ever') => {
    for (const { storeId, sign } of scope.parts) {
      for (const [id, code, orders] of find.all({ store: storeId, first, last }) as [number, string, number][]) {
        let entry = counts.get(id);
        if (!entry) {
          entry = { id, code, orders: 0, ever: 0 };
          counts.set(id, entry);
        }
        entry[kind] += sign * orders;
      }
    }
  };
  count(monthPeriod(0), LAST_PERIOD, 'ever');
  for (const { first, last } of coverRange(range.from, range.to)) count(first, last, 'orders');
  const present = [...counts.values()]
    .filter(({ ever }) => ever > 0)
    .sort((a, b) => b.orders - a.orders || b.ever - a.ever || a.id - b.id);
  const chosen = asked === undefined ? present[0] : present.find(({ code }) => code === asked);
  return {
    code: asked ?? chosen?.code ?? null,
    id: chosen?.id ?? -1,
    currencies: present.map(({ code, orders }) => ({ code, orders })),
  };
}
