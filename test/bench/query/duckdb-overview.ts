/** The overview as a careful person would ask DuckDB for it: one grouped pass over the raw rows for each panel, prepared. */
import type { DuckDBConnection, DuckDBPreparedStatement } from '@duckdb/node-api';

export interface RawQuestion {
  /** Null: all stores. */
  readonly stores: readonly number[] | null;
  readonly from: number;
  readonly to: number;
}

const NET = 'sum(gross_sales - refunds)';
const SUMS = `sum(quantity), sum(gross_sales), sum(refunds), sum(cost), sum(gross_sales - refunds) FILTER (cost IS NOT NULL),
  count(cost), sum(delivery_cost), sum(platform_fee)`;
const CURRENT = 'business_date >= $from';
const MOVEMENT = `count(DISTINCT order_id) FILTER (${CURRENT}) AS orders, sum(quantity) FILTER (${CURRENT}) AS units,
  ${NET} FILTER (${CURRENT}) AS net, ${NET} FILTER (business_date < $from) AS previous`;
const BOTH = 'business_date BETWEEN $from - ($to - $from + 1) AND $to';

export const PANELS = {
  totals: `SELECT ${CURRENT}, count(DISTINCT order_id), ${SUMS} FROM line WHERE ${BOTH} AND STORES GROUP BY 1`,
  weekdays: `SELECT count(DISTINCT order_id), ${SUMS} FROM line
    WHERE business_date BETWEEN $from - 7 * (($to - $from + 7) // 7) AND $to - 7 * (($to - $from + 7) // 7) AND STORES`,
  trend: `SELECT business_date, count(DISTINCT order_id), ${NET}, sum(refunds) FROM line
    WHERE ${BOTH} AND STORES GROUP BY 1 ORDER BY 1`,
  hours: `SELECT local_minute // 60, ${MOVEMENT} FROM line WHERE ${BOTH} AND STORES GROUP BY 1 ORDER BY 1`,
  channels: `SELECT channel_id, ${MOVEMENT} FROM line WHERE ${BOTH} AND STORES GROUP BY 1 ORDER BY net DESC`,
  products: `WITH p AS MATERIALIZED (SELECT product_id, ${MOVEMENT} FROM line WHERE ${BOTH} AND STORES GROUP BY 1)
    (SELECT * FROM p ORDER BY net DESC NULLS LAST LIMIT 10)
    UNION ALL (SELECT * FROM p ORDER BY coalesce(net, 0) - coalesce(previous, 0) LIMIT 10)`,
  stores: `SELECT store_id, ${MOVEMENT}, sum(cost) FILTER (${CURRENT}) FROM line WHERE ${BOTH} AND STORES
    GROUP BY 1 ORDER BY net DESC`,
} as const;

export type Panel = keyof typeof PANELS;

export interface RawOverview {
  /** Runs the panels one after another and gives their rows. */
  run(panels?: readonly Panel[]): Promise<Map<Panel, unknown[][]>>;
}

/** Prepares the panels for a question; preparing is not part of what is measured. */
export async function prepareRawOverview(connection: DuckDBConnection, question: RawQuestion): Promise<RawOverview> {
  const stores = question.stores === null ? 'true' : `store_id IN (${question.stores.join(', ')})`;
  const prepared = new Map<Panel, DuckDBPreparedStatement>();
  for (const [panel, sql] of Object.entries(PANELS) as [Panel, string][]) {
    const statement = await connection.prepare(sql.replace('STORES', stores));
    statement.bind({ from: question.from, to: question.to });
    prepared.set(panel, statement);
  }
  return {
    async run(panels = Object.keys(PANELS) as Panel[]) {
      const answers = new Map<Panel, unknown[][]>();
      for (const panel of panels)
        answers.set(panel, (await (await prepared.get(panel)!.runAndReadAll()).getRows()) as unknown[][]);
      return answers;
    },
  };
}
