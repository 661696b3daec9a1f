/** Stores in a real table, drawn only where it is in sight: a chain may have hundreds. */
import { type CSSProperties, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Store } from '#shared/contract/index.ts';
import { useRowsInSight } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { StoreName } from './store-name.tsx';

const COLUMNS = [
  ['name', 300],
  ['code', 130],
  ['city', 140],
  ['region', 160],
  ['timeZone', 180],
  ['currency', 140],
  ['openedOn', 130],
] as const;
const WIDTH = COLUMNS.reduce((sum, [, width]) => sum + width, 0);
/** Tall enough for any window: rows beyond the window's edge cost little. */
const DRAWN_HEIGHT = 1_400;
/** What scrolls must be reachable without a mouse. */
const REACHABLE = { tabIndex: 0 } as const;

export function StoresTable({ stores }: { stores: readonly Store[] }) {
  const { t } = useTranslation('stores');
  const formats = useFormats();
  const box = useRef<HTMLElement>(null);
  const { first, end } = useRowsInSight(box, stores.length, DRAWN_HEIGHT);
  return (
    <section ref={box} className="card table-box stores-box" aria-label={t('tableLabel')} {...REACHABLE}>
      <table className="data-table" aria-rowcount={stores.length + 1} style={{ minWidth: WIDTH }}>
        <thead>
          <tr aria-rowindex={1}>
            {COLUMNS.map(([name, width]) => (
              <th key={name} scope="col" style={{ width }}>
                {t(`columns.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <Spacer rows={first} />
          {stores.slice(first, end).map((store, index) => (
            <tr key={store.id} aria-rowindex={first + index + 2}>
              <td>
                <StoreName store={store} />
              </td>
              <td>
                <Link to={`/overview?stores=${store.id}`} aria-label={t('dashboard', { name: store.name })}>
                  {store.code}
                </Link>
              </td>
              <td>{store.city ?? '–'}</td>
              <td>{[store.region, store.country].filter((part) => part !== null).join(', ') || '–'}</td>
              <td>{store.timeZone}</td>
              <td>{store.currency ?? t('byOrders')}</td>
              <td>{store.openedOn === null ? '–' : formats.date(store.openedOn)}</td>
            </tr>
          ))}
          <Spacer rows={stores.length - end} />
        </tbody>
      </table>
    </section>
  );
}

/** Stands for the rows out of sight, so that the scrollbar knows of them. */
function Spacer({ rows }: { rows: number }) {
  if (rows === 0) return null;
  return (
    <tr className="table-spacer" style={{ '--rows': rows } as CSSProperties}>
      <td colSpan={COLUMNS.length} />
    </tr>
  );
}
