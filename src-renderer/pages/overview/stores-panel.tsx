/** The stores of the scope, the best first. */
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import {
  Change,
  changeColumn,
  changeOf,
  countColumn,
  moneyColumn,
  quantityColumn,
  textColumn,
  useStoreLabel,
} from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useOrdersAddress } from '../../state/index.ts';
import { averageOrderOf } from './figures.ts';
import { RankingPanel } from './ranking-panel.tsx';

type StoreRow = Overview['stores'][number];

export function StoresPanel({ overview, height }: { overview: Overview; height: number }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { currency, stores } = overview;
  const storeOf = useStoreLabel();
  const ordersAt = useOrdersAddress();
  const nameOf = ({ storeId, name }: StoreRow): string => storeOf(storeId, name);
  const ordersOf = ({ storeId }: StoreRow): string => ordersAt({ stores: [storeId] });
  return (
    <RankingPanel<StoreRow>
      id="stores"
      title={t('panels.stores')}
      nothing={t('nothing.stores')}
      overview={overview}
      rows={stores}
      rowKey={({ storeId }) => storeId}
      length={({ netSales }) => netSales}
      height={height}
      columns={[
        { ...textColumn('name', t('columns.store'), nameOf), to: ordersOf },
        moneyColumn(formats, currency, 'netSales', t('figures.netSales'), ({ netSales }) => netSales),
        moneyColumn(formats, currency, 'previous', t('columns.previous'), (row) => row.previousNetSales),
        changeColumn(formats, 'change', t('columns.change'), (row) => changeOf(row.netSales, row.previousNetSales)),
        countColumn(formats, 'orders', t('figures.orders'), ({ orders }) => orders),
        moneyColumn(formats, currency, 'averageOrder', t('figures.averageOrder'), averageOrderOf),
        quantityColumn(formats, 'units', t('figures.units'), ({ units }) => units),
        moneyColumn(formats, currency, 'grossProfit', t('figures.grossProfit'), ({ grossProfit }) => grossProfit),
      ]}
      bar={(row, money) => ({
        name: nameOf(row),
        to: ordersOf(row),
        figure: money(row.netSales),
        change: <Change ratio={changeOf(row.netSales, row.previousNetSales)} />,
      })}
    />
  );
}
