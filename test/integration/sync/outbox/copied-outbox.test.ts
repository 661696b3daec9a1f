/** A data directory of which there is a copy: what perhaps went out from there is not sent again without anybody's being asked. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../src-main/engine/index.ts';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../../../fakes/index.ts';
import { type RedisServer, startRedis } from '../../../redis/index.ts';
import { type OutboxWorld, openWorld, PIECE, SHOP } from './outbox-world.ts';

describe('the right to send', () => {
  let world: OutboxWorld;
  beforeEach(async () => {
    world = await openWorld({ repeat: 'read-back' });
    world.push.pause(true);
  });
  afterEach(() => world.remove());

  const start = () => world.call('outbox.claiming', undefined).newest;
  const own = (fence: number, { upTo = start(), taken = false } = {}) =>
    world.call('outbox.own', { fence, upTo, taken, seed: world.seed() }).parked;

  it('says nothing of others where its numbers follow each other', () => {
    world.edit('L1', { stockDelta: PIECE });
    expect(own(7)).toBe(0);
    expect(own(8)).toBe(0);
  });

  it('says nothing of others where this one was killed right after it had it, or where the numbers began anew', () => {
    world.edit('L1', { stockDelta: PIECE });
    own(7);
    start();
    start();
    expect(own(10)).toBe(0);
    expect(own(1)).toBe(0);
  });

  it('has what acts each time decided about by somebody where others had it in between', async () => {
    own(7);
    world.edit('L1', { stockDelta: PIECE, price: 900 });
    const upTo = start();
    world.edit('L2', { stockDelta: PIECE });
    expect(own(9, { upTo })).toBe(1);
    world.push.pause(false);
    await world.time.advance(60_000);
    expect(world.model.listings.get('L1')).toMatchObject({ price: 900, quantity: 100 * PIECE });
    expect(world.model.listings.get('L2')?.quantity).toBe(101 * PIECE);
    const [parked] = world.read('outbox.changes', { state: 'parked', limit: 10 }).changes;
    expect(parked).toMatchObject({ kind: 'stock', problem: { code: 'OUTBOX_ELSEWHERE' } });
    world.call('outbox.retry', { id: parked!.id, seed: world.seed(), actor: 'test' });
    world.push.wake([SHOP]);
    expect(await world.drained()).toBe(true);
    expect(world.model.listings.get('L1')?.quantity).toBe(101 * PIECE);
  });

  it('does the same where somebody who lives had it all the while', () => {
    own(7);
    world.edit('L1', { stockDelta: PIECE });
    expect(own(8, { taken: true })).toBe(1);
  });
});

describe('two engines on copies of one data directory, with one Redis', () => {
  let directory: string;
  let redis: RedisServer;
  let fake: FakePlatform;
  let served: ServedFake;
  const running: Engine[] = [];

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'mendian-copied-'));
    redis = await startRedis();
    fake = FAKES.get('taobao')!({ now: Date.now, random: Math.random, rate: { perSecond: 1e6, burst: 1e6 } });
    seedShop(fake.shop, { orders: 0, listings: 4, now: Date.now() });
    served = await serveFake(fake);
  }, 60_000);
  afterAll(async () => {
    for (const engine of running) await engine.close();
    await served.close();
    await redis.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  async function start(name: string): Promise<Engine> {
    const env = { MENDIAN_REDIS_URL: `redis://${redis.host}:${redis.port}/0` };
    const engine = createEngine({ dataDirectory: join(directory, name), mode: 'hub', version: '0.0.0-test', env });
    running.push(engine);
    await engine.start();
    await engine.keepTime();
    return engine;
  }

  async function stop(engine: Engine): Promise<void> {
    running.splice(running.indexOf(engine), 1);
    await engine.close();
  }

  type State = Awaited<ReturnType<Engine['api']['sync']['status']>>;
  async function until(engine: Engine, wanted: (state: State) => boolean): Promise<void> {
    for await (const state of await engine.api.sync.follow()) if (wanted(state)) return;
  }

  it('one of them sends, and the other does not send it again when it is its turn', async () => {
    const first = await start('first');
    const { credentials } = fake;
    const shop = { platform: 'taobao' as const, baseUrl: served.url, credentials, newStore: '网店' };
    const { shopId, storeId } = await first.api.sync.connect(shop);
    await until(first, ({ shops }) => shops.some(({ lastSuccess }) => lastSuccess !== null));
    await first.api.sync.pause({ paused: true, shopId });
    const { products } = await first.api.products.list({ storeId });
    const edits = products.map(({ id }) => ({ productId: id, stockDelta: PIECE }));
    const before = [...fake.shop.listings.values()].map(({ pieces }) => pieces);
    await first.api.products.edit({ storeId, edits });
    await stop(first);
    cpSync(join(directory, 'first'), join(directory, 'second'), { recursive: true });

    const original = await start('first');
    await until(original, ({ owner }) => owner);
    const copy = await start('second');
    await copy.api.sync.pause({ paused: false, shopId });
    await original.api.sync.pause({ paused: false, shopId });
    await until(original, ({ waiting }) => waiting === 0);
    const held = () => [...fake.shop.listings.values()].map(({ pieces }) => pieces);
    expect(held()).toEqual(before.map((pieces) => pieces + 1));
    expect(await copy.api.sync.status()).toMatchObject({ owner: false, waiting: edits.length });

    await stop(original);
    await until(copy, ({ owner, parked }) => owner && parked === edits.length);
    expect(held()).toEqual(before.map((pieces) => pieces + 1));
    const { changes } = await copy.api.sync.changes({ state: 'parked' });
    expect(changes[0]?.problem).toMatchObject({ code: 'OUTBOX_ELSEWHERE' });
  }, 120_000);
});
