/** For everybody: whether what was done here has arrived, what has not and why, and how shops are connected. */
import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { SyncStatus } from '#shared/contract/index.ts';
import { EmptyNotice, FailureNotice, PageHeader, useSyncStatus } from '../../components/index.ts';
import type { Asked } from './asked.ts';
import { ConnectionCard } from './connection-card.tsx';
import { OfficeCard } from './office-card.tsx';
import { ShopCard } from './shop-card.tsx';
import '../cards.css';
import './sync.css';

export function SyncPage() {
  const { t } = useTranslation('sync');
  const navigate = useNavigate();
  const status = useSyncStatus();
  const [, setAsked] = useState<Asked | null>(null);
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
      {data !== undefined && <Connected status={data} onAsk={setAsked} />}
    </>
  );
}

function Connected({ status, onAsk }: { status: SyncStatus; onAsk: (asked: Asked) => void }) {
  const { t } = useTranslation('sync');
  const { shops, office } = status;
  const isEmpty = shops.length === 0 && office.state === 'none';
  return (
    <div className="sync-page">
      <ConnectionCard status={status} onWhy={() => undefined} />
      {isEmpty ? (
        <EmptyNotice sentence={t('shop.none')}>
          <p className="quiet">{t('shop.noneExplained')}</p>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => onAsk({ what: 'connect' })}>
            {t('actions.connect')}
          </Button>
        </EmptyNotice>
      ) : (
        <ul className="shop-cards" aria-label={t('shop.heading')}>
          {shops.map((shop) => (
            <ShopCard key={shop.shopId} shop={shop} onAsk={onAsk} onParked={() => undefined} />
          ))}
          <OfficeCard office={office} />
        </ul>
      )}
    </div>
  );
}
