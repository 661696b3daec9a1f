/** What an import would do, or did: counts, reasons, and the one thing to do next. */
import { DownloadOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { ImportCounts } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { rowReasonText } from '#shared/i18n/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { overviewAddress } from '../../state/index.ts';
import { outcomeOf } from './import-outcome.ts';
import { useRejectedDownload } from './use-rejected-download.ts';

interface RunResultProps {
  readonly runId: ImportId;
  readonly counts: ImportCounts;
  readonly dryRun: boolean;
  readonly starting: boolean;
  onImport(): void;
  onBack(): void;
  onStartOver(): void;
}

const ROW_COUNTS = ['added', 'changed', 'unchanged', 'rejected', 'skipped', 'rows'] as const;
const THING_COUNTS = ['orders', 'products', 'stores', 'stock'] as const;

export function RunResult({ runId, counts, dryRun, starting, onImport, onBack, onStartOver }: RunResultProps) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const navigate = useNavigate();
  const heading = useId();
  const outcome = outcomeOf(counts, dryRun);
  const toDashboard = (
    <Button
      type="primary"
      onClick={() => {
        onStartOver();
        void navigate(overviewAddress(counts));
      }}
    >
      {t('result.dashboard')}
    </Button>
  );
  return (
    <section className="card run" aria-labelledby={heading}>
      <div className="review-bar">
        <div role="status">
          <h2 id={heading}>{t(`result.${outcome}`)}</h2>
        </div>
        <div className="actions">
          {dryRun && <Button onClick={onBack}>{t('result.backToColumns')}</Button>}
          {!dryRun || outcome === 'nothingNew' ? (
            <>
              <Button onClick={onStartOver}>{t('result.more')}</Button>
              {toDashboard}
            </>
          ) : (
            <Button
              type="primary"
              disabled={outcome === 'nothingUsable' || outcome === 'noRows'}
              loading={starting}
              onClick={onImport}
            >
              {t('result.import')}
            </Button>
          )}
        </div>
      </div>
      <dl className="counts">
        {ROW_COUNTS.filter((name) => name !== 'skipped' || counts.skipped > 0).map((name) => (
          <div key={name} className={name === 'rejected' && counts.rejected > 0 ? 'count is-rejected' : 'count'}>
            <dt>{t(`result.${name}`)}</dt>
            <dd>{formats.number(counts[name])}</dd>
          </div>
        ))}
      </dl>
      <p className="quiet">
        {THING_COUNTS.filter((name) => counts[name] > 0)
          .map((name) => `${t(`result.${name}`)} ${formats.number(counts[name])}`)
          .join(' · ')}
      </p>
      {counts.rejected > 0 && <Reasons runId={runId} counts={counts} />}
    </section>
  );
}

function Reasons({ runId, counts }: { runId: ImportId; counts: ImportCounts }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const download = useRejectedDownload();
  return (
    <div className="reasons">
      <table className="plain-table">
        <caption>{t('result.reasons')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('result.reason')}</th>
            <th scope="col" className="figure">
              {t('result.rowCount')}
            </th>
          </tr>
        </thead>
        <tbody>
          {counts.rejections.map(({ reason, rows }) => (
            <tr key={reason}>
              <td>{rowReasonText(reason, formats.locale)}</td>
              <td className="figure">{formats.number(rows)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="actions">
        <Button icon={<DownloadOutlined />} loading={download.isPending} onClick={() => download.mutate(runId)}>
          {t('result.download')}
        </Button>
        <span className="quiet">{t('result.downloadHint')}</span>
      </div>
      {download.error !== null && <FailureNotice error={download.error} />}
    </div>
  );
}
