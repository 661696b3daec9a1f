import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { OfficeStatus } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { undoImportTask } from '../../../../src-main/ingest/write/undo-task.ts';
import { createHeadOffice, type HeadOffice, type OfficeNote } from '../../../../src-main/sync/head-office/index.ts';
import type { Office, PullPage, PullQuestion } from '../../../../src-main/sync/head-office/office.ts';
import {
  createPostgresOffice,
  OFFICE_MIGRATIONS,
  type PostgresOffice,
} from '../../../../src-main/sync/head-office/postgres/index.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { freePort } from '../../../redis/index.ts';
import { contextOn, createBatchMaker, importBatches } from '../../ingest/write/batches.ts';
import { addressOf, type OfficePc, officeAt, openPc, type PcOptions, quiet } from './office-pc.ts';

const { paid } = ORDER_STATUS;
/** Of the tables that this Mendian makes. */
const VERSION = OFFICE_MIGRATIONS.at(-1)!.version;
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ number: String(from + i), status: paid, day: i % 20 }));

describe('the head office', () => {
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

  async function newOffice(): Promise<PostgresOffice> {
    url = await server.createDatabase(`office_${++databases}`);
    return another();
  }

  function another(options: Parameters<typeof officeAt>[1] = {}): PostgresOffice {
    const office = officeAt(url, options);
    atEnd.push(() => office.close());
    return office;
  }

  function pcOf(options: PcOptions): OfficePc {
    const pc = openPc(options);
    atEnd.push(() => pc.remove());
    return pc;
  }

  /** A head office that acts by itself, on the system's clock. */
  function serviceOf(pc: OfficePc, office: PostgresOffice) {
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
      later: (milliseconds, work) => {
        const timer = setTimeout(work, Math.min(milliseconds, 200));
        return () => clearTimeout(timer);
      },
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
      /** Resolves with the first state that is so. */
      async until(is: (status: OfficeStatus) => boolean): Promise<OfficeStatus> {
        const { promise, resolve } = Promise.withResolvers<OfficeStatus>();
        followed = (status) => {
          if (is(status)) resolve(status);
        };
        followed(await service.status());
        return promise;
      },
    };
  }

  describe('where there is none', () => {
    it('has no triggers, and notes nothing', async () => {
      const pc = pcOf({ name: 'a' });
      await pc.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
      pc.store('S1');
      pc.sell('S1', many(3));
      const triggers = pc.db
        .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'office%'")
        .pluck();
      expect(triggers.all()).toEqual([]);
      expect((await pc.reader.read('office.state', undefined)).waiting).toBe(0);
      await pc.join(await newOffice());
      expect(triggers.all().length).toBeGreaterThan(10);
      await pc.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
      expect(triggers.all()).toEqual([]);
    });

    it('finds out afterwards about what changed meanwhile', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      await a.join(office);
      a.store('S1');
      a.sell('S1', many(3));
      a.moveStock('S1', 'tea', 10_000);
      await a.round(office);
      await a.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
      a.sell('S1', many(2, 10));
      a.moveStock('S1', 'tea', -3_000);
      await b.join(office);
      await b.round(office);
      b.moveStock('S1', 'tea', -1_000);
      await b.round(office);
      await a.join(office);
      await a.round(office);
      await b.round(office);
      expect(a.contents()).toEqual(b.contents());
      expect(a.contents().orders).toHaveLength(5);
      expect(a.contents().stock).toMatchObject([{ quantity: 6_000 }]);
    });
  });

  describe('a row that it refuses', () => {
    it('is set aside with why, and holds up none of its neighbours; and is taken when the rule is gone', async () => {
      await newOffice();
      const pc = pcOf({ name: 'a' });
      const { service, until, notes } = serviceOf(pc, another());
      await service.open();
      await another().open();
      await server.queryIn(url, "ALTER TABLE mendian.orders ADD CONSTRAINT no_seven CHECK (number <> '7')");
      await server.queryIn(url, "ALTER TABLE mendian.product ADD CONSTRAINT no_bad CHECK (code <> 'bad')");
      pc.store('S1');
      pc.sell('S1', many(20));
      pc.moveStock('S1', 'bad', 3_000);
      pc.moveStock('S1', 'tea', 5_000);
      service.start();
      const status = await until(({ lastSuccess, parked }) => lastSuccess !== null && parked > 0);
      expect(status).toMatchObject({ state: 'active', parked: 2, waiting: 2, problem: { code: 'OFFICE_ROW_REFUSED' } });
      expect(JSON.stringify(status.problem)).toMatch(/no_seven|no_bad/);
      expect(notes).toContainEqual(expect.objectContaining({ event: 'office-left-out', level: 'warning' }));
      const numbers = await server.queryIn(url, 'SELECT number FROM mendian.orders');
      expect(numbers).toHaveLength(19);
      await server.queryIn(url, 'ALTER TABLE mendian.orders DROP CONSTRAINT no_seven');
      await server.queryIn(url, 'ALTER TABLE mendian.product DROP CONSTRAINT no_bad');
      service.syncNow();
      await until(({ parked, waiting }) => parked === 0 && waiting === 0);
      expect(await server.queryIn(url, 'SELECT number FROM mendian.orders')).toHaveLength(20);
    }, 30_000);
  });

  describe('its tables', () => {
    const codeOf = (work: Promise<unknown>) =>
      work.then(
        () => 'none',
        (error: unknown) =>
          error instanceof AppError ? `${error.code} ${JSON.stringify(error.details)}` : String(error),
      );

    it('are made by who may, once, also when several come at the same time', async () => {
      await newOffice();
      expect(await codeOf(another({ mayMigrate: false }).open())).toBe(`OFFICE_OLDER {"theirs":0,"ours":${VERSION}}`);
      expect(await server.queryIn(url, "SELECT to_regclass('mendian.orders') AS there")).toEqual([{ there: null }]);
      const epochs = await Promise.all([another(), another(), another()].map((office) => office.open()));
      expect(new Set(epochs.map(({ epoch }) => epoch)).size).toBe(1);
      expect(await codeOf(another({ mayMigrate: false }).open())).toBe('none');
    });

    it('are refused when they are for a newer Mendian, and nothing is touched', async () => {
      const office = await newOffice();
      const pc = pcOf({ name: 'a' });
      await pc.join(office);
      await server.queryIn(url, 'UPDATE mendian.meta SET schema_version = 99');
      pc.store('S1');
      pc.sell('S1', many(1));
      const { service, until } = serviceOf(pc, another());
      await service.open();
      service.start();
      const status = await until(({ problem }) => problem !== null);
      expect(status).toMatchObject({
        state: 'refused',
        problem: { code: 'OFFICE_NEWER', details: { theirs: 99, ours: VERSION } },
      });
      expect(await server.queryIn(url, 'SELECT count(*)::int AS n FROM mendian.orders')).toEqual([{ n: 0 }]);
    });

    it('are brought up to date by who may, and refused as older by who may not', async () => {
      await newOffice();
      await another().open();
      const next = [
        ...OFFICE_MIGRATIONS,
        { version: VERSION + 1, sql: 'ALTER TABLE mendian.orders ADD COLUMN extra text' },
      ];
      const newer = (mayMigrate: boolean) => {
        const office = createPostgresOffice({
          address: addressOf(url),
          replica: null,
          mayMigrate,
          log: quiet,
          migrations: next,
        });
        atEnd.push(() => office.close());
        return office;
      };
      expect(await codeOf(newer(false).open())).toBe(`OFFICE_OLDER {"theirs":${VERSION},"ours":${VERSION + 1}}`);
      expect(await codeOf(newer(true).open())).toBe('none');
      expect(await codeOf(another().open())).toBe(`OFFICE_NEWER {"theirs":${VERSION + 1},"ours":${VERSION}}`);
    });

    it('loaded from a dump into another server count as another office: all is told and asked anew', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      for (const pc of [a, b]) await pc.join(office);
      a.store('S1');
      a.sell('S1', many(3));
      a.moveStock('S1', 'tea', 5_000);
      await a.round(office);
      await b.round(office);
      // The dump was from before the last two orders, and its server had seen many more transactions.
      await server.queryIn(url, 'ALTER TABLE mendian.orders DISABLE TRIGGER USER');
      await server.queryIn(url, "DELETE FROM mendian.orders WHERE number <> '0'");
      await server.queryIn(url, "UPDATE mendian.orders SET changed_tx = '900000000'");
      await server.queryIn(url, 'ALTER TABLE mendian.orders ENABLE TRIGGER USER');
      await server.queryIn(url, 'UPDATE mendian.meta SET system_id = 1');
      const restored = another();
      for (const pc of [a, b]) await pc.join(restored);
      b.sell('S1', many(1, 50));
      for (const pc of [a, b, a, b]) await pc.round(restored);
      expect(a.contents()).toEqual(b.contents());
      expect(a.contents().orders).toHaveLength(4);
      expect(a.contents().stock).toMatchObject([{ quantity: 5_000 }]);
    });
  });

  describe('a push', () => {
    it('that is repeated changes nothing', async () => {
      const office = await newOffice();
      const pc = pcOf({ name: 'a' });
      await pc.join(office);
      pc.store('S1');
      pc.sell('S1', many(30));
      pc.moveStock('S1', 'tea', 9_000);
      const writer = { origin: 'a.a', mayChange: false };
      const first = await pc.reader.read('office.takeMoves', { kind: 'first', limit: 10 });
      const orders = await pc.reader.read('office.takeOrders', { limit: 100, withContacts: false });
      const all = async () => [
        await office.pushStock('first', first.payload, writer),
        await office.pushOrders(orders.payload, writer),
        await server.queryIn(url, 'SELECT * FROM mendian.orders ORDER BY number'),
        await server.queryIn(url, 'SELECT * FROM mendian.stock_level'),
      ];
      const once = await all();
      expect(await all()).toEqual(once);
      await pc.round(office);
      pc.moveStock('S1', 'tea', -2_000);
      const moves = await pc.reader.read('office.takeMoves', { kind: 'move', limit: 10 });
      for (let i = 0; i < 3; i++) {
        expect(await office.pushStock('move', moves.payload, writer)).toMatchObject([{ quantity: 7_000 }]);
      }
    });

    it('sends contacts only where it may, and never takes one away', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a', withContacts: true }), pcOf({ name: 'b', stores: ['S1'] })];
      for (const pc of [a, b]) await pc.join(office);
      a.store('S1');
      a.sell('S1', [{ number: '1', status: paid, contact: '{"name":"Ann"}' }]);
      await a.round(office);
      await b.round(office);
      b.sell('S1', [{ number: '1', status: ORDER_STATUS.shipped, contact: '{"name":"Bob"}' }]);
      b.sell('S1', [{ number: '2', status: paid, contact: '{"name":"Eve"}' }]);
      await b.round(office);
      expect(await server.queryIn(url, 'SELECT number, contact FROM mendian.orders ORDER BY 1')).toEqual([
        { number: '1', contact: '{"name":"Ann"}' },
        { number: '2', contact: null },
      ]);
    });
  });

  describe('an import that is undone', () => {
    it('takes back what it brought everywhere, but not what another computer has written since', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      for (const pc of [a, b]) await pc.join(office);
      const line = { product: 'tea', price: 30_000, lineNumber: '1' };
      const orders = ['1', '2', '3'].map((number) => ({ number, status: paid, platform: 'till', lines: [line] }));
      await importBatches(a.db, [createBatchMaker()(orders)]);
      for (const pc of [a, b]) await pc.round(office);
      b.sell('S1', [{ number: '2', status: ORDER_STATUS.shipped }]);
      for (const pc of [b, a]) await pc.round(office);
      await undoImportTask(contextOn(a.db), { importId: 1 });
      for (const pc of [a, b]) await pc.round(office);
      for (const pc of [a, b]) {
        expect(pc.contents().orders).toMatchObject([{ number: '2', status: ORDER_STATUS.shipped }]);
        expect(pc.rollupDifferences()).toEqual([]);
      }
    });
  });

  describe('a replica', () => {
    it('that is down holds nobody up: the server itself is asked', async () => {
      await newOffice();
      const nobody = { ...addressOf(url), port: await freePort() };
      const office = another({ replica: nobody });
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      for (const pc of [a, b]) await pc.join(office);
      a.store('S1');
      a.sell('S1', many(4));
      for (const pc of [a, b]) await pc.round(office);
      expect(b.contents().orders).toHaveLength(4);
    });

    it('that lags brings things later, and takes nothing back', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      for (const pc of [a, b]) await pc.join(office);
      a.store('S1');
      a.sell('S1', [{ number: '1', status: paid }]);
      a.moveStock('S1', 'tea', 9_000);
      await a.round(office);
      // What it says is from before: the same pages again, as they were then.
      const old = new Map<string, PullPage>();
      const key = ({ stream, scope }: PullQuestion) => `${stream}/${scope}`;
      const recording: Office = {
        ...office,
        pull: async (question) => {
          const page = await office.pull(question);
          if (page.rows.length > 0) old.set(key(question), page);
          return page;
        },
      };
      await b.round(recording);
      b.sell('S1', [{ number: '1', status: ORDER_STATUS.shipped }]);
      b.moveStock('S1', 'tea', -1_000);
      const lagging: Office = { ...office, pull: async (question) => old.get(key(question)) ?? office.pull(question) };
      await b.round(lagging);
      expect(b.contents()).toMatchObject({ orders: [{ status: ORDER_STATUS.shipped }], stock: [{ quantity: 8_000 }] });
      for (const pc of [a, b]) await pc.round(office);
      expect(a.contents()).toEqual(b.contents());
    });
  });

  describe('a computer that was off for a month', () => {
    it('catches up with progress, can be stopped, and goes on where it was', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b', stores: ['S1'] })];
      await a.join(office);
      a.store('S1');
      a.sell('S1', many(3_000));
      await a.round(office);
      const { service, until } = serviceOf(b, another());
      await service.open();
      service.start();
      const status = await until(({ progress }) => progress !== null && progress.done >= 1_000);
      expect(status).toMatchObject({ state: 'catching-up', progress: { stage: 'catch-up' } });
      expect(status.progress!.total).toBeGreaterThanOrEqual(3_000);
      service.pause(true);
      const stopped = await until(({ state, progress }) => state === 'paused' && progress === null);
      expect(stopped.problem).toBeNull();
      const count = () => b.db.prepare<[], number>('SELECT count(*) FROM orders').pluck().get()!;
      const before = count();
      expect(before).toBeGreaterThanOrEqual(500);
      expect(before).toBeLessThan(3_000);
      let reread = 0;
      const pull = office.pull;
      const counting = {
        ...office,
        pull: async (...args: Parameters<typeof pull>) => {
          const page = await pull(...args);
          if (args[0].stream === 'orders') reread += page.rows.length;
          return page;
        },
      };
      await b.round(counting);
      expect(count()).toBe(3_000);
      expect(reread).toBe(3_000 - before);
      expect(b.rollupDifferences()).toEqual([]);
    }, 60_000);
  });

  describe('in head-office mode', () => {
    it('has the data of all stores, and what it says of products holds everywhere', async () => {
      const office = await newOffice();
      const [a, b] = [pcOf({ name: 'a' }), pcOf({ name: 'b' })];
      const boss = pcOf({ name: 'boss', role: 'office' });
      for (const pc of [a, b, boss]) await pc.join(office);
      a.store('S1', 'Main Street');
      a.sell('S1', many(2));
      b.store('S2', 'Harbour');
      b.sell('S2', many(3));
      for (const pc of [a, b, boss]) await pc.round(office);
      expect(boss.contents().orders).toHaveLength(5);
      expect(boss.rollupDifferences()).toEqual([]);
      expect(a.contents().orders.map(({ store }) => store)).toEqual(['S1', 'S1']);
      boss.db.prepare("UPDATE product SET name = 'Green tea', list_price = 70000 WHERE code = 'tea'").run();
      for (const pc of [boss, a, b]) await pc.round(office);
      const tea = (pc: OfficePc) => pc.db.prepare("SELECT name, list_price FROM product WHERE code = 'tea'").get();
      for (const pc of [a, b]) expect(tea(pc)).toEqual({ name: 'Green tea', list_price: 70_000 });
      // By hand, too.
      await server.queryIn(url, "UPDATE mendian.product SET list_price = 80000 WHERE code = 'tea'");
      await server.queryIn(
        url,
        "INSERT INTO mendian.target VALUES ('S1', '2026-12', 'CNY', 1000000), ('S2', '2026-12', 'CNY', 5)",
      );
      for (const pc of [a, boss]) await pc.round(office);
      expect(tea(a)).toEqual({ name: 'Green tea', list_price: 80_000 });
      expect(a.db.prepare('SELECT store_code, net_sales FROM store_target').all()).toEqual([
        { store_code: 'S1', net_sales: 1_000_000 },
      ]);
      await server.queryIn(url, "DELETE FROM mendian.target WHERE store_code = 'S1'");
      await a.round(office);
      expect(a.db.prepare('SELECT store_code FROM store_target').all()).toEqual([]);
    });
  });

  describe('that goes away', () => {
    it('killed: what waits is kept and told, and sent when it is back', async () => {
      const pc = pcOf({ name: 'a' });
      const { service, until } = serviceOf(pc, await newOffice());
      await service.open();
      pc.store('S1');
      pc.sell('S1', many(5));
      service.start();
      await until(({ lastSuccess, waiting }) => lastSuccess !== null && waiting === 0);
      await server.kill();
      pc.sell('S1', many(7, 100));
      service.syncNow();
      const status = await until(({ state }) => state === 'unreachable');
      expect(status).toMatchObject({ waiting: 7, problem: { code: 'OFFICE_UNREACHABLE' } });
      expect(status.waitingSince).not.toBeNull();
      await server.restart();
      const back = await until(({ state, waiting }) => state === 'active' && waiting === 0);
      expect(back).toMatchObject({ problem: null, waitingSince: null });
      expect(await server.queryIn(url, 'SELECT count(*)::int AS n FROM mendian.orders')).toEqual([{ n: 12 }]);
    }, 60_000);

    it('frozen: is told as out of reach long before a statement gives up', async () => {
      await newOffice();
      const pc = pcOf({ name: 'a' });
      // Statements have a minute, which is longer than this test has.
      const { service, until, notes } = serviceOf(pc, another());
      await service.open();
      pc.store('S1');
      service.start();
      await until(({ state, waiting }) => state === 'active' && waiting === 0);
      server.freeze();
      pc.moveStock('S1', 'tea', 1_000);
      service.syncNow();
      expect(await until(({ state }) => state === 'unreachable')).toMatchObject({
        problem: { code: 'OFFICE_UNREACHABLE' },
      });
      server.thaw();
      await until(({ state, waiting }) => state === 'active' && waiting === 0);
      expect(notes.map(({ event }) => event)).toContain('office-exchanged');
    }, 30_000);

    it('frozen: nobody waits for it for long, and nothing is there twice afterwards', async () => {
      await newOffice();
      const office = another({ statementMilliseconds: 1_500 });
      const pc = pcOf({ name: 'a' });
      const { service, until } = serviceOf(pc, office);
      await service.open();
      pc.store('S1');
      pc.moveStock('S1', 'tea', 50_000);
      service.start();
      await until(({ lastSuccess, waiting }) => lastSuccess !== null && waiting === 0);
      server.freeze();
      pc.moveStock('S1', 'tea', -1_000);
      service.syncNow();
      await until(({ state }) => state === 'unreachable');
      server.thaw();
      await until(({ state, waiting }) => state === 'active' && waiting === 0);
      expect(await server.queryIn(url, 'SELECT quantity::int FROM mendian.stock_level')).toEqual([
        { quantity: 49_000 },
      ]);
    }, 60_000);
  });
});
