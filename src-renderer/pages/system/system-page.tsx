/** For IT: what runs here and how it is, its settings, its backups, its log. */
import { useQuery } from '@tanstack/react-query';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { AboutCard } from './about-card.tsx';
import { BackupsCard } from './backups-card.tsx';
import { CopyDiagnostics } from './copy-diagnostics.tsx';
import { LogsCard } from './logs-card.tsx';
import { ServicesCard } from './services-card.tsx';
import { SettingsCard } from './settings-card.tsx';
import '../cards.css';
import './system.css';

export function SystemPage() {
  const { t } = useTranslation('system');
  const formats = useFormats();
  const now = useNow(60_000);
  const info = useQuery(useApi().system.info.queryOptions());
  const recovered = info.data?.recovered ?? null;
  return (
    <>
      <PageHeader title={t('title')}>
        <CopyDiagnostics info={info.data} />
      </PageHeader>
      <div className="system-page">
        {info.error !== null && <FailureNotice error={info.error} onRetry={() => void info.refetch()} />}
        {recovered !== null && (
          <Alert
            className="system-wide"
            type="warning"
            showIcon
            title={t('recovered.title')}
            description={`${
              recovered.from === null
                ? t('recovered.fromNothing', { at: formats.moment(recovered.at, now) })
                : t('recovered.fromBackup', { at: formats.moment(recovered.at, now), from: recovered.from })
            } ${t('recovered.setAside', { file: recovered.setAside })}`}
          />
        )}
        <AboutCard info={info.data} />
        <SettingsCard settings={info.data?.settings} />
        <ServicesCard />
        <BackupsCard />
        <LogsCard />
      </div>
    </>
  );
}
