/** What one warmup did, store by store, with the reasons of what failed and a way to repeat it. */
import { skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Drawer, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WarmupRun, WarmupStoreResult } from '#shared/contract/index.ts';
import { formatError } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { Fact, FailureNotice, useNow, useStoreLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMilliseconds } from '../format-milliseconds.ts';
import { runDuration } from './run-times.ts';
import { RUN_LOOKS, STORE_LOOKS } from './state-looks.ts';

/** While it runs, its stores move on. */
const EVERY = 2_000;

export function RunDrawer({ taskId, onClose }: { taskId: string | null; onClose: () => void }) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const now = useNow(5_000);
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const query = useQuery(
    api.warmup.run.queryOptions({
      input: taskId === null ? skipToken : { task_id: taskId },
      staleTime: 0,
      refetchInterval: ({ state }) => (state.data?.run.state === 'running' ? EVERY : false),
    }),
  );
  const retry = useMutation(
    api.warmup.retry.mutationOptions({
      onSuccess() {
        onClose();
        void message.success(t('run.retried'));
      },
      onSettled: () => queries.invalidateQueries({ queryKey: api.warmup.key() }),
    }),
  );
  const { data, error } = query;
  const failed = data?.stores.some(({ state }) => state === 'failed') ?? false;
  const title =
    data === undefined
      ? t('runs.details')
      : t('run.title', { type: t(`types.${data.run.type}`), at: formats.moment(data.run.started_at, now) });
  return (
    <Drawer
      open={taskId !== null}
      onClose={() => {
        retry.reset();
        onClose();
      }}
      size="min(820px, 96vw)"
      title={title}
      closable={{ 'aria-label': t('run.close') }}
      destroyOnHidden
      extra={
        failed &&
        data?.run.state !== 'running' && (
          <Button
            type="primary"
            loading={retry.isPending}
            onClick={() => taskId !== null && retry.mutate({ task_id: taskId })}
          >
            {t('run.retry')}
          </Button>
        )
      }
    >
      {error !== null && <FailureNotice error={error} onRetry={() => void query.refetch()} />}
      {retry.error !== null && <FailureNotice error={retry.error} />}
      {data === undefined && error === null && <Skeleton active paragraph={{ rows: 10 }} />}
      {data !== undefined && (
        <>
          <RunFacts run={data.run} now={now} />
          <StoreResults stores={data.stores} />
        </>
      )}
    </Drawer>
  );
}

function RunFacts({ run, now }: { run: WarmupRun; now: number }) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const { tag, sign } = RUN_LOOKS[run.state];
  const failure = run.failure && formatError(run.failure.code, run.failure.details, formats.locale);
  return (
    <>
      <p>
        <span className={`state-tag ${tag}`}>
          <span aria-hidden="true">{sign}</span> {t(`states.${run.state}`)}
        </span>{' '}
        <span className="quiet">
          {t(`statesExplained.${run.state}`)} ({t(`triggers.${run.trigger}`)})
        </span>
      </p>
      {failure !== null && (
        <p className="warning-text">
          {failure.sentence} {failure.wayOut}
        </p>
      )}
      <dl className="facts run-facts">
        <Fact label={t('run.id')} value={run.task_id} />
        <Fact label={t('runs.duration')} value={runDuration(run, now, formats.locale)} />
        <Fact label={t('run.days')} value={formats.number(run.days)} />
        <Fact label={t('runs.loaded')} value={formats.number(run.items.loaded)} />
        <Fact label={t('runs.fresh')} value={formats.number(run.items.fresh)} />
        <Fact label={t('run.notModified')} value={formats.number(run.items.not_modified)} />
        <Fact label={t('run.missing')} value={formats.number(run.items.missing)} />
        <Fact label={t('runs.failed')} value={formats.number(run.items.failed)} />
        <Fact label={t('run.calls')} value={formats.number(run.platform_calls)} />
        {run.resumed > 0 && (
          <Fact label={t('run.resumed')} value={t('run.resumedTimes', { times: formats.number(run.resumed) })} />
        )}
      </dl>
    </>
  );
}

function StoreResults({ stores }: { stores: readonly WarmupStoreResult[] }) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const storeOf = useStoreLabel();
  const [only, setOnly] = useState<'all' | 'failed'>('all');
  const shown = only === 'all' ? stores : stores.filter(({ state }) => state === 'failed');
  if (stores.length === 0) return <p className="quiet">{t('run.none')}</p>;
  const nameOf = ({ store_id, name }: WarmupStoreResult): string => {
    if (store_id !== null) return storeOf(store_id, name);
    return name === '' ? t('run.chain') : name;
  };
  return (
    <>
      <div className="results-head">
        <h3 id="warmup-results">{t('run.stores')}</h3>
        <Segmented<'all' | 'failed'>
          size="small"
          aria-label={t('run.stores')}
          value={only}
          options={[
            { value: 'all', label: t('run.all') },
            { value: 'failed', label: t('run.filter') },
          ]}
          onChange={setOnly}
        />
      </div>
      {shown.length === 0 && <p className="quiet">{t('run.noneFailed')}</p>}
      {shown.length > 0 && (
        <table className="plain-table dense" aria-labelledby="warmup-results">
          <thead>
            <tr>
              <th scope="col">{t('run.store')}</th>
              <th scope="col">{t('run.rank')}</th>
              <th scope="col">{t('run.state')}</th>
              <th scope="col" className="figure">
                {t('runs.loaded')}
              </th>
              <th scope="col" className="figure">
                {t('runs.fresh')}
              </th>
              <th scope="col" className="figure">
                {t('runs.failed')}
              </th>
              <th scope="col" className="figure">
                {t('run.time')}
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.rank} ${one.store_id} ${one.name}`}>
                <td>
                  {nameOf(one)}
                  {one.failures.length > 0 && (
                    <ul className="failures" aria-label={t('run.failures')}>
                      {one.failures.map(({ target, reason, items }) => {
                        const { sentence, wayOut } = formatError(reason.code, reason.details, formats.locale);
                        return (
                          <li key={`${target} ${reason.code}`}>
                            {t('run.failedItems', { target, number: formats.number(items) })}. {sentence}{' '}
                            <span className="quiet">{wayOut}</span>
                          </li>
                        );
                      })}
                    </ul>
                  )}
                </td>
                <td>{t(`ranks.${one.rank}`)}</td>
                <td>
                  <span className={`state-tag ${STORE_LOOKS[one.state].tag}`}>
                    <span aria-hidden="true">{STORE_LOOKS[one.state].sign}</span> {t(`storeStates.${one.state}`)}
                  </span>
                </td>
                <td className="figure">{formats.number(one.items.loaded)}</td>
                <td className="figure">{formats.number(one.items.fresh)}</td>
                <td className={`figure ${one.items.failed > 0 ? 'warning-text' : 'quiet'}`}>
                  {formats.number(one.items.failed)}
                </td>
                <td className="figure">{formatMilliseconds(one.milliseconds, formats.locale)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
