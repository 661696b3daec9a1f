/** A dry run or an import under way, and what came of it. */
import { useMutation } from '@tanstack/react-query';
import { Button, Progress, Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportProgress } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { formatError } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatDuration } from '../format-duration.ts';
import { RunResult } from './run-result.tsx';
import { useRunProgress } from './use-run-progress.ts';

interface RunStageProps {
  readonly runId: ImportId;
  readonly dryRun: boolean;
  /** Taken up from the history: there are no files to go back to. */
  readonly followed: boolean;
  readonly starting: boolean;
  onImport(): void;
  onBack(): void;
  onStartOver(): void;
}

export function RunStage({ runId, dryRun, followed, starting, onImport, onBack, onStartOver }: RunStageProps) {
  const { t } = useTranslation('import');
  const { locale } = useFormats();
  const { progress, lost, failure } = useRunProgress(runId);
  if (failure !== null) return <FailureNotice error={failure} onRetry={followed ? onStartOver : onBack} />;
  if (progress === null) {
    return (
      <section className="card run" aria-busy="true">
        <Skeleton active paragraph={{ rows: 3 }} />
      </section>
    );
  }
  if (progress.phase !== 'done') return <Running progress={progress} dryRun={dryRun} lost={lost} />;
  if (progress.counts !== null && (progress.state === 'checked' || progress.state === 'committed')) {
    return (
      <RunResult
        runId={runId}
        counts={progress.counts}
        dryRun={dryRun}
        starting={starting}
        onImport={onImport}
        onBack={onBack}
        onStartOver={onStartOver}
      />
    );
  }
  const text = progress.failure && formatError(progress.failure.code, progress.failure.details, locale);
  return (
    <section className="card run" role="alert">
      <h2>{progress.state === 'cancelled' ? t('run.cancelled') : t('run.failed')}</h2>
      {progress.state !== 'cancelled' && text && (
        <p>
          {text.sentence} {text.wayOut}
        </p>
      )}
      <div className="actions">
        <Button onClick={onStartOver}>{t('review.startOver')}</Button>
        {!followed && (
          <Button type="primary" onClick={onBack}>
            {t('result.backToColumns')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Running({ progress, dryRun, lost }: { progress: ImportProgress; dryRun: boolean; lost: boolean }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const heading = useId();
  const cancel = useMutation(useApi().ingest.cancel.mutationOptions());
  const { rows, bytes, totalBytes, rowsPerSecond, secondsLeft, phase } = progress;
  const share = totalBytes === 0 ? 0 : Math.min(1, bytes / totalBytes);
  return (
    <section className="card run" aria-labelledby={heading}>
      <div className="review-bar">
        <div>
          <h2 id={heading}>{dryRun ? t('run.checking') : t('run.importing')}</h2>
          <p className="quiet" role="status">
            {lost ? t('run.connectionLost') : t(`run.phases.${phase}`)}
          </p>
        </div>
        <Button loading={cancel.isPending} onClick={() => cancel.mutate({ importId: progress.importId })}>
          {t('run.cancel')}
        </Button>
      </div>
      <Progress percent={Math.floor(share * 100)} aria-label={t('run.progressLabel')} />
      <dl className="counts">
        <Fact label={t('run.rows')} value={formats.number(rows)} />
        <Fact label={t('run.rate')} value={rowsPerSecond < 1 ? '–' : formats.number(Math.round(rowsPerSecond))} />
        <Fact
          label={t('run.left')}
          value={secondsLeft === null ? t('run.leftUnknown') : formatDuration(secondsLeft, formats.locale)}
        />
      </dl>
      <p className="quiet">
        {t('run.cancelHint')} {!dryRun && t('run.leaveHint')}
      </p>
      {cancel.error !== null && <FailureNotice error={cancel.error} />}
    </section>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div className="count">
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
