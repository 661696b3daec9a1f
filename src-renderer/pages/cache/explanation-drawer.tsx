/** Why a key was a miss: in short, where it is now tier by tier, what happened to it, and what it depends on. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { Button, Drawer, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CacheExplanation, ClearTarget } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, useNow } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { detailWords, eventWords } from './event-words.ts';
import { formatMemory } from './format-memory.ts';
import { inShort } from './in-short.ts';
import { useCacheNames } from './use-cache-names.ts';

interface ExplanationDrawerProps {
  /** Null: closed. */
  readonly explained: string | null;
  onClose(): void;
  onClear(target: ClearTarget): void;
}

export function ExplanationDrawer({ explained, onClose, onClear }: ExplanationDrawerProps) {
  const { t } = useTranslation('cache');
  const query = useQuery(
    useApi().cache.explain.queryOptions({
      input: explained === null ? skipToken : { key: explained },
      staleTime: 0,
      gcTime: 0,
    }),
  );
  const { data, error } = query;
  return (
    <Drawer
      open={explained !== null}
      onClose={onClose}
      size="min(720px, 96vw)"
      title={t('explain.title')}
      closable={{ 'aria-label': t('explain.close') }}
      destroyOnHidden
      extra={
        <span className="actions">
          <Button loading={query.isFetching && data !== undefined} onClick={() => void query.refetch()}>
            {t('explain.again')}
          </Button>
          <Button
            disabled={explained === null}
            onClick={() => explained !== null && onClear({ what: 'key', key: explained })}
          >
            {t('explain.clear')}
          </Button>
        </span>
      }
    >
      {error !== null && <FailureNotice error={error} onRetry={() => void query.refetch()} />}
      {data === undefined && error === null && <Skeleton active paragraph={{ rows: 10 }} />}
      {data !== undefined && <Explanation explanation={data} onClear={onClear} />}
    </Drawer>
  );
}

interface ExplanationProps {
  readonly explanation: CacheExplanation;
  onClear(target: ClearTarget): void;
}

function Explanation({ explanation, onClear }: ExplanationProps) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const names = useCacheNames();
  const now = useNow(60_000);
  const { key, level, places, events, tags, frequency } = explanation;
  const { next, cause } = inShort(places);
  return (
    <div className="explanation">
      <p>
        <code className="key">{key}</code>{' '}
        <span className="quiet">
          {names.family(key)}
          {level !== null && ` · ${names.level(level)}`}
        </span>
      </p>
      <p className="in-short">
        <strong>{t('explain.inShort')}:</strong> {t(`explain.short.${next}`)}{' '}
        {cause !== null && t(`explain.cause.${cause}`)}
      </p>

      <h3 id="explain-places">{t('explain.places')}</h3>
      <Places places={places} now={now} />

      <h3 id="explain-events">{t('explain.events')}</h3>
      {events.length === 0 ? (
        <p className="quiet">{t('explain.noEvents')}</p>
      ) : (
        <ol className="events" aria-labelledby="explain-events">
          {events.map((event, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the same may have happened twice at once
            <li key={index} className={`event-${event.event}`}>
              <time dateTime={event.at}>{exactly(event.at, formats.locale)}</time>
              <span>
                {eventWords(event.event, t)} <span className="quiet">{detailWords(event, t, formats.locale)}</span>
              </span>
            </li>
          ))}
        </ol>
      )}

      <h3 id="explain-tags">{t('explain.tags')}</h3>
      <p className="quiet small">{tags.length === 0 ? t('explain.noTags') : t('explain.tagsHint')}</p>
      {tags.length > 0 && (
        <ul className="tags" aria-labelledby="explain-tags">
          {tags.map(({ tag, invalidatedAt }) => (
            <li key={tag}>
              <code>{tag}</code>
              <span className="quiet">
                {invalidatedAt === null
                  ? t('explain.unchanged')
                  : t('explain.changedAt', { at: formats.moment(invalidatedAt, now) })}
              </span>
              <Button
                size="small"
                type="text"
                aria-label={t('explain.clearTag', { tag })}
                onClick={() => onClear({ what: 'tag', tag })}
              >
                {t('clear.open')}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <p className="quiet small">{t('explain.frequency', { frequency })}</p>
    </div>
  );
}

function Places({ places, now }: { places: CacheExplanation['places']; now: number }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const moment = (at: string | null): string => (at === null ? '–' : formats.moment(at, now));
  return (
    <table className="plain-table dense" aria-labelledby="explain-places">
      <thead>
        <tr>
          <th scope="col">{t('columns.tier')}</th>
          <th scope="col">{t('columns.state')}</th>
          <th scope="col" className="figure">
            {t('columns.bytes')}
          </th>
          <th scope="col" className="figure">
            {t('explain.born')}
          </th>
          <th scope="col" className="figure">
            {t('explain.freshUntil')}
          </th>
        </tr>
      </thead>
      <tbody>
        {places.map(({ tier, found, reason, bytes, bornAt, freshUntil }) => (
          <tr key={tier}>
            <td>{t(`tiers.${tier}`)}</td>
            <td>
              <span className={`state-tag ${found ? 'is-good' : 'is-quiet'}`}>
                <span aria-hidden="true">{found ? '✓' : '–'}</span> {t(`explain.reasons.${reason}`)}
              </span>
            </td>
            <td className="figure">{bytes === null ? '–' : formatMemory(bytes, formats)}</td>
            <td className="figure">{moment(bornAt)}</td>
            <td className="figure">{moment(freshUntil)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** To the second: several things happen within a minute. */
function exactly(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(new Date(at));
}
