/** Stores in a real table, drawn only where it is in sight: a chain may have hundreds. */
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Store } from '#shared/contract/index.ts';
import { LongTable, useRowsInSight } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { StoreName } from './store-name.tsx';

const COLUMNS = [
  ['name', 280],
  ['code', 120],
  ['city', 130],
  ['region', 155],
  ['timeZone', 165],
  ['currency', 130],
  ['openedOn', 145],
] as const;
/** Fits the smallest window. */
const WIDTH = COLUMNS.reduce((sum, [, width]) => sum + width, 0);
/** Tall enough for any window: rows beyond the window's edge cost little. */
const DRAWN_HEIGHT = 1_400;

export function StoresTable({ stores }: { stores: readonly Store[] }) {
  const { t } = useTranslation('stores');
  const formats = useFormats();
  const box = useRef<HTMLElement>(null);
  const sight = useRowsInSight(box, stores.length, DRAWN_HEIGHT);
  const headings = COLUMNS.map(([name, width]) => (
    <th key={name} scope="col" style={{ width }}>
      {t(`columns.${name}`)}
    </th>
  ));
  return (
    <LongTable
      box={box}
      sight={sight}
      count={stores.length}
      label={t('tableLabel')}
      className="card stores-box"
      width={WIDTH}
      headings={headings}
    >
      {(index, place) => {
        const store = stores[index]!;
        const region = [store.region, store.country].filter((part) => part !== null).join(', ') || '–';
        return (
          <tr key={store.id} {...place}>
            <td>
              <StoreName store={store} />
            </td>
            <td title={store.code}>
              <Link to={`/overview?stores=${store.id}`} aria-label={t('dashboard', { name: store.name })}>
                {store.code}
              </Link>
            </td>
            <td title={store.city ?? undefined}>{store.city ?? '–'}</td>
            <td title={region}>{region}</td>
            <td title={store.timeZone}>{store.timeZone}</td>
            <td>{store.currency ?? t('byOrders')}</td>
            <td>{store.openedOn === null ? '–' : formats.date(store.openedOn)}</td>
          </tr>
        );
      }}
    </LongTable>
  );
}
