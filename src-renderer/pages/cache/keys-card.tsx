/** Keys that were asked for lately, those that were not there first; each leads to why. The list stands still until asked anew. */
import { SearchOutlined } from '@ant-design/icons';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Button, Input, Select, Skeleton } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CacheLevel, cacheLevel } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, REACHABLE, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { eventWords } from './event-words.ts';
import { useCacheNames } from './use-cache-names.ts';

const MOST = 200;
const LONGEST_SEARCH = 200;

export function KeysCard({ onExplain }: { onExplain: (key: string) => void }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const names = useCacheNames();
  const now = useNow(60_000);
  const [typed, setTyped] = useState('');
  const [level, setLevel] = useState<CacheLevel | 'all'>('all');
  const search = useDeferredValue(typed.trim());
  const asked = useQuery(
    useApi().cache.keys.queryOptions({
      input: { search, limit: MOST, ...(level === 'all' ? {} : { level }) },
      staleTime: 0,
      placeholderData: keepPreviousData,
    }),
  );
  const keys = asked.data?.keys;
  return (
    <section className="card" aria-labelledby="cache-keys">
      <header className="card-header">
        <h2 id="cache-keys">{t('sections.keys')}</h2>
        <span className="actions">
          <Select<CacheLevel | 'all'>
            className="level-choice"
            aria-label={t('keys.level')}
            value={level}
            options={[
              { value: 'all', label: t('keys.all') },
              ...cacheLevel.options.map((value) => ({ value, label: names.level(value) })),
            ]}
            onChange={setLevel}
          />
          <Input
            className="key-search"
            prefix={<SearchOutlined aria-hidden="true" />}
            aria-label={t('keys.search')}
            placeholder={t('keys.search')}
            allowClear
            maxLength={LONGEST_SEARCH}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
          <Button loading={asked.isFetching && !asked.isPending} onClick={() => void asked.refetch()}>
            {t('refresh')}
          </Button>
        </span>
      </header>
      <p className="quiet small">{t('keys.hint')}</p>
      {asked.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {asked.error !== null && <FailureNotice error={asked.error} onRetry={() => void asked.refetch()} />}
      {keys?.length === 0 && (
        <p className="quiet">
          {search === '' ? t('keys.none') : t('keys.noneFound')}{' '}
          {search !== '' && (
            <Button type="link" size="small" onClick={() => onExplain(search)}>
              {t('keys.other', { key: search })}
            </Button>
          )}
        </p>
      )}
      {keys !== undefined && keys.length > 0 && (
        <section className="tall-box" aria-label={t('keys.label')} aria-busy={asked.isPlaceholderData} {...REACHABLE}>
          <table className="plain-table dense" aria-label={t('keys.label')}>
            <thead>
              <tr>
                <th scope="col">{t('columns.key')}</th>
                <th scope="col">{t('columns.level')}</th>
                <th scope="col" className="figure">
                  {t('columns.misses')}
                </th>
                <th scope="col" className="figure">
                  {t('columns.hits')}
                </th>
                <th scope="col">{t('columns.outcome')}</th>
                <th scope="col" className="figure">
                  {t('columns.lastAsked')}
                </th>
              </tr>
            </thead>
            <tbody>
              {keys.map(({ key, level: of, misses, hits, lastOutcome, lastAskedAt }) => (
                <tr key={key}>
                  <td>
                    <button
                      type="button"
                      className="key"
                      aria-label={t('keys.open', { key })}
                      onClick={() => onExplain(key)}
                    >
                      {key}
                    </button>{' '}
                    <span className="quiet">{names.family(key)}</span>
                  </td>
                  <td>{names.level(of)}</td>
                  <td className={`figure ${misses > 0 ? 'warning-text' : 'quiet'}`}>{formats.number(misses)}</td>
                  <td className="figure">{formats.number(hits)}</td>
                  <td>{eventWords(lastOutcome, t)}</td>
                  <td className="figure">{formats.moment(lastAskedAt, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </section>
  );
}
