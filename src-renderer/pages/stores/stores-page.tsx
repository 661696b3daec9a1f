/** The chain's stores as files have brought them, found by any of their names, renamed in their place. */
import { useQuery } from '@tanstack/react-query';
import { Button, Input, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useApi } from '../../api/index.ts';
import { EmptyNotice, FailureNotice, PageHeader } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { matchingStores } from './matching-stores.ts';
import { StoresTable } from './stores-table.tsx';
import '../cards.css';
import './stores.css';

export function StoresPage() {
  const { t } = useTranslation('stores');
  const formats = useFormats();
  const navigate = useNavigate();
  const list = useQuery(useApi().stores.list.queryOptions());
  const [sought, setSought] = useState('');
  const words = useDeferredValue(sought);
  const header = <PageHeader title={t('title')} />;
  if (list.isPending) {
    return (
      <>
        {header}
        <Skeleton active title={false} paragraph={{ rows: 14 }} />
      </>
    );
  }
  if (list.data === undefined) {
    return (
      <>
        {header}
        <FailureNotice error={list.error} onRetry={() => void list.refetch()} />
      </>
    );
  }
  const { stores } = list.data;
  if (stores.length === 0) {
    return (
      <>
        {header}
        <EmptyNotice sentence={t('none')}>
          <Button type="primary" onClick={() => void navigate('/import')}>
            {t('import')}
          </Button>
        </EmptyNotice>
      </>
    );
  }
  const found = matchingStores(stores, words);
  return (
    <>
      {header}
      <div className="stores-page">
        <search className="stores-bar">
          <Input
            className="stores-search"
            aria-label={t('search')}
            placeholder={t('search')}
            allowClear
            value={sought}
            onChange={(event) => setSought(event.target.value)}
          />
          <span className="quiet" role="status">
            {found.length === 0 ? t('noneFound') : t('shown', { stores: formats.number(found.length) })}
          </span>
        </search>
        <StoresTable stores={found} />
      </div>
    </>
  );
}
