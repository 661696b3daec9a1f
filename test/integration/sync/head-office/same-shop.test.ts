import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimPc } from '../../../simulation/sync/pc/index.ts';
import { officeWorld } from './office-world.ts';
import { MINUTE, type OneShopOptions, type OneShopWorld, openOneShop } from './one-shop-world.ts';

const world = officeWorld();
const HOUR = 60 * MINUTE;

async function opened(options: Partial<OneShopOptions> = {}): Promise<OneShopWorld> {
  const office = await world.newOffice();
  const one = await openOneShop({ platform: 'taobao', office, ...options });
  world.after(() => one.close());
  return one;
}

async function begun(options: Partial<OneShopOptions> = {}): Promise<OneShopWorld> {
  const one = await opened(options);
  for (const pc of one.pcs) await one.begin(pc);
  await one.rest();
  return one;
}

/** As the office counts the tea. */
async function levelAtOffice(): Promise<number> {
  const rows = await world.query('SELECT quantity::float8 FROM mendian.stock_level');
  expect(rows).toHaveLength(1);
  return Number(rows[0]!.quantity) / 1_000;
}

/** What everybody counts, the office first. */
async function counts({ pcs, levelAt }: OneShopWorld): Promise<number[]> {
  return [await levelAtOffice(), ...pcs.map(levelAt)];
}

describe('a shop that two computers of a store have connected', () => {
  it('has its sale counted once, whichever of them tells it first', async () => {
    const one = await begun();
    const [a, b] = one.pcs as [SimPc, SimPc];
    for (const [first, second] of [
      [a, b],
      [b, a],
    ] as const) {
      const before = await levelAtOffice();
      second.cutLine(30 * MINUTE);
      one.sell(3);
      await one.pass(25 * MINUTE);
      expect(one.levelAt(first)).toBe(before - 3);
      expect(await levelAtOffice()).toBe(before - 3);
      await one.pass(6 * MINUTE);
      await one.rest();
      expect(await counts(one)).toEqual([before - 3, before - 3, before - 3]);
    }
  });

  it('has it counted back once when the order is cancelled', async () => {
    const one = await begun();
    const { number } = one.sell(5);
    await one.rest();
    expect(await counts(one)).toEqual([95, 95, 95]);
    one.shop.changeOrder(number, { status: 'cancelled' });
    one.shop.changeListing(one.tea.listingId, { pieces: one.tea.pieces + 5 });
    await one.rest();
    expect(await counts(one)).toEqual([100, 100, 100]);
  });

  it('has what staff count on either of them arrive once, there and in every count', async () => {
    const one = await begun();
    const [a, b] = one.pcs as [SimPc, SimPc];
    one.count(a, 7);
    one.count(b, -2);
    one.sell(4);
    await one.rest();
    expect(one.tea.pieces).toBe(101);
    expect(await counts(one)).toEqual([101, 101, 101]);
  });

  it('has nothing counted twice after one of them was away overnight', async () => {
    const one = await begun();
    const [a, b] = one.pcs as [SimPc, SimPc];
    one.sell(1);
    await one.pass(11 * MINUTE);
    a.cutLine(HOUR);
    one.sell(2);
    one.count(a, 10);
    one.count(b, -3);
    await one.pass(15 * MINUTE);
    a.close();
    one.sell(8);
    await one.pass(10 * HOUR);
    await one.until(a.restart());
    await one.rest();
    expect(one.tea.pieces).toBe(96);
    expect(await counts(one)).toEqual([96, 96, 96]);
  });

  it('begins with one count, whoever of them reads it first, and what is sold before the other one does counts once', async () => {
    const one = await opened();
    const [a, b] = one.pcs as [SimPc, SimPc];
    await one.begin(a);
    await one.pass(2 * MINUTE);
    one.sell(6);
    await one.begin(b);
    await one.rest();
    expect(await counts(one)).toEqual([94, 94, 94]);
  });

  it('has its things by a new code counted once, and none by the old one', async () => {
    const one = await begun();
    one.sell(1);
    one.shop.changeListing(one.tea.listingId, { sku: 'TEA-NEW' });
    await one.rest();
    const levels = await world.query(
      'SELECT product_code, quantity::float8 / 1000 AS n FROM mendian.stock_level ORDER BY n',
    );
    expect(levels.map(({ n }) => n)).toEqual([0, 99]);
    for (const pc of one.pcs) {
      const here = pc.all('SELECT quantity / 1000 AS n FROM stock_level ORDER BY 1');
      expect(here).toEqual([{ n: 0 }, { n: 99 }]);
    }
  });

  it('goes on counting once after the office was turned off on a computer for a while', async () => {
    const one = await begun();
    const [a] = one.pcs as [SimPc, SimPc];
    a.write('office.arrange', { on: false, origin: '', computer: '' });
    one.sell(2);
    one.count(a, 5);
    await one.pass(30 * MINUTE);
    await a.restart();
    await one.rest();
    expect(await counts(one)).toEqual([103, 103, 103]);
  });

  const act = fc.oneof(
    { weight: 4, arbitrary: fc.record({ act: fc.constant('sell' as const), pieces: fc.integer({ min: 1, max: 9 }) }) },
    { weight: 2, arbitrary: fc.record({ act: fc.constant('cancel' as const) }) },
    {
      weight: 3,
      arbitrary: fc.record({
        act: fc.constant('count' as const),
        pc: fc.nat(1),
        pieces: fc.constantFrom(-1, 1),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        act: fc.constant('away' as const),
        pc: fc.nat(1),
        minutes: fc.integer({ min: 5, max: 90 }),
      }),
    },
    { weight: 1, arbitrary: fc.record({ act: fc.constant('end' as const), pc: fc.nat(1) }) },
    {
      weight: 6,
      arbitrary: fc.record({ act: fc.constant('wait' as const), minutes: fc.integer({ min: 1, max: 15 }) }),
    },
  );

  it('is counted alike by both and by the office, whatever happens in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('taobao' as const, 'shopify' as const, 'pinduoduo' as const, '1688' as const),
        fc.array(act, { minLength: 3, maxLength: 14 }),
        async (platform, acts) => {
          const one = await begun({ platform, clocks: [0, 48 * HOUR] });
          const sold: string[] = [];
          for (const [place, step] of acts.entries()) {
            const pc = 'pc' in step ? one.pcs[step.pc]! : one.pcs[0]!;
            if (step.act === 'sell') sold.push(one.sell(step.pieces).number);
            else if (step.act === 'cancel') {
              const number = sold.shift();
              if (number === undefined) continue;
              one.shop.changeOrder(number, { status: 'cancelled' });
              const back = one.shop.orders.get(number)!.lines[0]!.pieces;
              one.shop.changeListing(one.tea.listingId, { pieces: one.tea.pieces + back });
            } else if (step.act === 'count') one.count(pc, step.pieces * (20 + place));
            else if (step.act === 'away') pc.cutLine(step.minutes * MINUTE);
            else if (step.act === 'end') await one.until(pc.restart());
            else await one.pass(step.minutes * MINUTE);
          }
          await one.pass(90 * MINUTE);
          await one.rest();
          const there = one.tea.pieces;
          expect(await counts(one)).toEqual([there, there, there]);
        },
      ),
      {
        numRuns: Number(process.env.MENDIAN_OFFICE_RUNS ?? 4),
        interruptAfterTimeLimit: 60_000,
        markInterruptAsFailure: true,
      },
    );
  }, 120_000);
});
