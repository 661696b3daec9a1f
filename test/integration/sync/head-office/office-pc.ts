/** A computer of a chain: the real tables and tasks on a file of its own, with one head office in PostgreSQL. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import type { WritableDb } from '../../../../src-main/database/index.ts';
import { createPlatformOrderWriter, createReplicaOrderWriter } from '../../../../src-main/ingest/write/index.ts';
import type { Log } from '../../../../src-main/logging/index.ts';
import {
  type Office,
  type OfficeAddress,
  type OfficeCrashPoint,
  type OfficeReadTasks,
  type OfficeWriteTasks,
  officeReadTasks,
  officeRound,
  officeWriteTasks,
} from '../../../../src-main/sync/head-office/index.ts';
import { watch, watchNoMore } from '../../../../src-main/sync/head-office/local/triggers.ts';
import {
  createPostgresOffice,
  type PostgresOfficeOptions,
} from '../../../../src-main/sync/head-office/postgres/index.ts';
import { type InProcess, openInProcess } from '../in-process.ts';

export const quiet = { write: () => undefined, warn: () => undefined, info: () => undefined } as unknown as Log;

export interface PcOptions {
  readonly name: string;
  /** UTC milliseconds by its own clock. */
  readonly now?: () => number;
  readonly role?: 'store' | 'office';
  readonly stores?: readonly string[];
  readonly withContacts?: boolean;
}

export function addressOf(url: string): OfficeAddress {
  const { hostname, port, pathname, username } = new URL(url);
  return { host: hostname, port: Number(port), database: pathname.slice(1), user: username, password: '', tls: false };
}

/** An office whose tables this computer may make, unless it is said otherwise. */
export function officeAt(url: string, options: Partial<PostgresOfficeOptions> = {}) {
  return createPostgresOffice({ address: addressOf(url), replica: null, mayMigrate: true, log: quiet, ...options });
}

export interface Sale {
  readonly number: string;
  readonly status: number;
  readonly day?: number;
  readonly product?: string;
  readonly pieces?: number;
  readonly contact?: string;
}

export type OfficePc = ReturnType<typeof openPc>;

export function openPc(options: PcOptions) {
  const { name, now = () => Date.UTC(2026, 10, 21, 8), role = 'store', stores = [], withContacts = false } = options;
  const pc: InProcess<OfficeReadTasks, OfficeWriteTasks> = openInProcess({
    read: officeReadTasks,
    write: officeWriteTasks,
    now,
  });
  const { db } = pc;
  const signal = new AbortController().signal;

  async function join(office: Office): Promise<void> {
    await pc.writer.write('office.arrange', { on: true, origin: name, computer: name });
    const { epoch } = await office.open();
    await pc.writer.write('office.meet', { epoch });
  }

  return {
    ...pc,
    name,
    join,
    round: (office: Office, crashPoint: OfficeCrashPoint = () => undefined, abort = signal) =>
      officeRound({
        office,
        reader: pc.reader,
        writer: pc.writer,
        who: { origin: `${name}.${name}`, mayChange: role === 'office' },
        scope: { all: role === 'office', stores },
        withContacts,
        mayBeSetBack: true,
        onSetBack: () => undefined,
        signal: abort,
        crashPoint,
        onProgress: () => undefined,
        onData: () => undefined,
      }),
    store: (code: string, title = code) =>
      db
        .prepare<[string, string], number>(
          "INSERT INTO store (code, name, time_zone) VALUES (?, ?, 'Asia/Shanghai') ON CONFLICT (code) DO UPDATE SET name = excluded.name RETURNING id",
        )
        .pluck()
        .get(code, title)!,
    sell: (store: string, sales: readonly Sale[]) => sell(db, store, sales),
    /** Moves a level as staff's edits do. */
    moveStock(store: string, product: string, by: number): void {
      db.prepare('INSERT INTO product (code, name) VALUES (?, ?) ON CONFLICT DO NOTHING').run(product, product);
      db.prepare(
        `INSERT INTO stock_level (store_id, product_id, quantity, counted_at)
         SELECT s.id, p.id, ?, 0 FROM store s, product p WHERE s.code = ? AND p.code = ?
         ON CONFLICT DO UPDATE SET quantity = quantity + excluded.quantity`,
      ).run(by, store, product);
    },
    /** As an undone import does. */
    removeOrder(number: string): void {
      db.transaction(() => {
        const id = db.prepare<[string], number>('SELECT id FROM orders WHERE number = ?').pluck().get(number);
        if (id === undefined) return;
        const writer = createReplicaOrderWriter(db);
        writer.remove(id);
        writer.finish();
      }).immediate();
    },
    /** The database as it is now. */
    backUp: () => db.serialize(),
    /** Everything in it is as it was then. */
    putBack: (backup: Buffer) => putBack(db, backup),
    contents: () => contents(db),
    rollupDifferences: () => compareRollups(db),
  };
}

/** The tables' contents, without their triggers: nobody notes that. */
function putBack(db: WritableDb, backup: Buffer): void {
  const file = join(mkdtempSync(join(tmpdir(), 'mendian-backup-')), 'backup.db');
  writeFileSync(file, backup);
  db.pragma('foreign_keys = OFF');
  db.exec(`ATTACH '${file}' AS backup`);
  db.transaction(() => {
    watchNoMore(db);
    const tables = db
      .prepare<[], string>("SELECT name FROM backup.sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
      .pluck()
      .all();
    for (const table of tables)
      db.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM backup.${table};`);
    watch(db);
  }).immediate();
  db.exec('DETACH backup');
  db.pragma('foreign_keys = ON');
  rmSync(dirname(file), { recursive: true });
}

function sell(db: WritableDb, storeCode: string, sales: readonly Sale[]): void {
  db.transaction(() => {
    const store = db
      .prepare<[string], { id: number; code: string; timeZone: string }>(
        'SELECT id, code, time_zone AS timeZone FROM store WHERE code = ?',
      )
      .get(storeCode)!;
    const writer = createPlatformOrderWriter(db, 'till', store);
    writer.write(
      sales.map(({ number, status, day = 0, product = 'tea', pieces = 1, contact }) => ({
        number,
        placedAt: Date.UTC(2026, 10, 1 + day, 4) / 1_000,
        status,
        currency: 'CNY',
        total: pieces * 50_000,
        discount: 0,
        shippingFee: 0,
        tax: 0,
        refunded: 0,
        customer: null,
        contact: contact ?? null,
        shipments: [],
        lines: [
          {
            lineId: '1',
            productCode: product,
            title: product,
            quantity: pieces * 1_000,
            unitPrice: 50_000,
            amount: pieces * 50_000,
          },
        ],
      })),
    );
    writer.finish();
  }).immediate();
}

/** All that computers have in common, by what everybody calls it. */
function contents(db: WritableDb) {
  const orders = db
    .prepare<[], { store: string; platform: string; number: string; status: number }>(
      `SELECT s.code AS store, p.name AS platform, o.number, o.business_date, o.placed_at, o.local_minute, c.name AS channel, o.status,
         o.total, o.gross_sales, o.refunds, o.discount, o.source,
         (SELECT json_group_array(json_array(line_no, line_ref, code, quantity, amount, l.gross_sales, l.refunds, cost))
          FROM (SELECT l.*, p.code FROM order_line l JOIN product p ON p.id = l.product_id WHERE l.order_id = o.id ORDER BY line_no) l) AS lines,
         (SELECT json_group_array(json_array(tracking_number, carrier, shipped_at, delivered_at))
          FROM (SELECT * FROM shipment WHERE order_id = o.id ORDER BY tracking_number)) AS shipments
       FROM orders o JOIN store s ON s.id = o.store_id JOIN platform p ON p.id = o.platform_id JOIN channel c ON c.id = o.channel_id
       ORDER BY 1, 2, 3`,
    )
    .all();
  const stock = db
    .prepare<[], { store: string; product: string; quantity: number }>(
      `SELECT s.code AS store, p.code AS product, l.quantity FROM stock_level l JOIN store s ON s.id = l.store_id
       JOIN product p ON p.id = l.product_id WHERE l.quantity <> 0 ORDER BY 1, 2`,
    )
    .all();
  return { orders, stock };
}
