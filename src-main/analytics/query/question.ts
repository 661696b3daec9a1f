/** What every question has in common: which stores, which days, which currency, and when it is asked. */
import type { StoreScope } from '#shared/contract/index.ts';
import type { ReadableDb } from '../../database/index.ts';
import { memoryOf } from './connection-memory.ts';
import { type CurrencyChoice, chooseCurrency } from './currency.ts';
import { type DayRange, parseDayRange } from './day-range.ts';
import type { Subject } from './rollup-reader.ts';
import { resolveScope } from './scope.ts';

export interface Question {
  readonly stores: StoreScope;
  readonly from: string;
  readonly to: string;
  readonly currency?: string | undefined;
  /** UTC milliseconds. */
  readonly now: number;
  /** For a scope without stores. */
  readonly defaultTimeZone: string;
}

export interface UnderstoodQuestion {
  readonly subject: Subject;
  readonly range: DayRange;
  readonly currency: CurrencyChoice;
}

/** @throws AppError INVALID_INPUT, STORE_UNKNOWN. */
export function understand(db: ReadableDb, question: Question): UnderstoodQuestion {
  const range = parseDayRange(question);
  const scope = resolveScope(db, question.stores, question.defaultTimeZone);
  const currency = chooseCurrency(db, scope, range, question.currency);
  return { subject: { db, scope, currencyId: currency.id }, range, currency };
}

/**
 * Runs a question on one state of the database: a write between two of its statements is not seen; that of the caller's
 * transaction, if there is one. Sums that were read
 * for it are taken back when it ends: the answer must not hold them.
 */
export function onOneState<Answer>(db: ReadableDb, answer: () => Answer): Answer {
  try {
    return db.inTransaction ? answer() : db.transaction(answer).deferred();
  } finally {
    memoryOf(db).sums.takeBack();
  }
}
