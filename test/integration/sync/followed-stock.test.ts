/** What one shop sells is sold in the store's other shops too: once, whoever ends in between, and never back and forth. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SimPc } from '../../simulation/sync/pc/index.ts';
import type { SimShop } from '../../simulation/sync/sim-shop.ts';
import { MINUTE, openStore } from './one-store.ts';

let store: Awaited<ReturnType<typeof openStore>>;
afterEach(() => store.remove());

async function open(...args: Parameters<typeof openStore>) {
  store = await openStore(...args);
  return store;
}

const listingOf = ({ fake }: SimShop) => [...fake.shop.listings.values()][0]!;
const pieces = (shops: readonly SimShop[]) => shops.map((shop) => listingOf(shop).pieces);
const stockWrites = ({ fake }: SimShop) => fake.shop.writes.filter(({ kind }) => kind === 'stock');
const level = (pc: SimPc) => pc.all<{ quantity: number }>('SELECT quantity FROM stock_level')[0]!.quantity / 1_000;
function sell(shop: SimShop, count: number): void {
  shop.fake.shop.placeOrder({ lines: [{ listingId: listingOf(shop).listingId, pieces: count }], status: 'paid' });
}

describe('stock of a product on several shops', () => {
  it('follows what one of them sells, and goes no further', async () => {
    const { pc, shops, settle } = await open(['taobao', 'shopify', 'pinduoduo']);
    sell(shops[0]!, 3);
    await settle();
    expect(pieces(shops)).toEqual([97, 97, 97]);
    expect(shops.map((shop) => stockWrites(shop).map(({ value }) => value))).toEqual([[], [-3], [-3]]);
    // What was sent comes back with the next readings, and is nobody's sale.
    await settle(40 * MINUTE);
    expect(shops.map((shop) => stockWrites(shop).length)).toEqual([0, 1, 1]);
    expect(level(pc)).toBe(97);
  });

  it('counts sales of all of them, made at the same time', async () => {
    const { pc, shops, settle } = await open(['taobao', 'shopify', 'aliexpress']);
    sell(shops[0]!, 2);
    sell(shops[1]!, 5);
    sell(shops[2]!, 1);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([92, 92, 92]);
    expect(level(pc)).toBe(92);
  });

  it('is passed on once, also when the answer is lost', async () => {
    const { pc, shops, settle } = await open(['taobao', 'pinduoduo']);
    sell(shops[0]!, 4);
    await settle(9 * MINUTE);
    shops[1]!.fake.misbehave({ kind: 'drop-after' }, { api: 'pdd.goods.quantity.update' });
    sell(shops[0]!, 1);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([95, 95]);
    expect(level(pc)).toBe(95);
  });

  it('is passed on once, wherever the computer ends in between', async () => {
    const { pc, shops, settle } = await open(['taobao', 'shopify']);
    for (const point of [
      'outbox.committed',
      'outbox.mirrored',
      'push.taken',
      'push.answered',
      'push.settled',
    ] as const) {
      pc.crashAt(point, 1);
      sell(shops[0]!, 1);
      await settle(21 * MINUTE);
      expect(pc.crashed, point).toBe(true);
      await pc.restart();
      await settle(21 * MINUTE);
      expect(pieces(shops)[1], point).toBe(pieces(shops)[0]);
    }
    expect(pieces(shops)).toEqual([95, 95]);
    expect(level(pc)).toBe(95);
  });

  it('is not passed on again by a database that came from a backup', async () => {
    const { pc, shops, settle } = await open(['taobao', 'shopify', 'pinduoduo']);
    pc.backUp();
    sell(shops[0]!, 7);
    await settle(25 * MINUTE);
    sell(shops[1]!, 2);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([91, 91, 91]);
    await pc.restore();
    await settle(45 * MINUTE);
    expect(pieces(shops)).toEqual([91, 91, 91]);
    expect(level(pc)).toBe(91);
  });

  it('says in its way where it came from', async () => {
    const { pc, shops, settle } = await open(['taobao', 'shopify']);
    sell(shops[0]!, 3);
    await settle();
    const change = pc.all<{ before: string; value: string; outcome: string }>(
      'SELECT before, value, outcome FROM change',
    );
    expect(change).toEqual([{ before: '100000', value: '-3000', outcome: 'acknowledged' }]);
    const edit = pc.all<{ kind: string; listing: string }>('SELECT kind, source_listing_id AS listing FROM edit');
    expect(edit).toEqual([{ kind: 'followed', listing: listingOf(shops[0]!).listingId }]);
  });

  it('is left to each of them where the settings say so', async () => {
    const { shops, settle } = await open(['taobao', 'shopify'], false);
    sell(shops[0]!, 3);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([97, 100]);
  });

  it('never goes below none', async () => {
    const { shops, settle } = await open(['taobao', 'aliexpress']);
    shops[1]!.fake.shop.changeListing(listingOf(shops[1]!).listingId, { pieces: 2 });
    await settle(25 * MINUTE);
    const [taobao] = pieces(shops);
    sell(shops[0]!, 2);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([taobao! - 2, 0]);
    sell(shops[0]!, taobao! - 2);
    await settle(25 * MINUTE);
    expect(pieces(shops)).toEqual([0, 0]);
  });
});
