/** Computers of one store that have connected the same shop, with a head office in a real PostgreSQL: the real sync in virtual time. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { PostgresOffice } from '../../../../src-main/sync/head-office/postgres/index.ts';
import type { PlatformName } from '../../../../src-main/sync/platform/index.ts';
import { createMemoryClaims, officeUnreachable } from '../../../simulation/sync/office/index.ts';
import { createSimPc, type SimPc, TAKES } from '../../../simulation/sync/pc/index.ts';
import { createSimShop } from '../../../simulation/sync/sim-shop.ts';
import { makeTemplate, workDirectory } from '../../../simulation/sync/template.ts';
import { createVirtualTime, seeded } from '../../../virtual-time/index.ts';

export const MINUTE = 60_000;
const FIRST_PIECES = 100;
const SECOND = 1_000;
const EXCHANGE_SECONDS = 600;

export interface OneShopOptions {
  readonly platform: PlatformName;
  readonly office: PostgresOffice;
  /** Of each computer: how wrong its clock is, in milliseconds. */
  readonly clocks?: readonly number[];
  readonly seed?: number;
}

export type OneShopWorld = Awaited<ReturnType<typeof openOneShop>>;

/** A store with a hundred packets of tea, and computers that all know that. */
export async function openOneShop({ platform, office, clocks = [0, 0], seed = 1 }: OneShopOptions) {
  const time = createVirtualTime();
  const directory = mkdtempSync(join(workDirectory(), 'mendian-one-shop-'));
  const template = join(directory, 'template');
  makeTemplate(template);
  const shop = createSimShop({
    platform,
    time,
    random: seeded(seed),
    onCall: () => undefined,
    onMishap: () => undefined,
  });
  const tea = shop.fake.shop.addListing({ title: '茶', price: 100_000, pieces: FIRST_PIECES });
  // They run out by a clock, and the server's is not this world's.
  const claims = createMemoryClaims(time.now);
  /** Real calls that are under way: no virtual time passes meanwhile. */
  const underWay = new Set<Promise<unknown>>();

  function lineOf({
    isUp,
    mortal,
  }: {
    isUp: () => boolean;
    mortal: <Value>(work: () => Promise<Value>) => Promise<Value>;
  }) {
    const over =
      <Args extends readonly unknown[], Value>(work: (...args: Args) => Promise<Value>) =>
      (...args: Args) =>
        mortal(async () => {
          if (!isUp()) throw officeUnreachable();
          const call = work(...args);
          underWay.add(call);
          try {
            return await call;
          } finally {
            underWay.delete(call);
          }
        });
    return {
      office: {
        open: over(office.open),
        pushMasters: over(office.pushMasters),
        pushStock: over(office.pushStock),
        pushOrders: over(office.pushOrders),
        told: over(office.told),
        pull: over(office.pull),
        count: over(office.count),
        claims,
        close: async () => undefined,
      },
      loseAnswer: () => undefined,
    };
  }

  const pcs: SimPc[] = clocks.map((off, place) => {
    const pc = createSimPc({
      name: `pc${place}`,
      directory: join(directory, `pc${place}`),
      store: 'S1',
      role: 'store',
      dailyCalls: null,
      redis: null,
      office: { line: lineOf },
      officeSeconds: EXCHANGE_SECONDS,
      shops: [shop],
      time,
      random: seeded(seed + place + 7),
      policies: { price: 'local', title: 'local', note: 'local' },
      shareStock: false,
      bug: null,
      onLog: () => undefined,
      onCrash: () => undefined,
      onWrite: () => undefined,
    });
    pc.setClock(off);
    return pc;
  });

  /** Lets what is under way on real lines come back before time goes on. */
  async function settle(): Promise<void> {
    await time.settle();
    while (underWay.size > 0) {
      await Promise.allSettled(underWay);
      await time.settle();
    }
  }

  /** Timer by timer: none runs while an answer to another one is on its way. */
  async function pass(milliseconds: number): Promise<void> {
    const end = time.elapsed() + milliseconds;
    await settle();
    while (time.elapsed() < end) {
      await time.advance(Math.min(end - time.elapsed(), Math.max(1, time.nextIn ?? milliseconds)));
      await settle();
    }
  }

  /** Until somebody's work that may need real lines has an outcome. */
  async function until<Result>(work: Promise<Result>): Promise<Result> {
    const state = { ended: false };
    const end = () => {
      state.ended = true;
    };
    work.then(end, end);
    while (!state.ended) await pass(SECOND);
    return work;
  }

  /** Staff look into the shop's books whether a difference has arrived: they never count as much twice. */
  function answerQuestions(pc: SimPc): void {
    const asked = pc.all<{ id: number; shop_id: number; value: string }>(
      `SELECT q.id, q.shop_id, coalesce(c.sent_value, c.value) AS value FROM conflict q JOIN change c ON c.id = q.change_id
       WHERE q.resolution IS NULL`,
    );
    for (const { id, shop_id, value } of asked) {
      const hasArrived = shop.fake.shop.writes.some((write) => write.value === Number(value) / 1_000);
      const resolution = hasArrived ? 'remote' : 'local';
      pc.write('conflicts.resolve', { id, resolution, seed: pc.seed(), actor: 'staff' });
      pc.sync.push.wake([shop_id]);
    }
  }

  return {
    time,
    shop: shop.fake.shop,
    tea,
    pcs,
    pass,
    until,
    /** Opens a computer for the first time, and connects the shop there. */
    begin: (pc: SimPc) => until(pc.begin(template)),
    /** Staff have counted the tea. */
    count(pc: SimPc, pieces: number): void {
      const [product] = pc.all<{ id: number }>('SELECT id FROM product WHERE code = ?', tea.sku);
      const edits = [{ productId: product!.id, stockDelta: pieces * 1_000 }];
      const edit = { storeId: pc.storeId()!, edits, takes: TAKES, seed: pc.seed(), actor: 'staff' };
      pc.sync.push.wake(pc.write('products.edit', edit).shopIds);
    },
    sell(pieces: number) {
      return shop.fake.shop.placeOrder({ lines: [{ listingId: tea.listingId, pieces }], status: 'paid' });
    },
    /** As the computer counts it. */
    levelAt: (pc: SimPc) =>
      pc.all<{ quantity: number }>(
        'SELECT quantity FROM stock_level l JOIN product p ON p.id = l.product_id WHERE p.code = ?',
        tea.sku,
      )[0]!.quantity / 1_000,
    /** Everything was read and told: nothing waits any more, and everybody has heard of what the others told. */
    async rest(): Promise<void> {
      const everybody = async () => {
        for (const pc of pcs) await until(pc.sync.syncNow(null));
        await pass(20 * SECOND);
      };
      for (const pc of pcs) pc.listEverything();
      do {
        await everybody();
        for (const pc of pcs) answerQuestions(pc);
      } while (pcs.some((pc) => !pc.isAtRest() || pc.isListing()));
      await everybody();
    },
    async close(): Promise<void> {
      await settle();
      for (const pc of pcs) pc.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
