/** What IT should do, in sentences: what was measured, against which threshold, and what helps. The gravest comes first. */
import { useTranslation } from 'react-i18next';
import type { CacheAdvice } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { adviceFigures, gravestFirst } from './advice-figures.ts';
import { useCacheNames } from './use-cache-names.ts';

const LOOKS = { critical: 'is-bad', warning: 'is-warning', info: 'is-quiet' } as const;
const SIGNS = { critical: '✕', warning: '!', info: 'i' } as const;

export function AdviceCard({ advice }: { advice: readonly CacheAdvice[] }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const names = useCacheNames();
  return (
    <section className="card" aria-labelledby="cache-advice">
      <h2 id="cache-advice">{t('advice.heading')}</h2>
      {advice.length === 0 ? (
        <p className="state-tag is-good">
          <span aria-hidden="true">✓</span> {t('advice.none')}
        </p>
      ) : (
        <ul className="advice">
          {gravestFirst(advice).map((one) => (
            <li key={`${one.code} ${one.subject}`}>
              <span className={`state-tag ${LOOKS[one.severity]}`}>
                <span aria-hidden="true">{SIGNS[one.severity]}</span> {t(`advice.severities.${one.severity}`)}
              </span>
              <p>
                {t(`advice.sentences.${one.code}`, {
                  ...adviceFigures(one, formats),
                  subject: names.subject(one.subject),
                })}{' '}
                <span className="quiet">{t(`advice.actions.${one.code}`)}</span>
              </p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
