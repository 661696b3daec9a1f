/** Which stores are warmed first, and why. */
import { useQuery } from '@tanstack/react-query';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useApi } from '../../api/index.ts';
import { FailureNotice, REACHABLE, useNow, useStoreLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

/** Kinds named: the rest hardly counts. */
const MOST_KINDS = 3;

export function HotCard() {
  const { t } = useTranslation('warmup');
  const formats = useFormats();
  const storeOf = useStoreLabel();
  const now = useNow(60_000);
  const hot = useQuery(useApi().warmup.hot.queryOptions({ input: { limit: 50 }, refetchInterval: 30_000 }));
  const { data } = hot;
  return (
    <section className="card" aria-labelledby="warmup-hot">
      <h2 id="warmup-hot">{t('hot.heading')}</h2>
      {hot.error !== null && <FailureNotice error={hot.error} onRetry={() => void hot.refetch()} />}
      {hot.isPending && <Skeleton active title={false} paragraph={{ rows: 6 }} />}
      {data !== undefined && data.stores.length === 0 && <p className="quiet">{t('hot.none')}</p>}
      {data !== undefined && data.stores.length > 0 && (
        <>
          <p className="quiet small">
            {t('hot.hint', {
              minutes: formats.number(data.window_seconds / 60),
              at: formats.moment(data.expected_at, now),
            })}
          </p>
          <div className="hot-box" {...REACHABLE}>
            <table className="plain-table dense" aria-labelledby="warmup-hot">
              <thead>
                <tr>
                  <th scope="col">{t('hot.store')}</th>
                  <th scope="col">{t('hot.score')}</th>
                  <th scope="col">{t('hot.why')}</th>
                  <th scope="col" className="figure">
                    {t('hot.requests')}
                  </th>
                  <th scope="col" className="figure">
                    {t('hot.expected')}
                  </th>
                  <th scope="col">{t('hot.kinds')}</th>
                </tr>
              </thead>
              <tbody>
                {data.stores.map(({ store_id, name, score, why, requests, expected, kinds }) => (
                  <tr key={store_id}>
                    <td>{storeOf(store_id, name)}</td>
                    <td>
                      <span className="heat" title={formats.percent(score)}>
                        <span style={{ width: `${Math.min(1, score) * 100}%` }} />
                        <span className="visually-hidden">{formats.percent(score)}</span>
                      </span>
                    </td>
                    <td>{why.map((one) => t(`hot.whys.${one}`)).join(', ')}</td>
                    <td className="figure">{formats.number(Math.round(requests))}</td>
                    <td className="figure">{formats.number(Math.round(expected * 10) / 10)}</td>
                    <td className="quiet">
                      {kinds
                        .slice(0, MOST_KINDS)
                        .map(({ kind }) => t(`hot.kindNames.${kind}`))
                        .join(', ')}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
