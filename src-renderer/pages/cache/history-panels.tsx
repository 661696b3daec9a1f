/** How the cache did over time: hit rate by level, answers by tier, times to compute, and what left the memory. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Segmented } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type CacheHistoryPoint, cacheLevel, evictionCause } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { countColumn, FailureNotice, figureColumn, ratioColumn } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { HistoryPanel, type Line } from './history-panel.tsx';
import { RANGES, type Range, useHistoryRange } from './history-range.ts';
import { type HistoryView, historyView } from './history-view.ts';

const EVERY = 60_000;
const HEIGHT = 196;
const PANELS = ['hit-rate', 'answers', 'latency', 'evictions'] as const;
const OUTCOMES = [
  'memoryHits',
  'diskHits',
  'redisHits',
  'staleServed',
  'loads',
  'shared',
  'missing',
  'failed',
] as const;
/** Looks of the outcomes: what had to be computed and what failed stand out. */
const OUTCOME_LOOKS = {
  memoryHits: 0,
  diskHits: 1,
  redisHits: 4,
  staleServed: 3,
  loads: 2,
  shared: 5,
  missing: 7,
  failed: 6,
};

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
          {PANELS.map((id) => (
            <div key={id} className="panel is-skeleton">
              <div className="panel-body" style={{ height: HEIGHT }} />
            </div>
          ))}
        </div>
      )}
      {view !== null && <Panels view={view} />}
    </section>
  );
}

function Panels({ view }: { view: HistoryView }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const times = (value: number): string => formatMilliseconds(value, formats.locale);

  const hitRate = useMemo(
    () =>
      cacheLevel.options.map((level, look): Line => {
        const name = t(`levelsShort.${level}`);
        const value = (point: CacheHistoryPoint) => hitRateOf(point, level);
        return { key: level, name, look: look * 2, value, column: ratioColumn(formats, level, name, value) };
      }),
    [t, formats],
  );
  const answers = useMemo(() => {
    const happened = OUTCOMES.filter(
      (outcome) => outcome === 'memoryHits' || view.points.some(({ outcomes }) => outcomes[outcome] > 0),
    );
    return happened.map((outcome): Line => {
      const name = t(`outcomes.${outcome}`);
      const value = ({ outcomes }: CacheHistoryPoint) => outcomes[outcome];
      const column = countColumn(formats, outcome, name, value);
      return { key: outcome, name, look: OUTCOME_LOOKS[outcome], value, column };
    });
  }, [t, formats, view]);
  const latency = useMemo(
    () =>
      (['p50', 'p99'] as const).map((key): Line => {
        const name = t(`columns.${key}`);
        const value = ({ loadP50, loadP99 }: CacheHistoryPoint) => (key === 'p50' ? loadP50 : loadP99);
        const as = {
          text: (one: number) => formatMilliseconds(one, formats.locale),
          decimal: (one: number) => one.toFixed(3),
        };
        const column = figureColumn(key, name, value, as);
        return { key, name, look: key === 'p50' ? 0 : 2, value, column };
      }),
    [t, formats],
  );
  const evictions = useMemo(() => {
    const happened = evictionCause.options.filter((cause) =>
      view.points.some((point) => (point.evictions[cause] ?? 0) > 0),
    );
    return happened.map((cause): Line => {
      const name = t(`causes.${cause}`);
      const value = (point: CacheHistoryPoint) => point.evictions[cause] ?? 0;
      const column = countColumn(formats, cause, name, value);
      return { key: cause, name, look: evictionCause.options.indexOf(cause), value, column };
    });
  }, [t, formats, view]);

  return (
    <div className="cache-panels">
      <HistoryPanel
        id="hit-rate"
        title={t('panels.hitRate')}
        label={t('charts.hitRate')}
        nothing={t('panels.nothing')}
        kind="lines"
        view={view}
        lines={hitRate}
        height={HEIGHT}
        max={1}
        format={formats.percent}
      />
      <HistoryPanel
        id="answers"
        title={t('panels.answers')}
        label={t('charts.answers')}
        nothing={t('panels.nothing')}
        kind="stack"
        view={view}
        lines={answers}
        height={HEIGHT}
        format={formats.compactNumber}
      />
      <HistoryPanel
        id="latency"
        title={t('panels.latency')}
        label={t('charts.latency')}
        nothing={t('panels.noLoads')}
        kind="lines"
        view={view}
        lines={latency}
        height={HEIGHT}
        format={times}
      />
      <HistoryPanel
        id="evictions"
        title={t('panels.evictions')}
        label={t('charts.evictions')}
        nothing={t('panels.noEvictions')}
        kind="stack"
        view={view}
        lines={evictions}
        height={HEIGHT}
        format={formats.compactNumber}
      />
    </div>
  );
}

function hitRateOf({ byLevel }: CacheHistoryPoint, level: string): number | null {
  const found = byLevel.find((one) => one.level === level);
  return found === undefined || found.requests === 0 ? null : found.hits / found.requests;
}
