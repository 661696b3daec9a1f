/** How many orders there are, without counting them. */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { LAST_PERIOD, monthPeriod } from './period.ts';
import { rowKeySql } from './row-key.ts';

export const ORDER_COUNT_SQL = `SELECT coalesce(sum(r.orders), 0) FROM currency c
  CROSS JOIN rollup r ON r.id BETWEEN ${rowKeySql('0', 'c.id', `${monthPeriod(0)}`)}
    AND ${rowKeySql('0', 'c.id', `${LAST_PERIOD}`)}`;

export function countOrders(db: ReadableDb | WritableDb): number {
  return db.prepare<[], number>(ORDER_COUNT_SQL).pluck().get() ?? 0;
}
