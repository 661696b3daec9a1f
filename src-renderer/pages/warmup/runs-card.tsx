/** The warmups of the last days: on a clock, and one by one with what each brought. */
import { useQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WarmupRun } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, REACHABLE, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { runDuration } from './run-times.ts';
import { RUN_LOOKS } from './state-looks.ts';
import { Timeline } from './timeline.tsx';
import { useWarmupRuns } from './use-last-run.ts';

const WARMUPS: readonly string[] = ['full', 'incremental'];

export function RunsCard({ onOpen }: { onOpen: (taskId: string) => void }) {
  const { t } = useTranslation('warmup');
  const now = useNow(30_000);
  const history = useWarmupRuns();
  const schedule = useQuery(useApi().warmup.schedule.queryOptions());
  const runs = history.data?.data.runs;
  const planned =
    schedule.data?.enabled === true
      ? schedule.data.entries.filter(({ job }) => WARMUPS.includes(job)).flatMap((entry) => entry.runs)
      : [];
  return (
    <section className="card" aria-labelledby="warmup-runs">
      <h2 id="warmup-runs">{t('runs.heading')}</h2>
      {history.error !== null && <FailureNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.isPending && <Skeleton active title={false} paragraph={{ rows: 9 }} />}
      {runs !== undefined && (
        <div className="runs">
          <Timeline runs={runs} planned={planned} now={now} />
          {runs.length === 0 ? (
            <p className="quiet">{t('runs.none')}</p>
          ) : (
            <RunsTable runs={runs} now={now} onOpen={onOpen} />
          )}
        </div>
      )}
    </section>
  );
}

interface RunsTableProps {
  readonly runs: readonly WarmupRun[];
  readonly now: number;
  onOpen(taskId: string): void;
}

function RunsTable({ runs, now, onOpen }: RunsTableProps) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  return (
    <section className="runs-box" aria-label={t('runs.label')} {...REACHABLE}>
      <table className="plain-table dense" aria-label={t('runs.label')}>
        <thead>
          <tr>
            <th scope="col">{t('runs.started')}</th>
            <th scope="col">{t('runs.type')}</th>
            <th scope="col">{t('runs.state')}</th>
            <th scope="col" className="figure">
              {t('runs.duration')}
            </th>
            <th scope="col" className="figure">
              {t('runs.stores')}
            </th>
            <th scope="col" className="figure">
              {t('runs.loaded')}
            </th>
            <th scope="col" className="figure">
              {t('runs.failed')}
            </th>
            <th scope="col" className="figure">
              {t('runs.orders')}
            </th>
            <th scope="col" className="figure">
              {t('runs.firstBoard')}
            </th>
            <th scope="col">{t('runs.details')}</th>
          </tr>
        </thead>
        <tbody>
          {runs.map((run) => {
            const at = formats.moment(run.started_at, now);
            const { tag, sign } = RUN_LOOKS[run.state];
            return (
              <tr key={run.task_id}>
                <td className="one-line">{at}</td>
                <td>
                  {t(`types.${run.type}`)} <span className="quiet block">{t(`triggers.${run.trigger}`)}</span>
                </td>
                <td>
                  <span className={`state-tag ${tag}`} title={t(`statesExplained.${run.state}`)}>
                    <span aria-hidden="true">{sign}</span> {t(`states.${run.state}`)}
                  </span>
                </td>
                <td className="figure">{runDuration(run, now, formats.locale)}</td>
                <td className="figure">
                  {run.stores_failed === 0
                    ? formats.number(run.stores)
                    : t('runs.storesFailed', {
                        stores: formats.number(run.stores),
                        failed: formats.number(run.stores_failed),
                      })}
                </td>
                <td className="figure">{formats.number(run.items.loaded)}</td>
                <td className={`figure ${run.items.failed > 0 ? 'warning-text' : 'quiet'}`}>
                  {formats.number(run.items.failed)}
                </td>
                <td className="figure">{formats.number(run.orders_warmed)}</td>
                <td className="figure">
                  {run.first_board_after === null ? '–' : formatMilliseconds(run.first_board_after, formats.locale)}
                </td>
                <td>
                  <Button size="small" aria-label={t('runs.detailsOf', { at })} onClick={() => onOpen(run.task_id)}>
                    {t('runs.details')}
                  </Button>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
