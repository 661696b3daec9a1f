/** How the stores are doing: headline figures with their comparisons, the trend, and what it is made of. */
import { PrinterOutlined } from '@ant-design/icons';
import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, PageHeader } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { overviewInputOf, useScope } from '../../state/index.ts';
import { ChannelsPanel } from './channels-panel.tsx';
import { EmptyPeriod } from './empty-period.tsx';
import { Headlines } from './headlines.tsx';
import { HoursPanel } from './hours-panel.tsx';
import { OverviewSkeleton } from './overview-skeleton.tsx';
import { usePanelHeights } from './panel-heights.ts';
import { ProductsPanel } from './products-panel.tsx';
import { StoresPanel } from './stores-panel.tsx';
import { TrendPanel } from './trend-panel.tsx';
import './overview.css';

export function OverviewPage() {
  const { t } = useTranslation(['overview', 'shell']);
  return (
    <>
      <PageHeader title={t('title')}>
        <Button
          type="text"
          icon={<PrinterOutlined />}
          aria-label={t('shell:table.print')}
          title={t('shell:table.print')}
          onClick={() => window.print()}
        />
      </PageHeader>
      <OverviewContent />
    </>
  );
}

function OverviewContent() {
  const api = useApi();
  const heights = usePanelHeights();
  const { scope, range, bounds, failure, retry, setScope } = useScope();
  const input = range === null ? skipToken : overviewInputOf(scope, range);
  const query = useQuery({
    ...api.analytics.overview.queryOptions({ input }),
    // The numbers before stay until the new ones are there; they are marked as waiting.
    placeholderData: keepPreviousData,
  });

  const error = failure ?? (query.data === undefined ? query.error : null);
  if (error !== null) {
    return (
      <FailureNotice
        error={error}
        onRetry={() => void (failure === null ? query.refetch() : retry())}
        onAllStores={() => setScope({ stores: 'all' })}
      />
    );
  }
  const overview = query.data;
  if (overview === undefined || bounds === null || range === null) return <OverviewSkeleton heights={heights} />;
  if (!query.isPlaceholderData && isEmpty(overview)) {
    return (
      <EmptyPeriod
        bounds={bounds}
        range={range}
        allStores={scope.stores === 'all'}
        currency={scope.currency}
        currencies={overview.currencies}
        onPeriod={(period) => setScope({ period })}
        onAllStores={() => setScope({ stores: 'all' })}
        onAnyCurrency={() => setScope({ currency: null })}
      />
    );
  }
  return (
    <div className="overview" aria-busy={query.isPlaceholderData}>
      {query.error !== null && <FailureNotice error={query.error} onRetry={() => void query.refetch()} />}
      <Headlines overview={overview} />
      <ComparedUntil overview={overview} />
      <div className={overview.trend.points.length === 1 ? 'panels is-one-day' : 'panels'}>
        <TrendPanel overview={overview} height={heights.charts} />
        <HoursPanel overview={overview} height={heights.charts} />
        <ChannelsPanel overview={overview} height={heights.rankings} />
        <ProductsPanel overview={overview} which="topProducts" height={heights.rankings} />
        <ProductsPanel overview={overview} which="fallingProducts" height={heights.rankings} />
        <StoresPanel overview={overview} height={heights.rankings} />
      </div>
    </div>
  );
}

/** Which days are shown and what they are compared with, for paper and for whoever wonders. */
function ComparedUntil({ overview }: { overview: Overview }) {
  const { t } = useTranslation('overview');
  const { date } = useFormats();
  const { range, previousRange, weekdayRange, comparedUntil } = overview;
  const days = ({ from, to }: Overview['range']): string => (from === to ? date(from) : `${date(from)} – ${date(to)}`);
  const parts = [
    days(range),
    t('compared.previous', { days: days(previousRange) }),
    t('compared.weekdays', { days: days(weekdayRange) }),
  ];
  if (comparedUntil !== null) parts.push(t('compared.until', { time: comparedUntil }));
  const sentence = parts.join(' · ');
  return (
    <p className="compared" title={sentence}>
      {sentence}
    </p>
  );
}

/** Refunds alone are worth showing too. */
function isEmpty({ totals }: Overview): boolean {
  const { orders, grossSales, refunds } = totals.current;
  return orders === 0 && grossSales === 0 && refunds === 0;
}
