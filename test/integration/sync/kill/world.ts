/** Two platforms that live on while the hub dies again and again: one that knows ids of changes, one that must be read back. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformName } from '../../../../src-main/sync/platform/index.ts';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../../../fakes/index.ts';
import { seeded } from '../../../virtual-time/index.ts';
import { until } from '../../../waiting/index.ts';
import { type HubProcess, startHub } from './hub-process.ts';
import type { SharedService } from './services.ts';
import type { EditedProduct, ShopUnderTest } from './staff.ts';

export interface KillWorld {
  readonly directory: string;
  readonly shops: readonly ShopUnderTest[];
  /** Pieces of each listing at the beginning, by platform and listing. */
  readonly pieces: ReadonlyMap<string, number>;
  /** On the data of the world; or on a copy of them, which is told of no service that it would meet its twins in. */
  start(directory?: string): Promise<HubProcess>;
  /** Somebody buys something somewhere. */
  buy(): void;
  remove(): Promise<void>;
}

interface Prepared {
  readonly name: PlatformName;
  readonly carrier: string;
  readonly fake: FakePlatform;
  readonly served: ServedFake;
}

const PLATFORMS: readonly { readonly name: PlatformName; readonly carrier: string }[] = [
  { name: 'shopify', carrier: 'SF Express' },
  { name: 'taobao', carrier: '中通快递' },
];
const PLENTY = { perSecond: 1e6, burst: 1e6 };
const LISTINGS = 16;

/** Starts everything, connects the shops, and stops the hub again. What is shared stops with the world. */
export async function createKillWorld(random: () => number, services: readonly SharedService[]): Promise<KillWorld> {
  const directory = mkdtempSync(join(tmpdir(), 'mendian-hub-kill-'));
  const prepared: Prepared[] = [];
  const hubs: HubProcess[] = [];
  for (const { name, carrier } of PLATFORMS) {
    const fake = FAKES.get(name)!({ now: Date.now, random: seeded(3), rate: PLENTY });
    seedShop(fake.shop, { orders: 120, listings: LISTINGS, now: Date.now(), days: 20 });
    prepared.push({ name, carrier, fake, served: await serveFake(fake) });
  }
  const settings = { sync: { everySeconds: 10, firstDays: 30 }, office: { everySeconds: 5 } };
  writeFileSync(join(directory, 'config.json'), JSON.stringify(settings));
  const env = Object.assign({}, ...services.map((service) => service.env)) as Record<string, string>;
  const start = async (data = directory) => {
    for (const service of services) await service.beforeStart();
    const shared = data === directory ? env : {};
    const hub = await startHub({ directory: data, env: shared });
    hubs.push(hub);
    return hub;
  };
  const hub = await start();
  const shops: ShopUnderTest[] = [];
  for (const one of prepared) shops.push(await connect(hub, one));
  await hub.kill('SIGTERM');
  const pieces = new Map(
    shops.flatMap(({ fake }) =>
      [...fake.shop.listings.values()].map((listing) => [`${fake.name} ${listing.listingId}`, listing.pieces] as const),
    ),
  );
  return {
    directory,
    shops,
    pieces,
    start,
    buy() {
      const { fake, sold } = shops[Math.floor(random() * shops.length)]!;
      const { listingId } = sold[Math.floor(random() * sold.length)]!;
      fake.shop.placeOrder({ lines: [{ listingId, pieces: 1 }] });
    },
    async remove() {
      // A test that failed has left them as they were.
      for (const one of hubs) await one.kill('SIGKILL');
      for (const { served } of prepared) await served.close();
      for (const service of services) await service.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

async function connect(hub: HubProcess, { name, carrier, fake, served }: Prepared): Promise<ShopUnderTest> {
  const access = { platform: name, baseUrl: served.url, credentials: fake.credentials };
  const { shopId, storeId } = await hub.ask<{ shopId: number; storeId: number }>('POST', '/sync/shops', {
    ...access,
    newStore: name,
  });
  await untilSync(hub, ({ shops }) => shops.some((shop) => shop.shopId === shopId && shop.lastSuccess !== null));
  // A long run takes more calls than a platform gives in a day.
  await hub.ask('POST', `/sync/shops/${shopId}/top-up`, { calls: 1_000_000 });
  const listed = await hub.ask<{ products: { id: number; listings: { listingId: string; shopId: number }[] }[] }>(
    'GET',
    `/products?storeId=${storeId}&limit=500`,
  );
  const products = listed.products.flatMap(({ id, listings }): EditedProduct[] =>
    listings.filter((one) => one.shopId === shopId).map(({ listingId }) => ({ productId: id, listingId })),
  );
  if (products.length !== LISTINGS) throw new Error(`${name}: ${products.length} products of ${LISTINGS}`);
  const half = LISTINGS / 2;
  return { fake, shopId, storeId, carrier, counted: products.slice(0, half), sold: products.slice(half) };
}

export interface SyncState {
  readonly waiting: number;
  readonly parked: number;
  readonly conflicts: number;
  readonly shops: readonly {
    readonly shopId: number;
    readonly lastSuccess: string | null;
    readonly problem: unknown;
  }[];
  readonly office: { readonly state: string; readonly lastSuccess: string | null; readonly waiting: number };
}

/** Nothing waits, and everybody was heard since then. @param since ISO 8601. */
export function isSettled({ waiting, shops, office }: SyncState, since: string): boolean {
  const heard = (lastSuccess: string | null) => (lastSuccess ?? '') > since;
  return (
    waiting === 0 &&
    shops.every((shop) => heard(shop.lastSuccess)) &&
    (office.state === 'none' || heard(office.lastSuccess))
  );
}

/** The middle one of several times: what else the computer does in between is no part of them. */
export function middle(times: readonly number[]): number {
  return [...times].sort((one, other) => one - other)[Math.floor(times.length / 2)]!;
}

/** Asks until sync is as wanted; gives it. @throws Error after five minutes, with the state. */
export async function untilSync(hub: HubProcess, wanted: (state: SyncState) => boolean): Promise<SyncState> {
  let state: SyncState | undefined;
  async function holds(): Promise<boolean> {
    state = await hub.ask<SyncState>('GET', '/sync/status');
    return wanted(state);
  }
  await until(holds, () => `sync as wanted: ${JSON.stringify(state)}`, { pause: 100, deadline: 300_000 });
  return state!;
}
