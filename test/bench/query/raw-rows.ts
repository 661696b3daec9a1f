/** The same generated order lines for both sides: made inside DuckDB from hashes, then read out of it into Mendian's tables. */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { dayNumber } from '#shared/domain/business-date.ts';

export const STORES = 100;
export const PRODUCTS = 2_000;
export const CHANNELS = 6;
/** Two years, so that a year can be compared with the year before. */
export const LAST_DAY = dayNumber('2026-10-31')!;
export const DAYS = 731;

/** As many threads as PERFORMANCE targets are set against. */
const THREADS = 2;

export interface RawRows {
  readonly connection: DuckDBConnection;
  close(): void;
}

/** Opens a DuckDB database in `file` and fills its table `line`, sorted by time, 1.5 lines an order. */
export async function createRawRows(file: string, orders: number): Promise<RawRows> {
  const instance = await DuckDBInstance.create(file, { threads: String(THREADS) });
  const connection = await instance.connect();
  // `pick(o, k, n)` is an even choice of 0 to n - 1 for order `o`; the same in every run.
  await connection.run('CREATE MACRO pick(o, k, n) AS (hash(o * 32 + k) % n)::INTEGER');
  await connection.run(`CREATE TABLE line AS
    SELECT (o + 1)::INTEGER AS order_id,
           (n + 1)::INTEGER AS line_no,
           (${LAST_DAY - DAYS + 1} + o * ${DAYS} // ${orders})::INTEGER AS business_date,
           1 + pick(o, 1, ${STORES}) AS store_id,
           1 + (sqrt(pick(o, 2, 1000) / 1000.0) * ${CHANNELS})::INTEGER % ${CHANNELS} AS channel_id,
           480 + pick(o, 3, 840) AS local_minute,
           product_id,
           1000 * (1 + pick(o, 20 + n, 3)) AS quantity,
           ((1 + pick(o, 20 + n, 3)) * price)::INTEGER AS gross_sales,
           CASE WHEN pick(o, 4, 100) < 3 THEN (1 + pick(o, 20 + n, 3)) * price ELSE 0 END::INTEGER AS refunds,
           CASE WHEN product_id % 10 = 0 THEN NULL ELSE (1 + pick(o, 20 + n, 3)) * (price // 200) * 100 END::INTEGER AS cost,
           CASE WHEN n = 0 THEN 100 * pick(o, 5, 800) ELSE 0 END::INTEGER AS delivery_cost,
           CASE WHEN n = 0 THEN 100 * pick(o, 6, 500) ELSE 0 END::INTEGER AS platform_fee
    FROM (SELECT o, n, product_id, (20000 + product_id * 3700 % 480000) AS price
          FROM (SELECT o, n, 1 + floor(${PRODUCTS} * pow(pick(o, 10 + n, 1000000) / 1000000.0, 3))::INTEGER AS product_id
                FROM range(${orders}) t(o) CROSS JOIN range(3) l(n)
                WHERE n = 0 OR (n = 1 AND pick(o, 7, 10) < 4) OR (n = 2 AND pick(o, 7, 10) < 1)))
    ORDER BY o, n`);
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
