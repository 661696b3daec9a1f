/** Work under way as a bar; without a total, as a count that grows. */
import { Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SyncProgress } from '#shared/contract/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatDuration } from '../format-duration.ts';

export function ProgressLine({ progress, name }: { progress: SyncProgress; name: string }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const { stage, done, total, secondsLeft } = progress;
  const counted =
    total === null
      ? t('progress.done', { done: formats.number(done) })
      : t('progress.doneOf', { done: formats.number(done), total: formats.number(total) });
  return (
    <div className="progress-line">
      <p className="figure">
        {t(`progress.${stage}`)} · {counted}
        {secondsLeft !== null && <> · {t('progress.left', { time: formatDuration(secondsLeft, formats.locale) })}</>}
      </p>
      {total !== null && total > 0 && (
        <Progress
          percent={Math.min(100, Math.floor((done / total) * 100))}
          size="small"
          status="normal"
          aria-label={t('progress.bar', { name })}
        />
      )}
    </div>
  );
}
