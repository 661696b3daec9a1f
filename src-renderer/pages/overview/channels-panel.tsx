/** Through which channels the sales came. */
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import {
  Change,
  changeColumn,
  changeOf,
  countColumn,
  moneyColumn,
  ratioColumn,
  textColumn,
} from '../../components/index.ts';
import { useFormats, useSourceName } from '../../i18n/index.ts';
import { useOrdersAddress } from '../../state/index.ts';
import { RankingPanel } from './ranking-panel.tsx';

type Channel = Overview['channels'][number];

export function ChannelsPanel({ overview, height }: { overview: Overview; height: number }) {
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { currency, channels } = overview;
  const whole = overview.totals.current.netSales;
  const sourceName = useSourceName();
  const ordersAt = useOrdersAddress();
  const nameOf = ({ channel }: Channel): string => sourceName(channel);
  const ordersOf = ({ channel }: Channel): string => ordersAt({ channel });
  const shareOf = ({ netSales }: Channel): number | null => (whole === 0 ? null : netSales / whole);
  return (
    <RankingPanel<Channel>
      id="channels"
      title={t('panels.channels')}
      nothing={t('nothing.channels')}
      overview={overview}
      rows={channels}
      rowKey={({ channel }) => channel}
      length={({ netSales }) => netSales}
      height={height}
      columns={[
        { ...textColumn('channel', t('columns.channel'), nameOf), to: ordersOf },
        moneyColumn(formats, currency, 'netSales', t('figures.netSales'), ({ netSales }) => netSales),
        ratioColumn(formats, 'share', t('columns.share'), shareOf),
        countColumn(formats, 'orders', t('figures.orders'), ({ orders }) => orders),
        moneyColumn(formats, currency, 'previous', t('columns.previous'), (row) => row.previousNetSales),
        changeColumn(formats, 'change', t('columns.change'), (row) => changeOf(row.netSales, row.previousNetSales)),
      ]}
      bar={(row, money) => ({
        name: nameOf(row),
        to: ordersOf(row),
        figure: `${money(row.netSales)} · ${formats.percent(shareOf(row) ?? 0)}`,
        change: <Change ratio={changeOf(row.netSales, row.previousNetSales)} />,
      })}
    />
  );
}
