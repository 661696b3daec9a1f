/** What runs when, to be changed: ready-made choices or an expression, checked as one types, with the next five runs. */
import { keepPreviousData, skipToken, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button, Input, Select, Skeleton, Switch } from 'antd';
import { useDeferredValue, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduledJob } from '#shared/contract/index.ts';
import { formatError } from '#shared/i18n/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { CHOICES, runWords, scheduleWords, zoneWords } from './schedule-words.ts';

interface Entry {
  readonly job: ScheduledJob;
  readonly expression: string;
  readonly time_zone: string;
  readonly last_run: string | null;
  readonly runs: readonly string[];
}

const LONGEST = 200;
/** Stands for "an expression of one's own" among the choices; no expression can look like it. */
const OWN = 'own';

export function ScheduleCard() {
  const { t } = useTranslation('warmup');
  const schedule = useQuery(useApi().warmup.schedule.queryOptions({ refetchInterval: 60_000 }));
  return (
    <section className="card" aria-labelledby="warmup-schedule">
      <h2 id="warmup-schedule">{t('schedule.heading')}</h2>
      <p className="quiet small">{t('schedule.hint')}</p>
      {schedule.data !== undefined && <EnabledSwitch enabled={schedule.data.enabled} />}
      {schedule.error !== null && <FailureNotice error={schedule.error} onRetry={() => void schedule.refetch()} />}
      {schedule.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {schedule.data !== undefined && (
        <ul className="jobs">
          {schedule.data.entries.map((entry) => (
            <JobEditor key={entry.job} entry={entry} />
          ))}
        </ul>
      )}
    </section>
  );
}

/** Whether any of it runs by itself. */
function EnabledSwitch({ enabled }: { enabled: boolean }) {
  const { t } = useTranslation('warmup');
  const api = useApi();
  const queries = useQueryClient();
  const id = useId();
  const save = useMutation(
    api.warmup.setSchedule.mutationOptions({
      onSuccess(saved) {
        queries.setQueryData(api.warmup.schedule.queryKey(), saved);
        void queries.invalidateQueries({ queryKey: api.warmup.status.key() });
      },
    }),
  );
  return (
    <div className="schedule-enabled">
      <Switch id={id} checked={enabled} loading={save.isPending} onChange={(next) => save.mutate({ enabled: next })} />
      <label htmlFor={id}>{t('schedule.enabled')}</label>
      {!enabled && <span className="quiet small">{t('schedule.disabled')}</span>}
      {save.error !== null && <FailureNotice error={save.error} />}
    </div>
  );
}

function JobEditor({ entry }: { entry: Entry }) {
  const { t } = useTranslation('warmup');
  const { locale, moment } = useFormats();
  const now = useNow(60_000);
  const api = useApi();
  const queries = useQueryClient();
  const { message } = App.useApp();
  const problemId = useId();
  const choiceId = useId();
  const expressionId = useId();
  const { job, time_zone } = entry;
  const name = t(`schedule.jobs.${job}`);

  /** Null: as it is saved. */
  const [typed, setTyped] = useState<string | null>(null);
  const [own, setOwn] = useState(false);
  const expression = typed ?? entry.expression;
  const changed = expression.trim() !== entry.expression;
  const asked = useDeferredValue(expression.trim());
  const preview = useQuery(
    api.warmup.previewSchedule.queryOptions({
      input: changed ? { job, expression: asked } : skipToken,
      staleTime: 10_000,
      placeholderData: keepPreviousData,
    }),
  );
  const save = useMutation(
    api.warmup.setSchedule.mutationOptions({
      onSuccess(saved) {
        queries.setQueryData(api.warmup.schedule.queryKey(), saved);
        void queries.invalidateQueries({ queryKey: api.warmup.status.key() });
        setTyped(null);
        setOwn(false);
        void message.success(t('schedule.saved'));
      },
    }),
  );

  const checked = changed && !preview.isPlaceholderData && asked === expression.trim() ? preview.data : undefined;
  const problem = checked?.problem ? formatError(checked.problem.code, checked.problem.details, locale) : null;
  const runs = changed ? (preview.data?.runs ?? []) : entry.runs;
  const choices = CHOICES[job].includes(entry.expression) ? CHOICES[job] : [entry.expression, ...CHOICES[job]];
  const isOwn = own || !choices.includes(expression);

  return (
    <li className="job" aria-label={name}>
      <div>
        <h3>{name}</h3>
        <p className="quiet small">
          {entry.last_run === null ? t('schedule.neverRan') : t('schedule.last', { at: moment(entry.last_run, now) })}
        </p>
      </div>
      <div className="job-when">
        <div className="field">
          <label htmlFor={choiceId}>
            {t('schedule.choice')} ({zoneWords(job, t)})
          </label>
          <Select<string>
            id={choiceId}
            aria-label={t('schedule.choiceOf', { job: name })}
            value={isOwn ? OWN : expression}
            options={[
              ...choices.map((value) => ({ value, label: scheduleWords(value, t, locale) })),
              { value: OWN, label: t('schedule.own') },
            ]}
            onChange={(value) => {
              setOwn(value === OWN);
              if (value !== OWN) setTyped(value);
            }}
          />
        </div>
        <div className="field">
          <label htmlFor={expressionId}>{t('schedule.expression')}</label>
          <Input
            id={expressionId}
            className="expression"
            aria-label={t('schedule.expressionOf', { job: name })}
            aria-describedby={problemId}
            aria-invalid={problem !== null}
            {...(problem === null ? {} : { status: 'error' as const })}
            placeholder={t('schedule.never')}
            title={t('schedule.expressionHint')}
            maxLength={LONGEST}
            spellCheck={false}
            value={expression}
            onChange={(event) => setTyped(event.target.value)}
            onPressEnter={() =>
              changed && checked?.valid === true && save.mutate({ entries: [{ job, expression: asked }] })
            }
          />
        </div>
        <div className="job-actions">
          <Button
            type="primary"
            aria-label={t('schedule.saveOf', { job: name })}
            disabled={!changed || checked?.valid !== true}
            loading={save.isPending}
            onClick={() => save.mutate({ entries: [{ job, expression: asked }] })}
          >
            {t('schedule.save')}
          </Button>
          <Button
            aria-label={t('schedule.undoOf', { job: name })}
            disabled={!changed && !own}
            onClick={() => {
              setTyped(null);
              setOwn(false);
            }}
          >
            {t('schedule.undo')}
          </Button>
        </div>
        <p id={problemId} className={problem === null ? 'quiet small' : 'job-problem small'} role="status">
          {problem === null
            ? changed && checked === undefined
              ? t('schedule.checking')
              : scheduleWords(expression, t, locale)
            : `${problem.sentence} ${problem.wayOut}`}
        </p>
        {save.error !== null && <FailureNotice error={save.error} />}
        {preview.error !== null && <FailureNotice error={preview.error} />}
      </div>
      <div>
        <p className="quiet small" id={`${problemId}-runs`}>
          {t('schedule.nextRuns')}
        </p>
        <ol className="next-runs" aria-labelledby={`${problemId}-runs`} aria-busy={preview.isPlaceholderData}>
          {runs.map((at) => (
            <li key={at}>{runWords(at, time_zone, t, locale)}</li>
          ))}
          {runs.length === 0 && <li className="quiet">{t('schedule.noRuns')}</li>}
        </ol>
      </div>
    </li>
  );
}
