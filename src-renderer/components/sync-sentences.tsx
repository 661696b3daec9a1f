/** What waits, since when, and what will happen: the same words in the header and on the page. */
import { useTranslation } from 'react-i18next';
import type { SyncStatus } from '#shared/contract/index.ts';
import { useFormats } from '../i18n/index.ts';
import { asksFailSafe, isSignedOut } from './sync-summary.ts';
import { useNow } from './use-now.ts';

export function SyncSentences({ status }: { status: SyncStatus }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(30_000);
  const { connection, paused, owner, shops, waiting, waitingSince, parked, conflicts } = status;
  // What was put aside goes nowhere by itself: it is not said to wait for its turn.
  const moving = waiting - parked;
  const signIn = shops.filter(isSignedOut).length;
  const failSafe = shops.filter(asksFailSafe).length;
  const alone = shops.length === 0 && status.office.state === 'none';
  const explained = paused ? 'pausedExplained' : (`${connection}Explained` as const);
  return (
    <ul className="sync-sentences">
      <li>{alone ? t('line.noShops') : t(`line.${explained}`)}</li>
      {parked > 0 && <li className="is-asking">{t('waits.parked', { count: parked })}</li>}
      {parked > 0 && moving > 0 && <li>{t('waits.besides', { count: moving })}</li>}
      {parked === 0 && waiting > 0 && waitingSince !== null && (
        <li>{t('waits.some', { count: waiting, since: formats.moment(waitingSince, now) })}</li>
      )}
      {waiting === 0 && !alone && <li>{t('waits.none')}</li>}
      {conflicts > 0 && <li className="is-asking">{t('waits.conflicts', { count: conflicts })}</li>}
      {signIn > 0 && <li className="is-asking">{t('waits.signIn', { count: signIn })}</li>}
      {failSafe > 0 && <li className="is-asking">{t('waits.failSafe', { count: failSafe })}</li>}
      {!owner && <li>{t('line.notOwnerExplained')}</li>}
    </ul>
  );
}
