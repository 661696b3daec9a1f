/** The office in PostgreSQL and the one in memory, each with what its own people can do there. */
import pg from 'pg';
import type { Office, OfficeTarget } from '../../../../src-main/sync/head-office/office.ts';
import type { PostgresServer } from '../../../postgres/index.ts';
import { createMemoryOffice } from '../../../simulation/sync/office/index.ts';
import { officeAt } from './office-pc.ts';

export interface OfficeUnderTest {
  readonly office: Office;
  setTarget(target: Omit<OfficeTarget, 'version' | 'deleted'>): Promise<void>;
  /** Begins to write this store, and ends when it is told to. */
  writeSlowly(code: string): Promise<() => Promise<void>>;
  /** As it was when it was new, but for the transactions that it has counted. */
  empty(): Promise<void>;
  close(): Promise<void>;
}

const STOCK = ['stock_level', 'stock_listing', 'stock_move', 'stock_told'];
const TABLES = ['store', 'product', 'target', 'orders', ...STOCK, 'day_rollup'];
const SLOW = { name: 'slow', timeZone: 'UTC', currency: null, country: null, region: null, city: null };

export async function postgresOffice(server: PostgresServer, database: string): Promise<OfficeUnderTest> {
  const url = await server.createDatabase(database);
  const office = officeAt(url);
  await office.open();
  const clients: pg.Client[] = [];
  return {
    office,
    async setTarget({ store, month, currency, netSales }) {
      await server.queryIn(
        url,
        `INSERT INTO mendian.target AS t (store_code, month, currency, net_sales) VALUES ($1, $2, $3, $4)
         ON CONFLICT (store_code, month, currency) DO UPDATE SET net_sales = excluded.net_sales`,
        [store, month, currency, netSales],
      );
    },
    async writeSlowly(code) {
      const client = new pg.Client({ connectionString: url });
      clients.push(client);
      await client.connect();
      await client.query('BEGIN');
      await client.query(
        `INSERT INTO mendian.store (code, name, time_zone, origin) VALUES ($1, 'slow', 'UTC', 'slow')`,
        [code],
      );
      return async () => {
        await client.query('COMMIT');
      };
    },
    async empty() {
      await server.queryIn(url, `TRUNCATE ${TABLES.map((table) => `mendian.${table}`).join(', ')}`);
    },
    async close() {
      await Promise.all(clients.map((client) => client.end()));
      await office.close();
    },
  };
}

export async function memoryOffice(): Promise<OfficeUnderTest> {
  let pause = Promise.resolve();
  const make = () => createMemoryOffice({ pause: () => pause });
  let office = make();
  return {
    get office() {
      return office;
    },
    setTarget: async (target) => office.setTarget(target),
    async writeSlowly(code) {
      const { promise, resolve } = Promise.withResolvers<void>();
      pause = promise;
      const store = { ...SLOW, code, kind: null, openedOn: null, i: 0, base: 0 };
      const writing = office.pushMasters('store', JSON.stringify([store]), { origin: 'slow', mayChange: false });
      pause = Promise.resolve();
      return async () => {
        resolve();
        await writing;
      };
    },
    async empty() {
      office = make();
    },
    close: () => office.close(),
  };
}
