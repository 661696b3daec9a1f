/** What warmup is doing at the moment: progress and a stop while one runs, a start while none does. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App, Button, InputNumber, Progress, Radio, Skeleton } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WarmupProgress, WarmupType } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatDuration } from '../format-duration.ts';
import type { WarmupNow } from './use-warmup-progress.ts';

const TYPES = ['full', 'incremental'] as const;
const DAYS = 7;
const MOST_DAYS = 366;
/** Names shown of what it is at: as many as fit a line. */
const MOST_NAMES = 5;

export function NowCard({ now: { progress, lost, failure } }: { now: WarmupNow }) {
  const { t } = useTranslation('warmup');
  const run = progress?.run ?? null;
  return (
    <section className="card now-card" aria-labelledby="warmup-now">
      <h2 id="warmup-now">{t('now.heading')}</h2>
      {failure !== null && <FailureNotice error={failure} />}
      {progress === null && failure === null && <Skeleton active title={{ width: '60%' }} paragraph={{ rows: 4 }} />}
      {progress !== null &&
        (run === null ? <Idle lost={lost} /> : <Running progress={progress} type={run.type} lost={lost} />)}
    </section>
  );
}

function Idle({ lost }: { lost: boolean }) {
  const { t } = useTranslation('warmup');
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const [type, setType] = useState<WarmupType>('incremental');
  const [days, setDays] = useState<number>(DAYS);
  const daysId = useId();
  const start = useMutation(
    api.warmup.trigger.mutationOptions({
      onSuccess: () => void message.success(t('now.started')),
      onSettled: () => queries.invalidateQueries({ queryKey: api.warmup.key() }),
    }),
  );
  return (
    <>
      <p role="status">{lost ? t('now.lost') : t('now.idle')}</p>
      <div className="start">
        <Radio.Group
          aria-label={t('now.type')}
          optionType="button"
          value={type}
          options={TYPES.map((value) => ({ value, label: t(`types.${value}`) }))}
          onChange={(event) => setType(event.target.value as WarmupType)}
        />
        <label htmlFor={daysId}>{t('now.days')}</label>
        <InputNumber<number>
          id={daysId}
          className="days"
          min={1}
          max={MOST_DAYS}
          precision={0}
          value={days}
          onChange={(value) => setDays(value ?? DAYS)}
        />
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate({ type, days })}>
          {t('now.start')}
        </Button>
      </div>
      <p className="quiet">{t(`typesExplained.${type}`)}</p>
      {start.error !== null && <FailureNotice error={start.error} />}
    </>
  );
}

interface RunningProps {
  readonly progress: WarmupProgress;
  readonly type: WarmupType;
  readonly lost: boolean;
}

function Running({ progress, type, lost }: RunningProps) {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const now = useNow(1_000);
  const { message } = App.useApp();
  const stop = useMutation(
    useApi().warmup.stop.mutationOptions({ onSuccess: () => void message.success(t('now.stopped')) }),
  );
  const { done, total, seconds_left, stage, paused, current, platforms } = progress;
  const left =
    seconds_left === null
      ? t('now.leftUnknown')
      : t('now.left', { time: formatDuration(seconds_left, formats.locale) });
  return (
    <>
      <div className="running-head">
        <p role="status">
          {t('now.running', { type: t(`now.types.${type}`) })}
          {paused && <span className="warning-text"> · {t('now.paused')}</span>}
          {lost && <span className="warning-text"> · {t('now.lost')}</span>}
        </p>
        <Button loading={stop.isPending} onClick={() => stop.mutate(undefined)}>
          {t('now.stop')}
        </Button>
      </div>
      <Progress
        percent={total === 0 ? 0 : Math.floor((done / total) * 100)}
        aria-label={t('now.progress')}
        status="normal"
      />
      <p className="figure-left">
        {t('now.done', { done: formats.number(done), total: formats.number(total) })} · {left}
      </p>
      <p>{t(`now.stages.${stage}`)}</p>
      <p className="quiet one-line">{current.length > 0 && t('now.current', { names: namesOf(current).join(', ') })}</p>
      {platforms.map(({ name, done: calls, total: of, waits_until }) => (
        <p key={name} className="quiet one-line">
          {of === null
            ? t('now.platform', { name, done: formats.number(calls) })
            : t('now.platformOf', { name, done: formats.number(calls), total: formats.number(of) })}
          {waits_until !== null && Date.parse(waits_until) > now && (
            <> · {t('now.waitsUntil', { at: formats.moment(waits_until, now) })}</>
          )}
        </p>
      ))}
      {stop.error !== null && <FailureNotice error={stop.error} />}
    </>
  );
}

function namesOf(current: readonly string[]): string[] {
  const named = [...new Set(current.filter((name) => name !== ''))];
  return named.length > MOST_NAMES ? [...named.slice(0, MOST_NAMES), '…'] : named;
}
