/**
 * One exchange with the head office: looks whom we meet there, then does a round with them. Until the first one is through, and
 * again with an office that is new to us, this database may have been set back, and what it had told is compared.
 */
import type { SyncProgress } from '#shared/contract/index.ts';
import type { HeadOfficeOptions, HeadOfficeSettings } from './head-office.ts';
import type { Office } from './office.ts';
import { officeRound, type RoundResult } from './round.ts';

export interface OpenOffice {
  readonly side: Office;
  readonly settings: () => HeadOfficeSettings;
}

/** @param origin this computer's name at the office. @throws AppError CANCELLED when the signal aborts, and what the office throws. */
export type Exchange = (present: OpenOffice, origin: string, signal: AbortSignal) => Promise<RoundResult>;

/** A round with more than this is shown as catching up. */
const MANY_ROWS = 1_000;

/** Makes the exchange. @param onCatchUp is told how far a long one is. */
export function createExchange(options: HeadOfficeOptions, onCatchUp: (progress: SyncProgress) => void): Exchange {
  const { reader, writer, setup, now, log, note, onData } = options;
  const crashPoint = setup?.crashPoint ?? (() => undefined);
  /** A backup can only take a database's place while no process has it. */
  let mayBeSetBack = true;

  return async (present, origin, signal) => {
    const { role, stores, sendContacts } = present.settings();
    const { epoch } = await present.side.open();
    if (await writer.write('office.meet', { epoch })) {
      log.info('a head office that is new to this computer');
      mayBeSetBack = true;
    }
    const began = now();
    const result = await officeRound({
      office: present.side,
      reader,
      writer,
      who: { origin, mayChange: role === 'office' },
      scope: { all: role === 'office', stores },
      withContacts: sendContacts,
      mayBeSetBack,
      signal,
      crashPoint,
      onProgress(done, total) {
        if (total <= MANY_ROWS) return;
        const secondsLeft = done === 0 ? null : Math.max(0, ((now() - began) / 1_000 / done) * (total - done));
        onCatchUp({ stage: 'catch-up', done, total, secondsLeft });
      },
      onRefused(errors) {
        const { code, details } = errors[0]!;
        log.warn('the head office does not take rows', { rows: errors.length, error: errors[0] });
        const rule = String(details.rule ?? '');
        note?.({ level: 'warning', event: 'office-left-out', details: { rows: errors.length, code, rule } });
      },
      onSetBack: (products) => log.warn('this database was set back: what it had told is taken back', { products }),
      onData: (ids) => ids.forEach(onData),
    });
    mayBeSetBack = false;
    return result;
  };
}
