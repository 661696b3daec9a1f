/** How many orders there are, without counting them. */
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { GRAIN_BOUNDS } from './period.ts';
import { rowKeySql } from './row-key.ts';

export const ORDER_COUNT_SQL = `SELECT coalesce(sum(r.orders), 0) FROM currency c
  CROSS JOIN rollup r ON r.id BETWEEN ${rowKeySql('0', 'c.id', `${GRAIN_BOUNDS.quarter.first}`)}
    AND ${rowKeySql('0', 'c.id', `${GRAIN_BOUNDS.quarter.last}`)}`;

export function countOrders(db: ReadableDb | WritableDb): number {
  return db.prepare<[], number>(ORDER_COUNT_SQL).pluck().get() ?? 0;
}
