import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import { createPostgresOffice, OFFICE_MIGRATIONS } from '../../../../src-main/sync/head-office/postgres/index.ts';
import { addressOf, quiet } from './office-pc.ts';
import { officeWorld, paidOrders } from './office-world.ts';

const world = officeWorld();
/** Of the tables that this Mendian makes. */
const VERSION = OFFICE_MIGRATIONS.at(-1)!.version;

describe('a computer without a head office', () => {
  it('has no triggers, and notes nothing', async () => {
    const pc = world.pcOf({ name: 'a' });
    await pc.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
    pc.store('S1');
    pc.sell('S1', paidOrders(3));
    const triggers = pc.db
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'office%'")
      .pluck();
    expect(triggers.all()).toEqual([]);
    expect((await pc.reader.read('office.state', undefined)).waiting).toBe(0);
    await pc.join(await world.newOffice());
    expect(triggers.all().length).toBeGreaterThan(10);
    await pc.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
    expect(triggers.all()).toEqual([]);
  });

  it('finds out afterwards about what changed meanwhile', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    await a.join(office);
    a.store('S1');
    a.sell('S1', paidOrders(3));
    a.moveStock('S1', 'tea', 10_000);
    await a.round(office);
    await a.writer.write('office.arrange', { on: false, origin: 'a', computer: 'a' });
    a.sell('S1', paidOrders(2, 10));
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

describe('the tables of a head office', () => {
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'none',
      (error: unknown) =>
        error instanceof AppError ? `${error.code} ${JSON.stringify(error.details)}` : String(error),
    );

  it('are made by who may, once, also when several come at the same time', async () => {
    await world.newOffice();
    expect(await codeOf(world.another({ mayMigrate: false }).open())).toBe(
      `OFFICE_OLDER {"theirs":0,"ours":${VERSION}}`,
    );
    expect(await world.query("SELECT to_regclass('mendian.orders') AS there")).toEqual([{ there: null }]);
    const epochs = await Promise.all(
      [world.another(), world.another(), world.another()].map((office) => office.open()),
    );
    expect(new Set(epochs.map(({ epoch }) => epoch)).size).toBe(1);
    expect(await codeOf(world.another({ mayMigrate: false }).open())).toBe('none');
  });

  it('are refused when they are for a newer Mendian, and nothing is touched', async () => {
    const office = await world.newOffice();
    const pc = world.pcOf({ name: 'a' });
    await pc.join(office);
    await world.query('UPDATE mendian.meta SET schema_version = 99');
    pc.store('S1');
    pc.sell('S1', paidOrders(1));
    const { service, until } = world.serviceOf(pc, world.another());
    await service.open();
    service.start();
    const status = await until(({ problem }) => problem !== null);
    expect(status).toMatchObject({
      state: 'refused',
      problem: { code: 'OFFICE_NEWER', details: { theirs: 99, ours: VERSION } },
    });
    expect(await world.query('SELECT count(*)::int AS n FROM mendian.orders')).toEqual([{ n: 0 }]);
  });

  it('are brought up to date by who may, and refused as older by who may not', async () => {
    await world.newOffice();
    await world.another().open();
    const next = [
      ...OFFICE_MIGRATIONS,
      { version: VERSION + 1, sql: 'ALTER TABLE mendian.orders ADD COLUMN extra text' },
    ];
    const newer = (mayMigrate: boolean) => {
      const office = createPostgresOffice({
        address: addressOf(world.url()),
        replica: null,
        mayMigrate,
        log: quiet,
        migrations: next,
      });
      world.after(() => office.close());
      return office;
    };
    expect(await codeOf(newer(false).open())).toBe(`OFFICE_OLDER {"theirs":${VERSION},"ours":${VERSION + 1}}`);
    expect(await codeOf(newer(true).open())).toBe('none');
    expect(await codeOf(world.another().open())).toBe(`OFFICE_NEWER {"theirs":${VERSION + 1},"ours":${VERSION}}`);
  });

  it('loaded from a dump into another server count as another office: all is told and asked anew', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    for (const pc of [a, b]) await pc.join(office);
    a.store('S1');
    a.sell('S1', paidOrders(3));
    a.moveStock('S1', 'tea', 5_000);
    await a.round(office);
    await b.round(office);
    // The dump was from before the last two orders, and its server had seen many more transactions.
    await world.query('ALTER TABLE mendian.orders DISABLE TRIGGER USER');
    await world.query("DELETE FROM mendian.orders WHERE number <> '0'");
    await world.query("UPDATE mendian.orders SET changed_tx = '900000000'");
    await world.query('ALTER TABLE mendian.orders ENABLE TRIGGER USER');
    await world.query('UPDATE mendian.meta SET system_id = 1');
    const restored = world.another();
    for (const pc of [a, b]) await pc.join(restored);
    b.sell('S1', paidOrders(1, 50));
    for (const pc of [a, b, a, b]) await pc.round(restored);
    expect(a.contents()).toEqual(b.contents());
    expect(a.contents().orders).toHaveLength(4);
    expect(a.contents().stock).toMatchObject([{ quantity: 5_000 }]);
  });
});
