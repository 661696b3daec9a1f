/** A head office on a real PostgreSQL, and the computers that exchange with it. */
import { afterAll, afterEach, beforeAll } from 'vitest';
import type { OfficeStatus } from '#shared/contract/index.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { later } from '../../../../src-main/engine/timer.ts';
import { createHeadOffice, type HeadOffice, type OfficeNote } from '../../../../src-main/sync/head-office/index.ts';
import type { PostgresOffice, PostgresOfficeOptions } from '../../../../src-main/sync/head-office/postgres/index.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { type OfficePc, officeAt, openPc, type PcOptions, quiet } from './office-pc.ts';

/** Nobody waits in a test for as long as a shop would before it asks again. */
const LONGEST_WAIT_MILLISECONDS = 200;

export interface OfficeWorld {
  server(): PostgresServer;
  /** Of the newest office. */
  url(): string;
  /** An office without tables, in a database of its own. */
  newOffice(): Promise<PostgresOffice>;
  /** One more line to the newest office. */
  another(options?: Partial<PostgresOfficeOptions>): PostgresOffice;
  pcOf(options: PcOptions): OfficePc;
  /** A head office that acts by itself, on the system's clock. */
  serviceOf(pc: OfficePc, office: PostgresOffice): OfficeService;
  /** Asks the newest office. */
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Run after the test, the last one first. */
  after(end: () => unknown): void;
}

export interface OfficeService {
  readonly service: HeadOffice;
  readonly notes: readonly OfficeNote[];
  /** Resolves with the first state that is so. */
  until(is: (status: OfficeStatus) => boolean): Promise<OfficeStatus>;
}

/** Orders that are paid, one after the other over twenty days. */
export function paidOrders(count: number, from = 0) {
  return Array.from({ length: count }, (_, i) => ({
    number: String(from + i),
    status: ORDER_STATUS.paid,
    day: i % 20,
  }));
}

/** Starts the server before all tests of the file, and takes everything down that they made. */
export function officeWorld(): OfficeWorld {
  let server: PostgresServer;
  let url: string;
  let databases = 0;
  const atEnd: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await startPostgres({ autovacuum: 'off' });
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(async () => {
    for (const end of atEnd.splice(0).reverse()) await end();
  });

  function another(options: Partial<PostgresOfficeOptions> = {}): PostgresOffice {
    const office = officeAt(url, options);
    atEnd.push(() => office.close());
    return office;
  }

  return {
    server: () => server,
    url: () => url,
    async newOffice() {
      url = await server.createDatabase(`office_${++databases}`);
      return another();
    },
    another,
    pcOf(options) {
      const pc = openPc(options);
      atEnd.push(() => pc.remove());
      return pc;
    },
    query: (sql) => server.queryIn(url, sql),
    after: (end) => void atEnd.push(end),
    serviceOf(pc, office) {
      let followed: ((status: OfficeStatus) => void) | null = null;
      const notes: OfficeNote[] = [];
      const service: HeadOffice = createHeadOffice({
        reader: pc.reader,
        writer: pc.writer,
        setup: {
          connect: async () => office,
          computer: pc.name,
          settings: () => ({ role: 'store', stores: ['S1'], sendContacts: false, everySeconds: 3_600 }),
        },
        now: Date.now,
        later: (milliseconds, work) => later(Math.min(milliseconds, LONGEST_WAIT_MILLISECONDS), work),
        random: Math.random,
        log: quiet,
        note: (line) => notes.push(line),
        onChange: () => void service.status().then((status) => followed?.(status)),
        onData: () => undefined,
      });
      atEnd.push(() => service.close());
      return {
        service,
        notes,
        async until(is) {
          const { promise, resolve } = Promise.withResolvers<OfficeStatus>();
          followed = (status) => {
            if (is(status)) resolve(status);
          };
          followed(await service.status());
          return promise;
        },
      };
    },
  };
}
