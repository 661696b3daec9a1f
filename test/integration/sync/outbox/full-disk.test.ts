/** A disk that is full says no in words, and neither loses what was saved nor saves what was refused. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine, type Engine } from '../../../../src-main/engine/index.ts';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../../../fakes/index.ts';
import { type SmallDisk, smallDisk } from '../../cache/tiers/small-disk.ts';

const PIECE = 1_000;
/** What a log that was written once has room for, without one more block of the disk. */
const MOST_EDITS = 5_000;

let disk: SmallDisk;
let engine: Engine;
let fake: FakePlatform;
let served: ServedFake;
let shopId: number;
let storeId: number;

beforeAll(async () => {
  disk = smallDisk(64);
  engine = createEngine({ dataDirectory: disk.directory, mode: 'hub', version: '0.0.0-test' });
  await engine.start();
  await engine.keepTime();
  fake = FAKES.get('taobao')!({ now: Date.now, random: Math.random, rate: { perSecond: 1e6, burst: 1e6 } });
  seedShop(fake.shop, { orders: 0, listings: 4, now: Date.now() });
  served = await serveFake(fake);
  const { credentials } = fake;
  const shop = { platform: 'taobao' as const, baseUrl: served.url, credentials, newStore: '网店' };
  ({ shopId, storeId } = await engine.api.sync.connect(shop));
  await until(({ shops }) => shops.some(({ lastSuccess }) => lastSuccess !== null));
}, 60_000);
afterAll(async () => {
  await engine.close();
  await served.close();
  disk.remove();
});

type State = Awaited<ReturnType<Engine['api']['sync']['status']>>;

async function until(wanted: (state: State) => boolean): Promise<void> {
  for await (const state of await engine.api.sync.follow()) if (wanted(state)) return;
}

describe('a disk that is full', () => {
  it('refuses an edit with a sentence, and keeps exactly those that it did not refuse', async () => {
    const { products } = await engine.api.products.list({ storeId });
    const [product] = products;
    const held = () => fake.shop.listings.get(product!.listings[0]!.listingId)!.pieces;
    const before = held();
    await engine.api.sync.pause({ paused: true, shopId });
    const edit = () => engine.api.products.edit({ storeId, edits: [{ productId: product!.id, stockDelta: PIECE }] });
    disk.fill();
    let saved = 0;
    let refused: unknown = null;
    while (refused === null && saved < MOST_EDITS) {
      try {
        await edit();
        saved += 1;
      } catch (error) {
        refused = error;
      }
    }
    expect(refused).toMatchObject({ code: 'DISK_FULL' });
    disk.free();
    await edit();
    await engine.api.sync.pause({ paused: false, shopId });
    await until(({ waiting }) => waiting === 0);
    expect(held()).toBe(before + saved + 1);
  }, 60_000);

  it('refuses a sign-in with a sentence, and keeps the one that there was', async () => {
    disk.fill();
    const signIn = engine.api.sync.updateShop({ shopId, credentials: fake.credentials });
    await expect(signIn).rejects.toMatchObject({ code: 'DISK_FULL' });
    disk.free();
    await engine.api.sync.updateShop({ shopId, credentials: fake.credentials });
    const began = new Date().toISOString();
    await engine.api.sync.now({ shopId });
    await until(({ shops }) => shops.some(({ lastSuccess }) => (lastSuccess ?? '') > began));
  }, 60_000);
});
