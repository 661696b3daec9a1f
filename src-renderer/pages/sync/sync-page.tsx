/** For everybody: whether what was done here has arrived, what has not and why, and how shops are connected. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SyncStatus } from '#shared/contract/index.ts';
import { EmptyNotice, FailureNotice, PageHeader, useSyncStatus } from '../../components/index.ts';
import type { Asked } from './asked.ts';
import { ChangesCard, type ChangesFilter, countsOf } from './changes-card.tsx';
import { ConnectionCard } from './connection-card.tsx';
import { LogCard } from './log-card.tsx';
import { OfficeCard } from './office-card.tsx';
import { Opened } from './opened.tsx';
import { PoliciesCard } from './policies-card.tsx';
import { ShopCard } from './shop-card.tsx';
import { isHeld } from './state-looks.ts';
import { TimelineDrawer } from './timeline-drawer.tsx';
import { useWhy } from './use-why.ts';
import '../cards.css';
import './sync.css';

export function SyncPage() {
  const { t } = useTranslation('sync');
  const navigate = useNavigate();
  const status = useSyncStatus();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { data } = status;
  return (
    <>
      <PageHeader title={t('title')}>
        <Button icon={<PlusOutlined />} onClick={() => setAsked({ what: 'connect' })}>
          {t('actions.connect')}
        </Button>
        {data !== undefined && data.conflicts > 0 && (
          <Button type="link" onClick={() => void navigate('/sync/conflicts')}>
            {t('conflicts.open', { count: data.conflicts })}
          </Button>
        )}
      </PageHeader>
      {status.isPending && <Skeleton active title={false} paragraph={{ rows: 14 }} />}
      {data === undefined && status.error !== null && (
        <FailureNotice error={status.error} onRetry={() => void status.refetch()} />
      )}
      {data !== undefined && <Connected status={data} asked={asked} onAsk={setAsked} />}
    </>
  );
}

interface ConnectedProps {
  readonly status: SyncStatus;
  readonly asked: Asked | null;
  onAsk(asked: Asked | null): void;
}

function Connected({ status, asked, onAsk }: ConnectedProps) {
  const { t } = useTranslation('sync');
  const { shops, office } = status;
  const why = useWhy(shops);
  const [chosen, setFilter] = useState<ChangesFilter | null>(null);
  const { parked, moving } = countsOf(shops, null);
  // What needs somebody is shown without being asked for, unless something else is under way.
  const filter = chosen ?? { state: parked > 0 && moving === 0 ? 'parked' : 'waiting', shopId: null };
  const isEmpty = shops.length === 0 && office.state === 'none';
  return (
    <div className="sync-page">
      <ConnectionCard status={status} onWhy={why.ask} />
      {isEmpty ? (
        <EmptyNotice sentence={t('shop.none')}>
          <p className="quiet">{t('shop.noneExplained')}</p>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => onAsk({ what: 'connect' })}>
            {t('actions.connect')}
          </Button>
        </EmptyNotice>
      ) : (
        <>
          <h2 className="visually-hidden" id="sync-shops">
            {t('shop.heading')}
          </h2>
          <ul className="shop-cards" aria-labelledby="sync-shops">
            {shops.map((shop) => (
              <ShopCard
                key={shop.shopId}
                shop={shop}
                held={isHeld(status)}
                paused={status.paused}
                onAsk={onAsk}
                onParked={(shopId) => setFilter({ state: 'parked', shopId })}
              />
            ))}
            <OfficeCard office={office} />
          </ul>
          <div className="sync-lists">
            <div className="sync-side">
              <ChangesCard status={status} filter={filter} onFilter={setFilter} onWhy={why.ask} />
              <PoliciesCard />
            </div>
            <LogCard shops={shops} />
          </div>
        </>
      )}
      <TimelineDrawer asked={why.asked} onClose={why.close} />
      <Opened asked={asked} status={status} onClose={() => onAsk(null)} />
    </div>
  );
}
