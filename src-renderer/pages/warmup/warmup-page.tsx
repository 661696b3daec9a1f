/** For IT: when the cache is warmed, what a warmup is doing and did, and what it warms first. */
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHeader } from '../../components/index.ts';
import { HotCard } from './hot-card.tsx';
import { NextCard } from './next-card.tsx';
import { NowCard } from './now-card.tsx';
import { RunDrawer } from './run-drawer.tsx';
import { RunsCard } from './runs-card.tsx';
import { ScheduleCard } from './schedule-card.tsx';
import { useWarmupProgress } from './use-warmup-progress.ts';
import '../cards.css';
import './warmup.css';

export function WarmupPage() {
  const { t } = useTranslation('warmup');
  const now = useWarmupProgress();
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <>
      <PageHeader title={t('title')} />
      <div className="warmup-page">
        <div className="warmup-head">
          <NextCard />
          <NowCard now={now} />
        </div>
        <RunsCard onOpen={setOpened} />
        <div className="warmup-lists">
          <ScheduleCard />
          <HotCard />
        </div>
      </div>
      <RunDrawer taskId={opened} onClose={() => setOpened(null)} />
    </>
  );
}
