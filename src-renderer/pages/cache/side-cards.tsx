/** What takes the room: stores, single entries, and when it comes free. */
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CacheOverview, ClearTarget } from '#shared/contract/index.ts';
import { PlainTable, REACHABLE, useNow, useStoreLabel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { formatMemory } from './format-memory.ts';
import { useCacheNames } from './use-cache-names.ts';

const UNKNOWN = '–';

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
          <PlainTable
            labelledBy="cache-stores"
            className="dense"
            columns={[
              { label: t('columns.store') },
              { label: t('columns.requests'), figure: true },
              { label: t('columns.hitRate'), figure: true },
              { label: t('columns.memory'), figure: true },
              { label: t('columns.actions') },
            ]}
          >
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
          </PlainTable>
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
          <PlainTable
            labelledBy="cache-largest"
            className="dense"
            columns={[
              { label: t('columns.key') },
              { label: t('columns.bytes'), figure: true },
              { label: t('columns.hits'), figure: true },
              { label: t('columns.fresh'), figure: true },
            ]}
          >
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
          </PlainTable>
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
      <PlainTable
        labelledBy="cache-expiring"
        className="dense"
        columns={[
          { label: t('columns.within') },
          { label: t('columns.entries'), figure: true },
          { label: t('columns.bytes'), figure: true },
          { label: t('columns.budget'), figure: true },
        ]}
      >
        {expiring.map(({ withinMilliseconds, bytes, entries }) => (
          <tr key={withinMilliseconds}>
            <td>{t('expiring.within', { hours: withinWords(withinMilliseconds, formats.locale) })}</td>
            <td className="figure">{formats.number(entries)}</td>
            <td className="figure">{formatMemory(bytes, formats)}</td>
            <td className="figure">{formats.percent(bytes / budget)}</td>
          </tr>
        ))}
      </PlainTable>
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
