import type { Reason } from '#shared/contract/index.ts';
import { type ChangeRow, updateChange } from './change-row.ts';
import { noteLog, noteStation, subjectOf } from './record.ts';
import type { SyncTransaction } from './transaction.ts';

/** Sets a change aside until staff decide about it. Its timeline and the log say why. */
export function parkChange(tx: SyncTransaction, change: ChangeRow, reason: Reason): void {
  const { id, shop_id: shopId, lane, kind } = change;
  updateChange(tx, id, { parked_at: tx.now, problem: JSON.stringify(reason) });
  noteStation(tx, { lane, changeId: id, kind, event: 'parked', reason });
  // What the platform calls it stands beside what we do: the line is told in the words of the whole reason.
  const { code: remoteCode = null, ...said } = reason.details;
  const words = { ...said, ...(remoteCode === null ? {} : { remoteCode }) };
  const details = { ...words, kind, subject: subjectOf(tx, change), code: reason.code };
  noteLog(tx, { shopId, level: 'warning', event: 'parked', details });
}
