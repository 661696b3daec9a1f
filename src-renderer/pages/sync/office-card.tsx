/** The head office's database, where there is one. */
import { useTranslation } from 'react-i18next';
import type { OfficeStatus } from '#shared/contract/index.ts';
import { useNow, useReasonText } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { ProgressLine } from './progress-line.tsx';
import { OFFICE_LOOKS, officeLook } from './state-looks.ts';
import { StateTag } from './state-tag.tsx';

export function OfficeCard({ office }: { office: OfficeStatus }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(10_000);
  const reasonText = useReasonText();
  const { state, lastSuccess, waiting, waitingSince, parked, progress, problem } = office;
  const look = officeLook(office);
  const reason = problem && reasonText(problem);
  return (
    <li>
      <section className={`card shop-card ${OFFICE_LOOKS[look].tag}`} aria-labelledby="sync-office">
        <header className="shop-head">
          <h3 id="sync-office">{t('office.title')}</h3>
          <StateTag look={OFFICE_LOOKS[look]}>{t(`office.states.${look}`)}</StateTag>
        </header>
        {state === 'none' ? (
          <p className="quiet">{t('office.noneExplained')}</p>
        ) : (
          <dl className="shop-facts">
            <div>
              <dt>{t('shop.lastSuccess')}</dt>
              <dd className="figure">{lastSuccess === null ? t('shop.never') : formats.ago(lastSuccess, now)}</dd>
            </div>
            <div>
              <dt>{t('shop.waiting')}</dt>
              <dd className="figure">
                {formats.number(waiting)}
                {waitingSince !== null && (
                  <span className="quiet small">
                    {' '}
                    {t('shop.waitingSince', { since: formats.moment(waitingSince, now) })}
                  </span>
                )}
              </dd>
            </div>
            {parked > 0 && (
              <div>
                <dt>{t('shop.parked')}</dt>
                <dd className="figure">{formats.number(parked)}</dd>
              </div>
            )}
          </dl>
        )}
        {progress !== null && <ProgressLine progress={progress} name={t('office.title')} />}
        {reason !== null && (
          <p className="shop-problem">
            <strong>{reason.sentence}</strong> {reason.wayOut}
          </p>
        )}
      </section>
    </li>
  );
}
