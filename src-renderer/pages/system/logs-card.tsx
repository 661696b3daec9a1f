/** The newest log lines, redacted by the engine; those of one trace id when staff have given it to IT. */
import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useApi } from '../../api/index.ts';
import { FailureNotice, REACHABLE } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { isAtLeast, LEVELS, type Level } from './log-levels.ts';

/** As many as the engine gives at once: a level may be rare among them. */
const LINES = 1_000;
/** Rows on the page. */
const SHOWN = 200;
const LONGEST_TRACE_ID = 64;

export function LogsCard() {
  const { t } = useTranslation('system');
  const { locale } = useFormats();
  const [params, setParams] = useSearchParams();
  const [level, setLevel] = useState<Level>('debug');
  const given = params.get('trace') ?? '';
  const traceId = useDeferredValue(given.trim().slice(0, LONGEST_TRACE_ID));
  const logs = useQuery(
    useApi().system.logs.queryOptions({
      input: { limit: LINES, ...(traceId === '' ? {} : { traceId }) },
      // Each look asks anew: lines are written without an event.
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const whyNone = traceId !== '' ? 'noneOfTrace' : level === 'debug' ? 'none' : 'noneOfLevel';
  const only = (trace: string): void =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (trace === '') next.delete('trace');
        else next.set('trace', trace);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const time = new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'short',
    timeStyle: 'medium',
  });
  const lines = logs.data?.lines.filter((line) => isAtLeast(line.level, level)).slice(0, SHOWN);
  return (
    <section className="card system-wide" aria-labelledby="system-logs">
      <header className="card-header">
        <h2 id="system-logs">{t('logs.heading')}</h2>
        <span className="actions">
          <Select<Level>
            className="level-filter"
            aria-label={t('logs.level')}
            value={level}
            options={LEVELS.map((value) => ({ value, label: t(`logs.atLeast.${value}`) }))}
            onChange={setLevel}
          />
          <Input
            className="trace-filter"
            prefix={<SearchOutlined aria-hidden="true" />}
            aria-label={t('logs.filterHint')}
            placeholder={t('logs.filter')}
            allowClear
            maxLength={LONGEST_TRACE_ID}
            value={given}
            onChange={(event) => only(event.target.value)}
          />
          <Button loading={logs.isFetching && !logs.isPending} onClick={() => void logs.refetch()}>
            {t('logs.refresh')}
          </Button>
        </span>
      </header>
      {logs.isPending && <Skeleton active title={false} paragraph={{ rows: 8 }} />}
      {logs.error !== null && <FailureNotice error={logs.error} onRetry={() => void logs.refetch()} />}
      {lines?.length === 0 && <p className="quiet">{t(`logs.${whyNone}`)}</p>}
      {lines !== undefined && lines.length > 0 && (
        <section className="logs-box" aria-label={t('logs.label')} {...REACHABLE}>
          <table className="plain-table logs-table">
            <thead>
              <tr>
                <th scope="col">{t('logs.at')}</th>
                <th scope="col">{t('logs.level')}</th>
                <th scope="col">{t('logs.message')}</th>
                <th scope="col">{t('logs.trace')}</th>
                <th scope="col">{t('logs.details')}</th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: two lines may be the same in everything
                <tr key={index} className={`log-${line.level}`}>
                  <td>{time.format(new Date(line.at))}</td>
                  <td>{line.level}</td>
                  <td>{line.message}</td>
                  <td>
                    {line.traceId !== null && (
                      <Button
                        type="link"
                        size="small"
                        aria-label={t('logs.only', { id: line.traceId })}
                        onClick={() => only(line.traceId ?? '')}
                      >
                        {line.traceId}
                      </Button>
                    )}
                  </td>
                  <td className="log-details">{line.details}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
