/** The calls of the day as a bar, with a word when they run short. */
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QuotaState } from '#shared/contract/index.ts';
import { useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

const COLOURS = {
  ok: 'var(--bar)',
  warning: 'var(--warning)',
  critical: 'var(--red)',
  'used-up': 'var(--red)',
} as const;

export function QuotaLine({ quota, name }: { quota: QuotaState; name: string }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(60_000);
  const { limit, used, level, resetsAt } = quota;
  if (limit === null) return null;
  const share = limit === 0 ? 1 : Math.min(1, used / limit);
  return (
    <div className={`quota is-${level}`}>
      <Progress
        percent={Math.floor(share * 100)}
        size="small"
        status="normal"
        showInfo={false}
        strokeColor={COLOURS[level]}
        aria-label={t('quota.bar', { name })}
      />
      {level !== 'ok' && (
        <p className={level === 'warning' ? 'warning-text' : 'bad-text'}>
          {t(`quota.levels.${level}`)}
          {resetsAt !== null && <> · {t('quota.resets', { at: formats.moment(resetsAt, now) })}</>}
        </p>
      )}
    </div>
  );
}
