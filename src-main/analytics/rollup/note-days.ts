/** Notes which days of which stores the rollups change on, and when a store's first day or its currencies change. */
import { type ChangeNotes, createChangeNotes, type WritableStatements } from '../../database/index.ts';
import { GRAIN_BOUNDS, isDay } from './period.ts';
import { currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';

export interface DayNotes {
  /** To be called before the row of this key is inserted, updated or removed. */
  row(key: number, does: 'insert' | 'update' | 'remove'): void;
  /** Writes the notes down: to be called before the transaction ends. */
  flush(): void;
}

/** The notes of one transaction, or of a part of it. */
export function createDayNotes(db: WritableStatements): DayNotes {
  const notes: ChangeNotes = createChangeNotes(db);
  const findFirst = db
    .prepare<[number, number], number | null>('SELECT min(id) FROM rollup WHERE id BETWEEN ? AND ?')
    .pluck();
  /** By store and currency, as a row key without its period: the first day before anything was written; null: none. */
  const firsts = new Map<number, number | null>();
  const spans = new Set<number>();
  /** By store. */
  const daysOf = new Map<number, Set<number>>();

  function firstDay(storeId: number, currencyId: number): number | null {
    const begin = rowKey(storeId, currencyId, GRAIN_BOUNDS.day.first);
    let first = firsts.get(begin);
    if (first === undefined) {
      const key = findFirst.get(begin, rowKey(storeId, currencyId, GRAIN_BOUNDS.day.last)) ?? null;
      first = key === null ? null : periodOfKey(key);
      firsts.set(begin, first);
    }
    return first;
  }

  return {
    row(key, does) {
      const storeId = storeOfKey(key);
      const day = periodOfKey(key);
      if (storeId === 0 || !isDay(day)) return;
      const days = daysOf.get(storeId);
      if (days) days.add(day);
      else daysOf.set(storeId, new Set([day]));
      if (does === 'update' || spans.has(storeId)) return;
      const first = firstDay(storeId, currencyOfKey(key));
      const moves = does === 'insert' ? first === null || day < first : day === first;
      if (!moves) return;
      spans.add(storeId);
      notes.storeSpan(storeId);
    },
    flush() {
      for (const [storeId, days] of daysOf) notes.storeDays(storeId, days);
      daysOf.clear();
    },
  };
}
