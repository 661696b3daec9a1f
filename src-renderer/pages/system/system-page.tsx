/** For IT: what runs here and how it is, its settings, its backups, its log. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { AboutCard } from './about-card.tsx';
import { BackupsCard } from './backups-card.tsx';
import { CopyDiagnostics } from './copy-diagnostics.tsx';
import { LogsCard } from './logs-card.tsx';
import { RecoveryNotice } from './recovery-notice.tsx';
import { ServicesCard } from './services-card.tsx';
import { SettingsCard } from './settings-card.tsx';
import '../cards.css';
import './system.css';

export function SystemPage() {
  const { t } = useTranslation('system');
  const info = useQuery(useApi().system.info.queryOptions());
  return (
    <>
      <PageHeader title={t('title')}>
        <CopyDiagnostics info={info.data} />
      </PageHeader>
      <div className="system-page">
        {info.error !== null && <FailureNotice error={info.error} onRetry={() => void info.refetch()} />}
        {info.data?.recovered && <RecoveryNotice recovered={info.data.recovered} />}
        <AboutCard info={info.data} />
        <SettingsCard settings={info.data?.settings} />
        <ServicesCard />
        <BackupsCard />
        <LogsCard />
      </div>
    </>
  );
}
