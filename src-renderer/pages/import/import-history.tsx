/** Imports so far: what came in, how it ended, what was refused; the last one can be taken back. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRecord } from '#shared/contract/index.ts';
import type { ImportId } from '#shared/domain/ids.ts';
import { formatError } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useFailureText, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useRejectedDownload } from './use-rejected-download.ts';

const COUNTS = ['added', 'changed', 'unchanged', 'rejected'] as const;

export function ImportHistory({ onFollow }: { onFollow: (runId: ImportId) => void }) {
  const { t } = useTranslation('import');
  const heading = useId();
  const history = useQuery(useApi().ingest.history.queryOptions({ input: {} }));
  const imports = history.data?.imports;
  return (
    <section className="card history" aria-labelledby={heading}>
      <h2 id={heading}>{t('history.heading')}</h2>
      {history.error !== null && <FailureNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {imports !== undefined && imports.filter(({ state }) => state === 'committed').length > 1 && (
        <p className="quiet">{t('history.undoOrder')}</p>
      )}
      {imports?.length === 0 && <p className="quiet">{t('history.empty')}</p>}
      {imports !== undefined && imports.length > 0 && (
        <div className="scroll-box">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t('history.started')}</th>
                <th scope="col">{t('history.files')}</th>
                <th scope="col">{t('history.state')}</th>
                {COUNTS.map((name) => (
                  <th key={name} scope="col" className="figure">
                    {t(`result.${name}`)}
                  </th>
                ))}
                <th scope="col">{t('history.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {imports.map((record) => (
                <HistoryRow key={record.id} record={record} onFollow={onFollow} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function HistoryRow({ record, onFollow }: { record: ImportRecord; onFollow: (runId: ImportId) => void }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const now = useNow(60_000);
  const failureText = useFailureText();
  const { notification } = App.useApp();
  const download = useRejectedDownload();
  const failed = (error: unknown): void => {
    const { sentence, wayOut } = failureText(error);
    notification.error({ title: sentence, description: wayOut });
  };
  const { counts, failure } = record;
  return (
    <tr>
      <td>{formats.moment(record.startedAt, now)}</td>
      <td title={record.files.map(({ name }) => name).join('\n')}>{useFileNames(record)}</td>
      <td>
        <span className={`state-tag is-${record.state}`}>{t(`history.states.${record.state}`)}</span>
        {failure !== null && record.state === 'failed' && (
          <span className="quiet block">{formatError(failure.code, failure.details, formats.locale).sentence}</span>
        )}
      </td>
      {COUNTS.map((name) => (
        <td key={name} className="figure">
          {counts === null ? '–' : formats.number(counts[name])}
        </td>
      ))}
      <td>
        <span className="actions">
          {record.state === 'running' && (
            <Button size="small" onClick={() => onFollow(record.id)}>
              {t('history.follow')}
            </Button>
          )}
          {record.hasRejectedRows && (
            <Button
              size="small"
              loading={download.isPending}
              onClick={() => download.mutate(record.id, { onError: failed })}
            >
              {t('history.rejected')}
            </Button>
          )}
          {record.canUndo && <UndoButton record={record} onFailed={failed} />}
        </span>
      </td>
    </tr>
  );
}

function UndoButton({ record, onFailed }: { record: ImportRecord; onFailed: (error: unknown) => void }) {
  const { t } = useTranslation('import');
  const formats = useFormats();
  const { modal, message } = App.useApp();
  const files = useFileNames(record);
  const undo = useMutation(
    useApi().ingest.undo.mutationOptions({
      onSuccess: ({ orders }) => void message.success(t('history.undone', { orders: formats.number(orders) })),
      onError: onFailed,
    }),
  );
  const { counts } = record;
  const ask = (): void => {
    modal.confirm({
      title: t('history.undoTitle'),
      content: t('history.undoExplain', {
        files,
        orders: formats.number(counts?.orders ?? 0),
        products: formats.number(counts?.products ?? 0),
        stores: formats.number(counts?.stores ?? 0),
        stock: formats.number(counts?.stock ?? 0),
      }),
      okText: t('history.undoConfirm'),
      okButtonProps: { danger: true },
      cancelText: t('history.keep'),
      autoFocusButton: 'cancel',
      onOk: () => undo.mutate({ importId: record.id }),
    });
  };
  return (
    <Button size="small" loading={undo.isPending} onClick={ask}>
      {t('history.undo')}
    </Button>
  );
}

function useFileNames({ files }: ImportRecord): string {
  const { t } = useTranslation('import');
  const name = files[0]?.name ?? '–';
  return files.length <= 1 ? name : t('history.moreFiles', { name, count: files.length - 1 });
}
