/** A ranking of channels, products or stores: bars to look at, all of it as a table behind. */
import { useTranslation } from 'react-i18next';
import type { Overview } from '#shared/contract/index.ts';
import { RankedBars, type RankedRow } from '../../charts/index.ts';
import { type Column, Panel } from '../../components/index.ts';
import { useFormats } from '../../i18n/index.ts';

interface RankingPanelProps<Row> {
  readonly id: string;
  readonly title: string;
  readonly nothing: string;
  readonly overview: Overview;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string | number;
  /** `money` words all amounts of the list alike. */
  readonly bar: (row: Row, money: (count: number) => string) => Omit<RankedRow, 'key' | 'share'>;
  /** What the bar's length stands for; the longest fills the track. */
  readonly length: (row: Row) => number;
  readonly height: number;
  readonly tone?: 'accent' | 'reference';
}

export function RankingPanel<Row extends object>(props: RankingPanelProps<Row>) {
  const { id, title, nothing, overview, rows, columns, rowKey, bar, length, height, tone } = props;
  const { t } = useTranslation('overview');
  const formats = useFormats();
  const { range, freshness } = overview;
  const longest = rows.reduce((most, row) => Math.max(most, length(row)), 0);
  const money = formats.listMoney(longest, overview.currency);
  return (
    <Panel
      id={id}
      title={title}
      note={rows.length === 0 ? null : t('rowCount', { count: rows.length })}
      table={{ name: `mendian-${id}-${range.from}-${range.to}`, columns, rows, rowKey }}
      freshness={freshness}
      height={height}
      nothing={nothing}
    >
      <RankedBars
        label={title}
        height={height}
        {...(tone === undefined ? {} : { tone })}
        rows={rows.map((row) => ({
          key: rowKey(row),
          share: longest === 0 ? 0 : length(row) / longest,
          ...bar(row, money),
        }))}
      />
    </Panel>
  );
}
