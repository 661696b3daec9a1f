import { afterEach, describe, expect, it } from 'vitest';
import { ORDER_STATUS } from '#shared/domain/order-status.ts';
import { compareRollups } from '../../../../src-main/analytics/rollup/index.ts';
import {
  createLocalBuckets,
  createPlatformBreakers,
  createRateLimiter,
  createRemoteCalls,
} from '../../../../src-main/resilience/index.ts';
import { createSeed, createTransact, noCrash } from '../../../../src-main/sync/outbox/index.ts';
import { alibaba1688 } from '../../../../src-main/sync/platforms/alibaba-1688/index.ts';
import { aliexpress } from '../../../../src-main/sync/platforms/aliexpress/index.ts';
import { taobao } from '../../../../src-main/sync/platforms/taobao/index.ts';
import { createPull, createPullStore } from '../../../../src-main/sync/pull/index.ts';
import { createPullWriteTasks, pullReadTasks } from '../../../../src-main/sync/pull/tasks.ts';
import { createShops, type SecretBox } from '../../../../src-main/sync/shops/index.ts';
import { shopReadTasks, shopWriteTasks } from '../../../../src-main/sync/shops/tasks.ts';
import { createVault } from '../../../../src-main/sync/shops/vault.ts';
import { createFake1688 } from '../../../fakes/alibaba-1688/index.ts';
import { createFakeAliexpress } from '../../../fakes/aliexpress/index.ts';
import { type FakePlatform, fakeTransport, seedShop } from '../../../fakes/index.ts';
import { createFakeTaobao } from '../../../fakes/taobao/index.ts';
import { createVirtualTime, seeded } from '../../../virtual-time/index.ts';
import { openInProcess } from '../in-process.ts';

const MINUTE = 60_000;
const SEED = createSeed(seeded(11));

const openBox: SecretBox = {
  seal: async (plain) => Buffer.from(plain),
  open: async (sealed) => Buffer.from(sealed).toString(),
};

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

const TAOBAO = { platform: taobao, createFake: createFakeTaobao };
const OF_ALIEXPRESS = { platform: aliexpress, createFake: createFakeAliexpress };
const OF_1688 = { platform: alibaba1688, createFake: createFake1688 };

async function shopOf({
  orders = 0,
  listings = 10,
  clockOff = 0,
  way = 0,
  of: { platform, createFake } = TAOBAO,
} = {}) {
  const time = createVirtualTime();
  const random = seeded(7);
  const fake: FakePlatform = createFake({
    now: () => time.now() + clockOff,
    random,
    rate: { perSecond: 1e6, burst: 1e6 },
  });
  seedShop(fake.shop, { orders, listings, now: time.now() + clockOff, days: 20 });
  const read = { ...pullReadTasks, ...shopReadTasks };
  const write = { ...createPullWriteTasks(createTransact(noCrash)), ...shopWriteTasks };
  const local = openInProcess({ read, write, now: time.now });
  cleanups.push(local.remove);
  local.db.exec("INSERT INTO store (id, code, name, time_zone) VALUES (1, 'S1', '一号店', 'Asia/Shanghai')");
  const log = { write: () => undefined, warn: () => undefined, error: () => undefined } as never;
  const buckets = createLocalBuckets({ nominal: () => ({ perSecond: 1e6, burst: 1e6 }), now: time.now });
  const shops = createShops({
    reader: local.reader,
    writer: local.writer,
    platforms: [platform],
    vault: createVault(`${local.directory}/vault.json`, openBox),
    calls: createRemoteCalls({
      later: time.later,
      random,
      limiter: createRateLimiter({ buckets, later: time.later }),
      breakers: createPlatformBreakers({ later: time.later }),
    }),
    async transport(request, inner) {
      if (way > 0) await time.sleep(way);
      return fakeTransport(fake, time.later)(request, inner);
    },
    defaultTimeZone: () => 'Asia/Shanghai',
    now: time.now,
    log,
  });
  const signal = new AbortController().signal;
  const connecting = shops.connect(
    { platform: platform.name, store: 1, baseUrl: 'https://fake.example', credentials: fake.credentials },
    signal,
  );
  const shop = await untilDone(connecting, time);
  const asked: string[] = [];
  const pull = createPull({
    shops: shops.list,
    store: createPullStore({
      reader: local.reader,
      writer: local.writer,
      policies: () => ({ price: 'ask', title: 'local', note: 'merge' }),
      seed: () => createSeed(random),
      random,
    }),
    settings: () => ({ everySeconds: 60, fullEveryHours: 1, firstDays: 30 }),
    mayRun: () => true,
    now: time.now,
    later: time.later,
    random,
    log,
    onChange: () => undefined,
    onData: () => undefined,
    onSignIn: (_id, problem) => asked.push(problem.code),
    onSuccess: () => undefined,
  });
  cleanups.unshift(() => void pull.close());
  return { time, fake, local, shop, pull, asked };
}

type Time = ReturnType<typeof createVirtualTime>;

/** Real files are read and written meanwhile, whatever the virtual time is. */
async function untilDone<Result>(work: Promise<Result>, time: Time): Promise<Result> {
  let ended = false;
  const end = () => {
    ended = true;
  };
  work.then(end, end);
  while (!ended) await time.advance(100);
  return work;
}

async function rest({
  pull,
  shop,
  time,
}: {
  pull: ReturnType<typeof createPull>;
  shop: { row: { id: number } };
  time: Time;
}) {
  await time.advance(1);
  while (pull.state(shop.row.id).nextAt === null) await time.advance(100);
}

const statuses = ({ local }: Awaited<ReturnType<typeof shopOf>>) =>
  new Map(local.db.prepare<[], [string, number]>('SELECT number, status FROM orders').raw().all());

describe('listing a shop', () => {
  it('brings every order and listing of the first days, and what changed since with each round', async () => {
    const world = await shopOf({ orders: 250, listings: 60 });
    const { fake, local, pull, time } = world;
    pull.start();
    await rest(world);
    const wanted = new Map([...fake.shop.orders.values()].map(({ number, status }) => [number, ORDER_STATUS[status]]));
    expect(statuses(world)).toEqual(wanted);
    expect(local.db.prepare('SELECT count(*) FROM listing WHERE on_sale = 1').pluck().get()).toBe(60);
    expect(compareRollups(local.db)).toEqual([]);

    await time.advance(10 * MINUTE);
    const [first] = fake.shop.listings.values();
    const placed = fake.shop.placeOrder({ lines: [{ listingId: first!.listingId, pieces: 1 }], status: 'unpaid' });
    await time.advance(2 * MINUTE);
    expect(statuses(world).get(placed.number)).toBe(ORDER_STATUS.unpaid);
    fake.shop.changeOrder(placed.number, { status: 'paid' });
    fake.shop.changeListing(first!.listingId, { pieces: 3 });
    await time.advance(2 * MINUTE);
    expect(statuses(world).get(placed.number)).toBe(ORDER_STATUS.paid);
    const quantity = local.db.prepare('SELECT quantity FROM listing WHERE sku = ?').pluck().get(first!.sku);
    expect(quantity).toBe(3_000);
  });

  it('takes in the parcels of an order when it is asked for alone, where the list of the past left them out', async () => {
    const world = await shopOf({ orders: 60, of: OF_1688 });
    const { fake, local, pull, shop, time } = world;
    pull.start();
    await rest(world);
    const parcels = () => local.db.prepare('SELECT tracking_number FROM shipment').pluck().all();
    expect(statuses(world).size).toBe(60);
    expect(parcels()).toEqual([]);
    const shipped = [...fake.shop.orders.values()].find(({ status }) => status === 'shipped')!;
    const work = shop.work('background', new AbortController().signal);
    const order = await untilDone(shop.platform.order(work, shipped.number), time);
    const policies = { price: 'ask', title: 'local', note: 'merge' } as const;
    const take = () =>
      local.writer.write('pull.order', {
        shopId: shop.row.id,
        order: order!,
        saidAt: time.now(),
        policies,
        seed: SEED,
      });
    expect(await untilDone(take(), time)).toBe(1);
    expect(parcels()).toEqual([shipped.shipments[0]!.trackingNumber]);
    expect(await untilDone(take(), time)).toBeNull();
    // What is listed again says nothing of them.
    fake.shop.changeOrder(shipped.number, { note: 'x' });
    await time.advance(2 * MINUTE);
    expect(parcels()).toEqual([shipped.shipments[0]!.trackingNumber]);
    expect(compareRollups(local.db)).toEqual([]);
  });

  it('goes on after a failure with the page where it was cut off', async () => {
    const world = await shopOf({ orders: 250 });
    const { fake, pull, time } = world;
    fake.misbehave({ kind: 'drop-before' }, { api: 'taobao.trades.sold.get', after: 2, times: 3 });
    pull.start();
    await time.advance(30 * MINUTE);
    expect(statuses(world).size).toBe(fake.shop.orders.size);
    expect(pull.state(world.shop.row.id).problem).toBeNull();
  });

  it.each([48 * 60 * MINUTE, -48 * 60 * MINUTE])(
    'finds everything when the clocks are %d ms apart',
    async (clockOff) => {
      const world = await shopOf({ orders: 60, clockOff });
      const { fake, pull, time } = world;
      pull.start();
      await rest(world);
      expect(statuses(world).size).toBe(60);
      const [first] = fake.shop.listings.values();
      const placed = fake.shop.placeOrder({ lines: [{ listingId: first!.listingId, pieces: 1 }] });
      await time.advance(3 * MINUTE);
      expect(statuses(world).has(placed.number)).toBe(true);
    },
  );

  it.each([0, 48 * 60 * MINUTE])(
    'ends a round although each of its pages takes its time, with the clocks %d ms apart',
    async (clockOff) => {
      const world = await shopOf({ orders: 10, of: OF_ALIEXPRESS, way: 400, clockOff });
      const { fake, pull, shop, time } = world;
      pull.start();
      await time.advance(MINUTE);
      expect(pull.state(shop.row.id).nextAt).not.toBeNull();
      expect(statuses(world).size).toBe(10);
      const before = fake.calls.length;
      await time.advance(10 * MINUTE);
      expect(fake.calls.length - before).toBeLessThan(200);
    },
  );

  it('asks before it takes over what would empty the store, and does as it is told', async () => {
    const world = await shopOf({ listings: 20 });
    const { fake, local, pull, shop, time } = world;
    pull.start();
    await rest(world);
    const inStock = () =>
      local.db.prepare('SELECT count(*) FROM listing WHERE on_sale = 1 AND quantity > 0').pluck().get();
    const before = inStock();
    for (const { listingId } of [...fake.shop.listings.values()]) fake.shop.changeListing(listingId, { pieces: 0 });
    await time.advance(3 * MINUTE);
    expect(inStock()).toBe(before);
    expect(pull.state(shop.row.id).problem?.code).toBe('PULL_WOULD_EMPTY');
    // Orders go on meanwhile.
    const [first] = fake.shop.listings.values();
    fake.shop.changeListing(first!.listingId, { pieces: 1 });
    const placed = fake.shop.placeOrder({ lines: [{ listingId: first!.listingId, pieces: 1 }] });
    await time.advance(3 * MINUTE);
    expect(statuses(world).has(placed.number)).toBe(true);

    local.db.exec("UPDATE shop SET fail_safe = 'allowed'");
    pull.wake(shop.row.id);
    await time.advance(3 * MINUTE);
    expect(inStock()).toBe(0);
    expect(pull.state(shop.row.id).problem).toBeNull();
  });

  it('finds what is gone when everything is listed again', async () => {
    const world = await shopOf({ listings: 20 });
    const { fake, local, pull, time } = world;
    pull.start();
    await rest(world);
    const [first] = fake.shop.listings.keys();
    fake.shop.removeListing(first!);
    await time.advance(65 * MINUTE);
    expect(local.db.prepare('SELECT count(*) FROM listing WHERE on_sale = 1').pluck().get()).toBe(19);
  });

  const unreadOf = ({ local }: Awaited<ReturnType<typeof shopOf>>) =>
    local.db.prepare('SELECT stream, item_id AS id, tries FROM unread_item ORDER BY stream').all();
  const stillUnread = [{ stream: 'orders', tries: expect.any(Number) }];

  it('asks again for an order that it could not read, although nothing changes it on the platform any more', async () => {
    const world = await shopOf({ orders: 40 });
    const { fake, pull, time } = world;
    const number = [...fake.shop.orders.keys()][20]!;
    const mend = fake.spoil({ id: number, path: 'payment', value: 'abc' });
    pull.start();
    await rest(world);
    expect(statuses(world).size).toBe(39);
    expect(unreadOf(world)).toEqual([{ stream: 'orders', id: number, tries: 0 }]);
    await time.advance(3 * 60 * MINUTE);
    const asked = fake.calls.filter(({ api }) => api === 'taobao.trade.fullinfo.get').length;
    expect(asked).toBeGreaterThan(2);
    // More and more seldom, for as long as it stays so.
    expect(asked).toBeLessThan(12);
    mend();
    await time.advance(6.5 * 60 * MINUTE);
    expect(statuses(world).size).toBe(40);
    expect(unreadOf(world)).toEqual([]);
    expect(pull.state(world.shop.row.id).problem).toBeNull();
  });

  it('looks once more where it met an order without a number, until it finds it', async () => {
    const world = await shopOf({ orders: 40 });
    const { fake, pull, time } = world;
    const number = [...fake.shop.orders.keys()][20]!;
    const mend = fake.spoil({ id: number, path: 'tid' });
    pull.start();
    await rest(world);
    expect(statuses(world).size).toBe(39);
    expect(unreadOf(world)).toMatchObject([{ ...stillUnread[0], id: null }]);
    await time.advance(60 * MINUTE);
    expect(unreadOf(world)).toMatchObject(stillUnread);
    mend();
    await time.advance(6.5 * 60 * MINUTE);
    expect(statuses(world).size).toBe(40);
    expect(unreadOf(world)).toEqual([]);
  });

  it('forgets what could not be read once the platform does not know of it any more', async () => {
    const world = await shopOf({ listings: 20 });
    const { fake, pull, time } = world;
    const [first, second] = fake.shop.listings.values();
    fake.spoil({ id: first!.variantId, path: 'price', value: 'abc' });
    fake.spoil({ id: second!.variantId, path: 'price', value: 'abc' });
    pull.start();
    await rest(world);
    expect(unreadOf(world)).toHaveLength(2);
    fake.shop.removeListing(first!.listingId);
    await time.advance(65 * MINUTE);
    expect(unreadOf(world)).toMatchObject([{ id: second!.listingId }]);
  });

  it('takes nothing for gone while a listing is told that nobody can name', async () => {
    const world = await shopOf({ listings: 20 });
    const { fake, local, pull, time } = world;
    pull.start();
    await rest(world);
    const onSale = () => local.db.prepare('SELECT count(*) FROM listing WHERE on_sale = 1').pluck().get();
    const [first, , third] = fake.shop.listings.values();
    const mend = fake.spoil({ id: first!.variantId, path: 'sku_id' });
    fake.shop.removeListing(third!.listingId);
    await time.advance(65 * MINUTE);
    expect(onSale()).toBe(20);
    mend();
    await time.advance(65 * MINUTE);
    expect(onSale()).toBe(19);
    expect(unreadOf(world)).toEqual([]);
  });

  it('keeps the stock of a product whose code is written anew on the platform', async () => {
    const world = await shopOf({ listings: 10 });
    const { fake, local, pull, time } = world;
    pull.start();
    await rest(world);
    const [listing] = fake.shop.listings.values();
    const { sku, listingId } = listing!;
    const stockOf = (code: string) =>
      local.db
        .prepare('SELECT quantity FROM stock_level k JOIN product p ON p.id = k.product_id WHERE p.code = ?')
        .pluck()
        .get(code);
    // The store has counted three more than the shop offers.
    const offered = Number(stockOf(sku));
    local.db.prepare('UPDATE stock_level SET quantity = quantity + 3000 WHERE quantity = ?').run(offered);
    fake.shop.changeListing(listingId, { sku: 'NEW-CODE', pieces: listing!.pieces + 2 });
    await time.advance(2 * MINUTE);
    expect(stockOf('NEW-CODE')).toBe(offered + 5_000);
    expect(stockOf(sku)).toBe(0);
  });

  it('asks staff to sign in when no new token is to be had, and leaves the shop alone', async () => {
    const world = await shopOf({ orders: 10 });
    const { fake, pull, time, asked } = world;
    pull.start();
    await rest(world);
    fake.misbehave({ kind: 'refuse', code: '27', subCode: 'session-expired' }, { times: 1_000 });
    const before = fake.calls.length;
    await time.advance(30 * MINUTE);
    expect(asked[0]).toBe('PLATFORM_SIGN_IN');
    expect(fake.calls.length - before).toBeLessThan(20);
  });
});
