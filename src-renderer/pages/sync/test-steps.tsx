/** What a connection test found, step by step; the first that failed says what is wrong and what to do. */
import { useTranslation } from 'react-i18next';
import type { ConnectionTest } from '#shared/contract/index.ts';
import { useReasonText } from '../../components/index.ts';

const LOOKS = {
  ok: { tag: 'is-good', sign: '✓' },
  failed: { tag: 'is-bad', sign: '✕' },
  skipped: { tag: 'is-quiet', sign: '–' },
} as const;

export function TestSteps({ test }: { test: ConnectionTest }) {
  const { t } = useTranslation('sync');
  const reasonText = useReasonText();
  return (
    <section aria-labelledby="connect-test" aria-live="polite">
      <h3 id="connect-test">{t('connect.steps.heading')}</h3>
      <ol className="test-steps">
        {test.steps.map(({ step, outcome, problem }) => {
          const { tag, sign } = LOOKS[outcome];
          const reason = problem && reasonText(problem);
          return (
            <li key={step} className={`is-${outcome}`}>
              <span className={`state-tag ${tag}`} role="img" aria-label={t(`connect.outcomes.${outcome}`)}>
                {sign}
              </span>
              <div>
                {t(`connect.steps.${step}`)}
                {reason !== null && (
                  <p className="test-problem">
                    <strong>{reason.sentence}</strong> {reason.wayOut}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
