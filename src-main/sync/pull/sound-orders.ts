/**
 * Keeps one order that makes no sense from spoiling the pages that it would be added up on, and from holding up all others:
 * it is left out, and the log says which.
 */
import { noteLog, type SyncTransaction } from '../outbox/index.ts';
import { knownCurrency, type RemoteOrder } from '../platform/index.ts';

/** Days that the calendar of the pages knows: years of four digits. */
const FIRST_DAY = Date.UTC(1970, 0, 1);
const LAST_DAY = Date.UTC(9999, 11, 30);

/** Gives those that can be counted, with the code of their currency as the standard writes it. */
export function soundOrders(tx: SyncTransaction, shopId: number, orders: readonly RemoteOrder[]): RemoteOrder[] {
  const sound: RemoteOrder[] = [];
  for (const order of orders) {
    const currency = knownCurrency(order.currency);
    const problem = currency === null ? 'currency' : isDay(order.placedAt) ? null : 'placedAt';
    if (currency !== null && problem === null) sound.push({ ...order, currency });
    else leftOut(tx, shopId, order, problem ?? 'currency');
  }
  return sound;
}

function isDay(placedAt: number): boolean {
  return placedAt > FIRST_DAY && placedAt < LAST_DAY;
}

function leftOut(tx: SyncTransaction, shopId: number, { number }: RemoteOrder, problem: string): void {
  noteLog(tx, {
    shopId,
    level: 'warning',
    event: 'order-left-out',
    details: { subject: number.slice(0, 200), problem },
  });
}
