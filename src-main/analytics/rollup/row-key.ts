/**
 * A row of the rollups is found by one integer that packs its store, currency and period, in this order: what a question
 * asks for together stands together. 53 bits, so that JavaScript's numbers hold it. The migration's generated columns unpack it.
 */
import { AppError } from '#shared/domain/app-error.ts';

const STORES = 2 ** 19;
/** ISO 4217 knows fewer than 200. */
export const CURRENCIES = 2 ** 10;
/** Day numbers begin before 1970 (year 1 is -719,162), month periods end at 10,119,999: with this both fit 24 bits. */
const PERIOD_OFFSET = 2 ** 20;
const PERIODS = 2 ** 24;

/** @throws AppError INTERNAL for an id that a key has no room for. */
export function rowKey(storeId: number, currencyId: number, period: number): number {
  if (!(storeId >= 0 && storeId < STORES && currencyId < CURRENCIES)) throw noRoom({ storeId, currencyId });
  return (storeId * CURRENCIES + currencyId) * PERIODS + period + PERIOD_OFFSET;
}

function noRoom(details: Record<string, number>): AppError {
  return new AppError('INTERNAL', { action: 'park', details });
}

export function storeOfKey(key: number): number {
  return Math.floor(key / (PERIODS * CURRENCIES));
}

export function currencyOfKey(key: number): number {
  return Math.floor(key / PERIODS) % CURRENCIES;
}

export function periodOfKey(key: number): number {
  return (key % PERIODS) - PERIOD_OFFSET;
}

/** Added to a key of currency 0, it gives that of another currency. */
export function currencyPart(currencyId: number): number {
  return currencyId * PERIODS;
}

/** The key of expressions of SQL, for statements that go through currencies. */
export function rowKeySql(store: string, currency: string, period: string): string {
  return `((${store}) * ${CURRENCIES} + ${currency}) * ${PERIODS} + ${period} + ${PERIOD_OFFSET}`;
}
