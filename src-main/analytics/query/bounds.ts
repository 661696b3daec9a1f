/** The first and last business date that hold orders, so that a first look is never empty. */
import type { StoreScope } from '#shared/contract/index.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { ReadableDb, TaskContext } from '../../database/index.ts';
import { GRAIN_BOUNDS, periodOfKey, rowKey } from '../rollup/index.ts';
import { localNow } from './local-now.ts';
import { onOneState } from './question.ts';
import type { Subject } from './rollup-reader.ts';
import { resolveScope } from './scope.ts';
import { statement } from './statement.ts';

export const FIRST_DAY_SQL = 'SELECT min(id) FROM rollup WHERE id BETWEEN ? + 0 AND ? + 0';
export const LAST_DAY_SQL = 'SELECT max(id) FROM rollup WHERE id BETWEEN ? + 0 AND ? + 0';

/** The first day on which the scope sold anything in the currency, or null. */
export function firstDay({ db, scope, currencyId }: Subject): number | null {
  return extreme(db, FIRST_DAY_SQL, storeRows(scope), [currencyId], Math.min);
}

/** Rows whose days together are the scope's days: all stores are one row, others have theirs. */
function storeRows(scope: Subject['scope']): readonly number[] {
  return scope.only === null ? [...scope.stores.keys()] : [scope.only];
}

function extreme(
  db: ReadableDb,
  sql: string,
  storeIds: readonly number[],
  currencyIds: readonly number[],
  better: (a: number, b: number) => number,
): number | null {
  const find = statement(db, sql, 'value');
  let best: number | null = null;
  for (const storeId of storeIds) {
    for (const currencyId of currencyIds) {
      if (currencyId < 0) continue;
      const { first, last } = GRAIN_BOUNDS.day;
      const keys = [rowKey(storeId, currencyId, first), rowKey(storeId, currencyId, last)];
      const found = find.get(keys) as number | null;
      if (found === null) continue;
      const day = periodOfKey(found);
      best = best === null ? day : better(best, day);
    }
  }
  return best;
}

export interface BoundsQuestion {
  readonly stores: StoreScope;
  /** UTC milliseconds. */
  readonly now: number;
  readonly defaultTimeZone: string;
}

export function boundsTask(
  { db }: TaskContext<ReadableDb>,
  { stores, now, defaultTimeZone }: BoundsQuestion,
): { first: string | null; last: string | null; today: string } {
  return onOneState(db, () => {
    const scope = resolveScope(db, stores, defaultTimeZone);
    const currencyIds = statement(db, 'SELECT id FROM currency', 'value').all() as number[];
    const rows = storeRows(scope);
    const first = extreme(db, FIRST_DAY_SQL, rows, currencyIds, Math.min);
    const last = extreme(db, LAST_DAY_SQL, rows, currencyIds, Math.max);
    return {
      first: first === null ? null : businessDate(first),
      last: last === null ? null : businessDate(last),
      today: businessDate(localNow(db, now, scope.timeZone).day),
    };
  });
}
