/** The products that sold most, or those whose sales fell most. */
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
} from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';
import { useOrdersAddress } from '../../state/index.ts';
import { RankingPanel } from './ranking-panel.tsx';

type Product = Overview['topProducts'][number];

interface ProductsPanelProps {
  readonly overview: Overview;
  readonly which: 'topProducts' | 'fallingProducts';
  readonly height: number;
}

export function ProductsPanel({ overview, which, height }: ProductsPanelProps) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { currency } = overview;
  const falling = which === 'fallingProducts';
  const nameOf = ({ name, code }: Product): string => (name === '' ? code : name);
  const ordersAt = useOrdersAddress();
  const ordersOf = (row: Product): string => ordersAt({ product: { id: row.productId, name: nameOf(row) } });
  const lossOf = ({ netSales, previousNetSales }: Product): number => previousNetSales - netSales;
  return (
    <RankingPanel<Product>
      id={falling ? 'falling' : 'top'}
      title={t(`panels.${which}`)}
      nothing={t(`nothing.${which}`)}
      overview={overview}
      rows={overview[which]}
      rowKey={({ productId }) => productId}
      length={falling ? lossOf : ({ netSales }) => netSales}
      height={height}
      tone={falling ? 'reference' : 'accent'}
      columns={[
        { ...textColumn('name', t('columns.product'), nameOf), to: ordersOf },
        textColumn('code', t('columns.code'), ({ code }) => code, 90),
        moneyColumn(formats, currency, 'netSales', t('figures.netSales'), ({ netSales }) => netSales),
        moneyColumn(formats, currency, 'previous', t('columns.previous'), (row) => row.previousNetSales),
        changeColumn(formats, 'change', t('columns.change'), (row) => changeOf(row.netSales, row.previousNetSales)),
        quantityColumn(formats, 'units', t('figures.units'), ({ units }) => units),
        countColumn(formats, 'orders', t('figures.orders'), ({ orders }) => orders),
      ]}
      bar={(row, money) => ({
        name: nameOf(row),
        to: ordersOf(row),
        figure: money(falling ? -lossOf(row) : row.netSales),
        change: <Change ratio={changeOf(row.netSales, row.previousNetSales)} />,
      })}
    />
  );
}
