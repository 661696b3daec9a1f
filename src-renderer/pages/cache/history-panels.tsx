/** How the cache did over time: hit rate by level, answers by tier, times to compute, and what left the memory. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { FailureNotice } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { HISTORY_CHARTS } from './history-lines.ts';
import { HistoryPanel } from './history-panel.tsx';
import { RANGES, type Range, useHistoryRange } from './history-range.ts';
import { historyView } from './history-view.ts';

const EVERY = 60_000;
const HEIGHT = 196;

export function HistoryPanels() {
  const { t } = useTranslation('cache');
  const { locale } = useFormats();
  const [range, setRange] = useHistoryRange();
  const hours = RANGES[range];
  const history = useQuery(
    useApi().cache.history.queryOptions({
      input: { hours },
      refetchInterval: EVERY,
      staleTime: EVERY,
      placeholderData: keepPreviousData,
    }),
  );
  const { data, dataUpdatedAt, isPlaceholderData } = history;
  const view = useMemo(
    () => (data === undefined ? null : historyView(data, hours, dataUpdatedAt, locale)),
    [data, hours, dataUpdatedAt, locale],
  );
  return (
    <section className="cache-history" aria-label={t('range.label')} aria-busy={isPlaceholderData || view === null}>
      <Segmented<Range>
        className="cache-range"
        aria-label={t('range.label')}
        size="small"
        value={range}
        options={(Object.keys(RANGES) as Range[]).map((value) => ({ value, label: t(`range.${value}`) }))}
        onChange={setRange}
      />
      {view === null && history.error !== null && (
        <FailureNotice error={history.error} onRetry={() => void history.refetch()} />
      )}
      {view === null && history.error === null && (
        <div className="cache-panels" aria-hidden="true">
          {HISTORY_CHARTS.map(({ id }) => (
            <div key={id} className="panel is-skeleton">
              <div className="panel-body" style={{ height: HEIGHT }} />
            </div>
          ))}
        </div>
      )}
      {view !== null && (
        <div className="cache-panels">
          {HISTORY_CHARTS.map((chart) => (
            <HistoryPanel key={chart.id} chart={chart} view={view} height={HEIGHT} />
          ))}
        </div>
      )}
    </section>
  );
}
