/** What sync did, in words, the newest first. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { ShopStatus } from '#shared/contract/index.ts';
import { useApi } from '../../api/index.ts';
import { FailureNotice, REACHABLE, useNow } from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { logSentence } from './log-words.ts';
import { LOG_LOOKS } from './state-looks.ts';

const LINES = 60;

export function LogCard({ shops }: { shops: readonly ShopStatus[] }) {
  const { t } = useTranslation('sync');
  const formats = useFormats();
  const now = useNow(30_000);
  const sourceName = useSourceName();
  const log = useInfiniteQuery(
    useApi().sync.log.infiniteOptions({
      input: (before: number | undefined) => ({ limit: LINES, ...(before === undefined ? {} : { before }) }),
      initialPageParam: undefined as number | undefined,
      getNextPageParam: ({ lines }) => (lines.length < LINES ? undefined : lines.at(-1)?.id),
    }),
  );
  const lines = log.data?.pages.flatMap((page) => page.lines);
  return (
    <section className="card log-card" aria-labelledby="sync-log">
      <h2 id="sync-log">{t('logHeading')}</h2>
      {log.error !== null && <FailureNotice error={log.error} onRetry={() => void log.refetch()} />}
      {log.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {lines?.length === 0 && <p className="quiet">{t('logNone')}</p>}
      {lines !== undefined && lines.length > 0 && (
        <div className="log-box" {...REACHABLE}>
          <ol className="log-lines">
            {lines.map((line) => {
              const shop = shops.find(({ shopId }) => shopId === line.shopId);
              const { tag, sign } = LOG_LOOKS[line.level];
              return (
                <li key={line.id}>
                  <time className="figure quiet" dateTime={line.at}>
                    {formats.moment(line.at, now)}
                  </time>
                  <span className={`state-tag ${tag}`} role="img" aria-label={t(`logLevels.${line.level}`)}>
                    {sign}
                  </span>
                  <span>
                    {logSentence(line, { t, formats, platform: sourceName(shop?.platform ?? '') })}
                    {shop !== undefined && <span className="quiet"> · {shop.title}</span>}
                  </span>
                </li>
              );
            })}
          </ol>
          {log.hasNextPage && (
            <Button type="link" loading={log.isFetchingNextPage} onClick={() => void log.fetchNextPage()}>
              {t('logMore')}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}
