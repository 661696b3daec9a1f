/** When the cache will be warmed next, and when it was last. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatDuration } from '../format-duration.ts';
import { useLastRun } from './use-last-run.ts';

const TICK = 10_000;

export function NextCard() {
  const { t } = useTranslation('warmup');
  const status = useQuery(useApi().warmup.status.queryOptions({ refetchInterval: 60_000 }));
  return (
    <section className="card" aria-labelledby="warmup-next">
      <h2 id="warmup-next">{t('next.heading')}</h2>
      {status.error !== null && <FailureNotice error={status.error} onRetry={() => void status.refetch()} />}
      {status.isPending && <Skeleton active title={{ width: '60%' }} paragraph={{ rows: 4 }} />}
      {status.data !== undefined && <Next {...status.data.data} />}
    </section>
  );
}

interface NextProps {
  readonly enabled: boolean;
  readonly last_full_warmup: string | null;
  readonly last_incremental_warmup: string | null;
  readonly next_scheduled: string | null;
  readonly stats: { readonly total_orders_warmed: number; readonly cache_hit_rate: string | null };
}

function Next({ enabled, last_full_warmup, last_incremental_warmup, next_scheduled, stats }: NextProps) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const now = useNow(TICK);
  const { duration } = useLastRun();
  const moment = (at: string | null): string => (at === null ? t('next.never') : formats.moment(at, now));
  const away = next_scheduled === null ? 0 : (Date.parse(next_scheduled) - now) / 1_000;
  return (
    <>
      <p className="next-at">
        {next_scheduled === null ? (
          t('next.none')
        ) : (
          <>
            <strong className="figure">{formats.moment(next_scheduled, now)}</strong>{' '}
            <span className="quiet">
              {away > 0 ? t('next.in', { time: formatDuration(away, formats.locale) }) : t('next.now')}
            </span>
          </>
        )}
      </p>
      <p className={enabled ? 'state-tag is-good' : 'state-tag is-warning is-long'}>
        <span aria-hidden="true">{enabled ? '✓' : '!'}</span>{' '}
        {enabled ? t('next.enabled') : `${t('next.disabled')}. ${t('next.disabledHint')}`}
      </p>
      <dl className="facts">
        <Fact label={t('next.lastFull')} value={moment(last_full_warmup)} />
        <Fact label={t('next.lastIncremental')} value={moment(last_incremental_warmup)} />
        <Fact label={t('next.duration')} value={duration ?? '–'} />
        <Fact label={t('next.orders')} value={formats.number(stats.total_orders_warmed)} />
        <Fact label={t('next.hitRate')} value={stats.cache_hit_rate ?? '–'} />
      </dl>
    </>
  );
}

function Fact({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="figure-left">{value}</dd>
    </div>
  );
}
