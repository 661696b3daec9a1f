/** The chain's stores: all of them by name, and giving one another name. */
import type { Store } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { businessDate } from '#shared/domain/business-date.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { createChangeNotes, type ReadableDb, type TaskContext, type WritableDb } from '../database/index.ts';
import { statement } from './query/index.ts';

const STORE_SQL = `SELECT s.id, s.code, s.name, s.time_zone, c.code AS currency, s.country, s.region, s.city, s.opened_on
  FROM store s LEFT JOIN currency c ON c.id = s.currency_id`;

interface StoreRow {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly time_zone: string;
  readonly currency: string | null;
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly opened_on: number | null;
}

function storeOf(row: StoreRow): Store {
  return {
    id: row.id as StoreId,
    code: row.code,
    name: row.name,
    timeZone: row.time_zone,
    currency: row.currency,
    country: row.country,
    region: row.region,
    city: row.city,
    openedOn: row.opened_on === null ? null : businessDate(row.opened_on),
  };
}

/** All stores; numbers within names count as numbers, so that 店2 stands before 店10. */
export function storeListTask({ db }: TaskContext<ReadableDb>): { stores: Store[] } {
  const rows = statement(db, STORE_SQL, 'object').all() as StoreRow[];
  const { compare } = new Intl.Collator('zh-CN', { numeric: true });
  return { stores: rows.map(storeOf).sort((a, b) => compare(a.name, b.name) || a.id - b.id) };
}

/** @throws AppError STORE_UNKNOWN when there is no such store. */
export function storeRenameTask({ db }: TaskContext<WritableDb>, { id, name }: { id: number; name: string }): Store {
  db.transaction(() => {
    const { changes } = statement(db, 'UPDATE store SET name = ? WHERE id = ?', 'object').run(name, id);
    if (changes === 0) throw new AppError('STORE_UNKNOWN', { details: { name: String(id) } });
    createChangeNotes(db).storeList();
  })();
  return storeOf(statement(db, `${STORE_SQL} WHERE s.id = ?`, 'object').get(id) as StoreRow);
}
