/** What takes the room: stores, single entries, and when it comes free. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CacheOverview, ClearTarget } from '#shared/contract/index.ts';
import { useNow, useStoreLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMemory } from './format-memory.ts';
import { useCacheNames } from './use-cache-names.ts';

const UNKNOWN = '–';
/** What scrolls must be reachable without a mouse. */
const REACHABLE = { tabIndex: 0 } as const;

interface StoresCardProps {
  readonly stores: CacheOverview['stores'];
  onClear(target: ClearTarget): void;
}

export function CachedStoresCard({ stores, onClear }: StoresCardProps) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const storeOf = useStoreLabel();
  return (
    <section className="card" aria-labelledby="cache-stores">
      <h2 id="cache-stores">{t('sections.stores')}</h2>
      {stores.length === 0 ? (
        <p className="quiet">{t('stores.none')}</p>
      ) : (
        <div className="tall-box" {...REACHABLE}>
          <table className="plain-table dense" aria-labelledby="cache-stores">
            <thead>
              <tr>
                <th scope="col">{t('columns.store')}</th>
                <th scope="col" className="figure">
                  {t('columns.requests')}
                </th>
                <th scope="col" className="figure">
                  {t('columns.hitRate')}
                </th>
                <th scope="col" className="figure">
                  {t('columns.memory')}
                </th>
                <th scope="col">{t('columns.actions')}</th>
              </tr>
            </thead>
            <tbody>
              {stores.map(({ storeId, name, requests, hitRate, memoryBytes }) => (
                <tr key={storeId}>
                  <td>{storeOf(storeId, name)}</td>
                  <td className="figure">{formats.number(requests)}</td>
                  <td className="figure">{hitRate === null ? UNKNOWN : formats.percent(hitRate)}</td>
                  <td className="figure">{formatMemory(memoryBytes, formats)}</td>
                  <td>
                    <Button
                      size="small"
                      aria-label={t('clear.rowNamed', { name: storeOf(storeId, name) })}
                      onClick={() => onClear({ what: 'store', storeId })}
                    >
                      {t('clear.row')}
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

interface LargestCardProps {
  readonly largest: CacheOverview['largest'];
  onExplain(key: string): void;
}

export function LargestCard({ largest, onExplain }: LargestCardProps) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  const names = useCacheNames();
  const now = useNow(60_000);
  return (
    <section className="card" aria-labelledby="cache-largest">
      <h2 id="cache-largest">{t('sections.largest')}</h2>
      {largest.length === 0 ? (
        <p className="quiet">{t('largest.none')}</p>
      ) : (
        <div className="tall-box" {...REACHABLE}>
          <table className="plain-table dense" aria-labelledby="cache-largest">
            <thead>
              <tr>
                <th scope="col">{t('columns.key')}</th>
                <th scope="col" className="figure">
                  {t('columns.bytes')}
                </th>
                <th scope="col" className="figure">
                  {t('columns.hits')}
                </th>
                <th scope="col" className="figure">
                  {t('columns.fresh')}
                </th>
              </tr>
            </thead>
            <tbody>
              {largest.map(({ key, bytes, hits, freshUntil }) => (
                <tr key={key}>
                  <td title={names.family(key)}>
                    <button type="button" className="key" onClick={() => onExplain(key)}>
                      {key}
                    </button>
                  </td>
                  <td className="figure">{formatMemory(bytes, formats)}</td>
                  <td className="figure">{formats.number(hits)}</td>
                  <td className="figure">{formats.moment(freshUntil, now)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

export function ExpiringCard({ expiring, budget }: { expiring: CacheOverview['expiring']; budget: number }) {
  const { t } = useTranslation('cache');
  const formats = useFormats();
  return (
    <section className="card" aria-labelledby="cache-expiring">
      <h2 id="cache-expiring">{t('sections.expiring')}</h2>
      <table className="plain-table dense" aria-labelledby="cache-expiring">
        <thead>
          <tr>
            <th scope="col">{t('columns.within')}</th>
            <th scope="col" className="figure">
              {t('columns.entries')}
            </th>
            <th scope="col" className="figure">
              {t('columns.bytes')}
            </th>
            <th scope="col" className="figure">
              {t('columns.budget')}
            </th>
          </tr>
        </thead>
        <tbody>
          {expiring.map(({ withinMilliseconds, bytes, entries }) => (
            <tr key={withinMilliseconds}>
              <td>{t('expiring.within', { hours: withinWords(withinMilliseconds, formats.locale) })}</td>
              <td className="figure">{formats.number(entries)}</td>
              <td className="figure">{formatMemory(bytes, formats)}</td>
              <td className="figure">{formats.percent(bytes / budget)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet small">{t('expiring.note')}</p>
    </section>
  );
}

const HOUR = 3_600_000;

/** Hours up to a day, days beyond. */
function withinWords(milliseconds: number, locale: string): string {
  const hours = Math.round(milliseconds / HOUR);
  const [unit, value] = hours > 24 ? (['day', Math.round(hours / 24)] as const) : (['hour', hours] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(value);
}
