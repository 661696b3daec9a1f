/** For IT: how well the cache serves, what to do about it, why something was not there, and clearing it. */
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ClearTarget } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { AdviceCard } from './advice-card.tsx';
import { ClearDialog } from './clear-dialog.tsx';
import { ExplanationDrawer } from './explanation-drawer.tsx';
import { CacheHeadlines, CacheHeadlinesSkeleton } from './headlines.tsx';
import { HistoryPanels } from './history-panels.tsx';
import { KeysCard } from './keys-card.tsx';
import { LevelsCard } from './levels-card.tsx';
import { CachedStoresCard, ExpiringCard, LargestCard } from './side-cards.tsx';
import { TiersCard } from './tiers-card.tsx';
import '../cards.css';
import './cache.css';

/** Figures move without an event. */
const EVERY = 5_000;

export function CachePage() {
  const { t } = useTranslation('cache');
  const [clearing, setClearing] = useState<ClearTarget | 'ask' | null>(null);
  const [explained, setExplained] = useState<string | null>(null);
  const query = useQuery(useApi().cache.overview.queryOptions({ refetchInterval: EVERY, staleTime: EVERY }));
  const overview = query.data;
  return (
    <>
      <PageHeader title={t('title')}>
        <Button onClick={() => setClearing('ask')}>{t('clear.open')}</Button>
      </PageHeader>
      <div className="cache-page">
        {query.error !== null && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
        {overview === undefined ? <CacheHeadlinesSkeleton /> : <CacheHeadlines overview={overview} />}
        {overview === undefined ? <CardSkeleton rows={1} /> : <AdviceCard advice={overview.advice} />}
        <HistoryPanels />
        <KeysCard onExplain={setExplained} />
        {overview === undefined ? (
          <CardSkeleton rows={12} />
        ) : (
          <>
            <LevelsCard overview={overview} onClear={setClearing} />
            <TiersCard overview={overview} />
            <div className="cache-thirds">
              <CachedStoresCard stores={overview.stores} onClear={setClearing} />
              <LargestCard largest={overview.largest} onExplain={setExplained} />
              <ExpiringCard expiring={overview.expiring} budget={overview.memory.budgetBytes} />
            </div>
          </>
        )}
      </div>
      <ExplanationDrawer explained={explained} onClose={() => setExplained(null)} onClear={setClearing} />
      <ClearDialog target={clearing} onClose={() => setClearing(null)} />
    </>
  );
}

function CardSkeleton({ rows }: { rows: number }) {
  return (
    <section className="card">
      <Skeleton active title={{ width: '20%' }} paragraph={{ rows }} />
    </section>
  );
}
