/** A chart with the table behind it: one of the two is shown, both have the same rows, and the table can be taken along. */
import { BarChartOutlined, TableOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '#shared/contract/index.ts';
import type { TableData } from './columns.ts';
import { DataTable } from './data-table.tsx';
import { ExportMenu } from './export-menu.tsx';
import { FreshnessLine } from './freshness-line.tsx';
import { useShownAsTable } from './use-shown-as-table.ts';

interface PanelProps<Row> {
  /** Names the panel in the address. */
  readonly id: string;
  readonly title: string;
  /** What the chart shows beside its title: its legend, or how many there are. */
  readonly note?: ReactNode;
  readonly table: TableData<Row>;
  /** Without it the panel says nothing about its age: the page does, for all of them. */
  readonly freshness?: Freshness;
  /** Height of the chart or table in pixels. */
  readonly height: number;
  /** Said instead of a chart without rows. */
  readonly nothing: string;
  readonly children: ReactNode;
}

export function Panel<Row extends object>(props: PanelProps<Row>) {
  const { id, title, note, table, freshness, height, nothing, children } = props;
  const { t } = useTranslation();
  const titleId = useId();
  const [asTable, setAsTable] = useShownAsTable(id);
  return (
    <section className={`panel panel-${id}`} aria-labelledby={titleId}>
      <header className="panel-header">
        <h2 id={titleId}>{title}</h2>
        <div className="panel-note">{note}</div>
        <Button
          className="no-print"
          size="small"
          type="text"
          aria-pressed={asTable}
          aria-label={`${t('table.show')}: ${title}`}
          title={asTable ? t('table.chart') : t('table.show')}
          icon={asTable ? <BarChartOutlined /> : <TableOutlined />}
          onClick={() => setAsTable(!asTable)}
        />
        <ExportMenu table={table} title={title} />
      </header>
      <div className="panel-body" style={{ height }}>
        {table.rows.length === 0 ? (
          <p className="panel-nothing">{nothing}</p>
        ) : asTable ? (
          <DataTable table={table} label={title} height={height} />
        ) : (
          children
        )}
      </div>
      {freshness !== undefined && (
        <footer>
          <FreshnessLine freshness={freshness} />
        </footer>
      )}
    </section>
  );
}
