/** Mendian's own tables, indexes and rollups, filled with the raw rows as an import would fill them. */
import { rmSync } from 'node:fs';
import { createRollupDelta, type LineFacts } from '../../../src-main/analytics/rollup/index.ts';
import { MIGRATIONS, migrate, ORDER_INDEXES, openWritable, type WritableDb } from '../../../src-main/database/index.ts';
import { CHANNELS, PRODUCTS, type RawRows, STORES } from './raw-rows.ts';

const COLUMNS = `order_id, line_no, business_date, store_id, channel_id, local_minute, product_id, quantity, gross_sales,
  refunds, coalesce(cost, -1), delivery_cost, platform_fee`;

export async function fillDatabase(file: string, { connection }: RawRows): Promise<void> {
  rmSync(file, { force: true });
  const db = openWritable(file);
  db.pragma('synchronous = OFF');
  migrate(db, MIGRATIONS);
  for (const { name } of ORDER_INDEXES) db.exec(`DROP INDEX ${name}`);
  db.exec('BEGIN');
  writeNames(db);
  const writer = orderWriter(db);
  const rows = await connection.stream(`SELECT ${COLUMNS} FROM line`);
  for await (const chunk of rows) {
    const columns = chunk.getColumns() as number[][];
    for (let i = 0; i < chunk.rowCount; i++) writer.add(columns, i);
  }
  writer.end();
  db.exec('COMMIT');
  for (const { sql } of ORDER_INDEXES) db.exec(sql);
  db.exec('ANALYZE');
  // On the disk before anything is measured: what the system still writes takes processors away from what is asked.
  db.pragma('synchronous = FULL');
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function writeNames(db: WritableDb): void {
  db.exec(`INSERT INTO currency VALUES (1, 'CNY'); INSERT INTO platform VALUES (1, 'file');
    INSERT INTO import (id, started_at, finished_at, state, files) VALUES (1, 0, 1, 'committed', '[]')`);
  const store = db.prepare("INSERT INTO store (id, code, name, time_zone) VALUES (?, ?, ?, 'Asia/Shanghai')");
  for (let id = 1; id <= STORES; id++) store.run(id, `S${id}`, `Store ${id}`);
  const product = db.prepare('INSERT INTO product (id, code, name) VALUES (?, ?, ?)');
  for (let id = 1; id <= PRODUCTS; id++) product.run(id, `P${id}`, `Product ${id}`);
  const channel = db.prepare('INSERT INTO channel VALUES (?, ?)');
  for (let id = 1; id <= CHANNELS; id++) channel.run(id, `Channel ${id}`);
  db.exec(`INSERT INTO import_store SELECT 1, id, 1 FROM store`);
}

interface OpenOrder {
  readonly id: number;
  readonly businessDate: number;
  readonly storeId: number;
  readonly channelId: number;
  readonly localMinute: number;
  readonly deliveryCost: number;
  readonly platformFee: number;
  readonly lines: LineFacts[];
}

function orderWriter(db: WritableDb) {
  const delta = createRollupDelta(db);
  const order = db.prepare(
    `INSERT INTO orders (id, store_id, platform_id, number, key_hash, business_date, placed_at, local_minute, channel_id,
       status, currency_id, total, gross_sales, refunds, delivery_cost, platform_fee, import_id)
     VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?, 4, 1, ?, ?, ?, ?, ?, 1)`,
  );
  const line = db.prepare(
    `INSERT INTO order_line (order_id, line_no, line_ref, product_id, quantity, amount, gross_sales, refunds, cost)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  let open: OpenOrder | null = null;

  function write({ id, lines, ...whole }: OpenOrder): void {
    const grossSales = lines.reduce((sum, l) => sum + l.grossSales, 0);
    const refunds = lines.reduce((sum, l) => sum + l.refunds, 0);
    order.run(
      id,
      whole.storeId,
      `N${id}`,
      id,
      whole.businessDate,
      whole.businessDate * 86_400 + whole.localMinute * 60,
      whole.localMinute,
      whole.channelId,
      grossSales,
      grossSales,
      refunds,
      whole.deliveryCost,
      whole.platformFee,
    );
    for (const [i, l] of lines.entries()) {
      line.run(id, i + 1, i + 1, l.productId, l.quantity, l.grossSales, l.grossSales, l.refunds, l.cost);
    }
    const hour = Math.floor(whole.localMinute / 60);
    delta.add({ ...whole, currencyId: 1, hour, placed: grossSales, grossSales, refunds, discount: 0, lines }, 1);
  }

  return {
    add(columns: readonly number[][], i: number): void {
      const value = (column: number) => columns[column]![i]!;
      if (open?.id !== value(0)) {
        if (open) write(open);
        open = {
          id: value(0),
          businessDate: value(2),
          storeId: value(3),
          channelId: value(4),
          localMinute: value(5),
          deliveryCost: value(11),
          platformFee: value(12),
          lines: [],
        };
      }
      open.lines.push({
        productId: value(6),
        quantity: value(7),
        grossSales: value(8),
        refunds: value(9),
        cost: value(10) < 0 ? null : value(10),
      });
    },
    end(): void {
      if (open) write(open);
      delta.flush();
    },
  };
}
