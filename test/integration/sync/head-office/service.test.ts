import { describe, expect, it } from 'vitest';
import { officeWorld, paidOrders } from './office-world.ts';

const world = officeWorld();

describe('a row that the head office refuses', () => {
  it('is set aside with why, and holds up none of its neighbours; and is taken when the rule is gone', async () => {
    await world.newOffice();
    const pc = world.pcOf({ name: 'a' });
    const { service, until, notes } = world.serviceOf(pc, world.another());
    await service.open();
    await world.another().open();
    await world.query("ALTER TABLE mendian.orders ADD CONSTRAINT no_seven CHECK (number <> '7')");
    await world.query("ALTER TABLE mendian.product ADD CONSTRAINT no_bad CHECK (code <> 'bad')");
    pc.store('S1');
    pc.sell('S1', paidOrders(20));
    pc.moveStock('S1', 'bad', 3_000);
    pc.moveStock('S1', 'tea', 5_000);
    service.start();
    const status = await until(({ lastSuccess, parked }) => lastSuccess !== null && parked > 0);
    expect(status).toMatchObject({ state: 'active', parked: 2, waiting: 2, problem: { code: 'OFFICE_ROW_REFUSED' } });
    expect(JSON.stringify(status.problem)).toMatch(/no_seven|no_bad/);
    expect(notes).toContainEqual(expect.objectContaining({ event: 'office-left-out', level: 'warning' }));
    const numbers = await world.query('SELECT number FROM mendian.orders');
    expect(numbers).toHaveLength(19);
    await world.query('ALTER TABLE mendian.orders DROP CONSTRAINT no_seven');
    await world.query('ALTER TABLE mendian.product DROP CONSTRAINT no_bad');
    service.syncNow();
    await until(({ parked, waiting }) => parked === 0 && waiting === 0);
    expect(await world.query('SELECT number FROM mendian.orders')).toHaveLength(20);
  }, 30_000);
});

describe('a computer that was off for a month', () => {
  it('catches up with progress, can be stopped, and goes on where it was', async () => {
    const office = await world.newOffice();
    const [a, b] = [world.pcOf({ name: 'a' }), world.pcOf({ name: 'b', stores: ['S1'] })];
    await a.join(office);
    a.store('S1');
    a.sell('S1', paidOrders(3_000));
    await a.round(office);
    const { service, until } = world.serviceOf(b, world.another());
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

describe('a head office that goes away', () => {
  it('killed: what waits is kept and told, and sent when it is back', async () => {
    const pc = world.pcOf({ name: 'a' });
    const { service, until } = world.serviceOf(pc, await world.newOffice());
    await service.open();
    pc.store('S1');
    pc.sell('S1', paidOrders(5));
    service.start();
    await until(({ lastSuccess, waiting }) => lastSuccess !== null && waiting === 0);
    await world.server().kill();
    pc.sell('S1', paidOrders(7, 100));
    service.syncNow();
    const status = await until(({ state }) => state === 'unreachable');
    expect(status).toMatchObject({ waiting: 7, problem: { code: 'OFFICE_UNREACHABLE' } });
    expect(status.waitingSince).not.toBeNull();
    await world.server().restart();
    const back = await until(({ state, waiting }) => state === 'active' && waiting === 0);
    expect(back).toMatchObject({ problem: null, waitingSince: null });
    expect(await world.query('SELECT count(*)::int AS n FROM mendian.orders')).toEqual([{ n: 12 }]);
  }, 60_000);

  it('frozen: is told as out of reach long before a statement gives up', async () => {
    await world.newOffice();
    const pc = world.pcOf({ name: 'a' });
    // Statements have a minute, which is longer than this test has.
    const { service, until, notes } = world.serviceOf(pc, world.another());
    await service.open();
    pc.store('S1');
    service.start();
    await until(({ state, waiting }) => state === 'active' && waiting === 0);
    world.server().freeze();
    pc.moveStock('S1', 'tea', 1_000);
    service.syncNow();
    expect(await until(({ state }) => state === 'unreachable')).toMatchObject({
      problem: { code: 'OFFICE_UNREACHABLE' },
    });
    world.server().thaw();
    await until(({ state, waiting }) => state === 'active' && waiting === 0);
    expect(notes.map(({ event }) => event)).toContain('office-exchanged');
  }, 30_000);

  it('frozen: nobody waits for it for long, and nothing is there twice afterwards', async () => {
    await world.newOffice();
    const office = world.another({ statementMilliseconds: 1_500 });
    const pc = world.pcOf({ name: 'a' });
    const { service, until } = world.serviceOf(pc, office);
    await service.open();
    pc.store('S1');
    pc.moveStock('S1', 'tea', 50_000);
    service.start();
    await until(({ lastSuccess, waiting }) => lastSuccess !== null && waiting === 0);
    world.server().freeze();
    pc.moveStock('S1', 'tea', -1_000);
    service.syncNow();
    await until(({ state }) => state === 'unreachable');
    world.server().thaw();
    await until(({ state, waiting }) => state === 'active' && waiting === 0);
    expect(await world.query('SELECT quantity::int FROM mendian.stock_level')).toEqual([{ quantity: 49_000 }]);
  }, 60_000);
});
