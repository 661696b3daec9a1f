/** Backups: what there is, one more now, and the way back to one of them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Backup } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatBytes } from '../format-bytes.ts';
import { RestoreDialog } from './restore-dialog.tsx';

export function BackupsCard() {
  const { t } = useTranslation('system');
  const api = useApi();
  const queries = useQueryClient();
  const formats = useFormats();
  const now = useNow(60_000);
  const { message } = App.useApp();
  const [restoring, setRestoring] = useState<Backup | null>(null);
  const list = useQuery(api.system.backups.queryOptions());
  const make = useMutation(
    api.system.createBackup.mutationOptions({
      onSuccess: ({ fileName }) => void message.success(t('backups.made', { name: fileName })),
      onSettled: () => queries.invalidateQueries({ queryKey: api.system.backups.key() }),
    }),
  );
  const nextAt = list.data?.nextAt ?? null;
  return (
    <section className="card system-wide" aria-labelledby="system-backups">
      <header className="card-header">
        <h2 id="system-backups">{t('backups.heading')}</h2>
        <span className="actions">
          {nextAt !== null && <span className="quiet">{t('backups.next', { at: formats.moment(nextAt, now) })}</span>}
          <Button loading={make.isPending} onClick={() => make.mutate(undefined)}>
            {t('backups.make')}
          </Button>
        </span>
      </header>
      {make.error !== null && <FailureNotice error={make.error} />}
      {list.isPending && <Skeleton active title={false} paragraph={{ rows: 3 }} />}
      {list.error !== null && <FailureNotice error={list.error} onRetry={() => void list.refetch()} />}
      {list.data?.backups.length === 0 && <p className="quiet">{t('backups.none')}</p>}
      {list.data !== undefined && list.data.backups.length > 0 && (
        <div className="scroll-box">
          <table className="plain-table" aria-labelledby="system-backups">
            <thead>
              <tr>
                <th scope="col">{t('backups.created')}</th>
                <th scope="col">{t('backups.file')}</th>
                <th scope="col" className="figure">
                  {t('backups.size')}
                </th>
                <th scope="col">{t('backups.verified')}</th>
                <th scope="col">{t('backups.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {list.data.backups.map((backup) => (
                <tr key={backup.fileName}>
                  <td>{formats.moment(backup.createdAt, now)}</td>
                  <td>{backup.fileName}</td>
                  <td className="figure">{formatBytes(backup.bytes, formats)}</td>
                  <td>
                    <span className={`state-tag ${backup.verified ? 'is-good' : 'is-warning'}`}>
                      {backup.verified ? t('backups.yes') : t('backups.no')}
                    </span>
                  </td>
                  <td>
                    <Button
                      size="small"
                      aria-label={t('backups.restoreNamed', { name: backup.fileName })}
                      onClick={() => setRestoring(backup)}
                    >
                      {t('backups.restore')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <RestoreDialog backup={restoring} onClose={() => setRestoring(null)} />
    </section>
  );
}
