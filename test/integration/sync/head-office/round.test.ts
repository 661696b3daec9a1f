import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '../../../../shared/domain/order-status.ts';
import { OFFICE_CRASH_POINTS } from '../../../../src-main/sync/head-office/index.ts';
import type { PostgresOffice } from '../../../../src-main/sync/head-office/postgres/index.ts';
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { type OfficePc, officeAt, openPc, type PcOptions } from './office-pc.ts';

const { paid, shipped, completed } = ORDER_STATUS;

describe('a round with the head office', () => {
  let server: PostgresServer;
  let url: string;
  let office: PostgresOffice;
  const pcs: OfficePc[] = [];
  let databases = 0;

  beforeAll(async () => {
    server = await startPostgres();
  }, 60_000);
  afterAll(() => server.stop());
  afterEach(async () => {
    await office.close();
    for (const pc of pcs.splice(0)) pc.remove();
  });

  async function open(...options: PcOptions[]): Promise<OfficePc[]> {
    url = await server.createDatabase(`round_${++databases}`);
    office = officeAt(url);
    for (const one of options) {
      const pc = openPc(one);
      pcs.push(pc);
      await pc.join(office);
    }
    return pcs;
  }

  it('brings what one computer sold to the others of the store', async () => {
    const [a, b] = await open({ name: 'a' }, { name: 'b', stores: ['S1'] });
    a!.store('S1', 'Main Street');
    a!.sell('S1', [
      { number: '1', status: paid },
      { number: '2', status: shipped, pieces: 3 },
    ]);
    a!.moveStock('S1', 'tea', 40_000);
    expect(await a!.round(office)).toMatchObject({ pushed: 5 });
    await b!.round(office);
    expect(b!.contents()).toEqual(a!.contents());
    expect(b!.contents().orders).toHaveLength(2);
    expect(b!.rollupDifferences()).toEqual([]);
    expect(await a!.round(office)).toEqual({ pushed: 0, pulled: 0 });
  });

  it('lets a correction by somebody who knew the present state hold, and the further state otherwise', async () => {
    const [a, b] = await open({ name: 'a' }, { name: 'b', stores: ['S1'] });
    a!.store('S1');
    a!.sell('S1', [{ number: '1', status: completed }]);
    await a!.round(office);
    await b!.round(office);
    b!.sell('S1', [{ number: '1', status: paid }]);
    await b!.round(office);
    await a!.round(office);
    expect(a!.contents().orders).toMatchObject([{ status: paid }]);
    a!.sell('S1', [{ number: '1', status: shipped }]);
    b!.sell('S1', [{ number: '1', status: completed }]);
    await b!.round(office);
    await a!.round(office);
    await b!.round(office);
    expect(a!.contents()).toEqual(b!.contents());
    expect(a!.contents().orders).toMatchObject([{ status: completed }]);
  });

  it('takes away everywhere what was taken away by somebody who knew it', async () => {
    const [a, b] = await open({ name: 'a' }, { name: 'b', stores: ['S1'] });
    a!.store('S1');
    a!.sell('S1', [
      { number: '1', status: paid },
      { number: '2', status: paid },
    ]);
    await a!.round(office);
    await b!.round(office);
    b!.removeOrder('2');
    await b!.round(office);
    await a!.round(office);
    expect(a!.contents().orders).toMatchObject([{ number: '1' }]);
    expect(a!.rollupDifferences()).toEqual([]);
    const [tombstone] = await server.queryIn(url, "SELECT deleted, lines FROM mendian.orders WHERE number = '2'");
    expect(tombstone).toEqual({ deleted: true, lines: [] });
  });

  for (const point of OFFICE_CRASH_POINTS) {
    it(`goes on after an end at ${point}, with nothing lost or twice`, async () => {
      const [a, b] = await open({ name: 'a' }, { name: 'b', stores: ['S1'] });
      a!.store('S1');
      a!.sell('S1', [{ number: '1', status: paid }]);
      a!.moveStock('S1', 'tea', 8_000);
      await a!.round(office);
      let ends = 0;
      const crash = (name: string) => {
        if (name !== point) return;
        ends += 1;
        throw new Error('the end');
      };
      for (const pc of [a!, b!]) {
        pc.store('S1');
        pc.moveStock('S1', 'bun', 2_000);
        pc.moveStock('S1', 'bun', -500);
        pc.sell('S1', [{ number: pc.name, status: paid }]);
        // Each time one step further.
        for (let i = 0; i < 3; i++)
          await pc.round(office, crash).catch((error: unknown) => expect(String(error)).toContain('the end'));
      }
      expect(ends).toBeGreaterThan(0);
      for (let turn = 0; turn < 2; turn++) for (const pc of [a!, b!]) await pc.round(office);
      expect(a!.contents()).toEqual(b!.contents());
      expect(a!.contents().orders).toHaveLength(3);
      // a's first level counts, and what both moved after theirs.
      expect(a!.contents().stock).toEqual([
        { store: 'S1', product: 'bun', quantity: 1_000 },
        { store: 'S1', product: 'tea', quantity: 8_000 },
      ]);
    });
  }

  it('counts stock by what was moved, whoever came first', async () => {
    const [a, b] = await open({ name: 'a' }, { name: 'b' });
    for (const pc of [a!, b!]) pc.store('S1');
    a!.moveStock('S1', 'tea', 10_000);
    b!.moveStock('S1', 'tea', 12_000);
    b!.moveStock('S1', 'tea', -1_000);
    await a!.round(office);
    await b!.round(office);
    a!.moveStock('S1', 'tea', -2_000);
    await a!.round(office);
    await b!.round(office);
    expect(a!.contents().stock).toEqual([{ store: 'S1', product: 'tea', quantity: 7_000 }]);
    expect(b!.contents().stock).toEqual(a!.contents().stock);
  });

  it('counts once what a database from a backup finds out about again', async () => {
    const [a, b] = await open({ name: 'a' }, { name: 'b', stores: ['S1'] });
    a!.store('S1');
    a!.moveStock('S1', 'tea', 10_000);
    a!.moveStock('S1', 'bun', 4_000);
    for (const pc of [a!, b!]) await pc.round(office);
    a!.moveStock('S1', 'bun', -1_000);
    const backup = a!.backUp();
    a!.moveStock('S1', 'tea', -3_000);
    a!.moveStock('S1', 'tea', -2_000);
    await a!.round(office);
    b!.moveStock('S1', 'tea', 500);
    await b!.round(office);
    a!.putBack(backup);
    // The shop says again what it sold, and what it sold since; first in part.
    a!.moveStock('S1', 'tea', -3_000);
    await a!.round(office);
    a!.moveStock('S1', 'tea', -2_000);
    a!.moveStock('S1', 'tea', -100);
    for (let turn = 0; turn < 2; turn++) for (const pc of [a!, b!]) await pc.round(office);
    expect(a!.contents().stock).toEqual([
      { store: 'S1', product: 'bun', quantity: 3_000 },
      { store: 'S1', product: 'tea', quantity: 5_400 },
    ]);
    expect(b!.contents().stock).toEqual(a!.contents().stock);
    expect(await a!.round(office)).toEqual({ pushed: 0, pulled: 0 });
  });
});
