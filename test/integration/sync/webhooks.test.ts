import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type HttpServer, startHttpServer } from '../../../src-main/api/http/server.ts';
import type { HttpRequest } from '../../../src-main/sync/platform/index.ts';
import { FAKES, type FakePlatform, type ServedFake, seedShop, serveFake } from '../../fakes/index.ts';
import { type RunningEngine, startEngine } from '../api/running-engine.ts';

let running: RunningEngine;
let server: HttpServer;
let fake: FakePlatform;
let served: ServedFake;
let shopId: number;

beforeAll(async () => {
  running = await startEngine();
  const { engine, directory } = running;
  // Nothing is listed by itself while the test runs: what arrives, arrives because of a hint.
  await engine.config.update({ sync: { ...engine.config.current().sync, everySeconds: 86_400 } });
  await engine.keepTime();
  fake = FAKES.get('shopify')!({ now: Date.now, random: Math.random, rate: { perSecond: 10_000, burst: 10_000 } });
  seedShop(fake.shop, { orders: 0, listings: 5, now: Date.now() });
  served = await serveFake(fake);
  const status = await engine.api.sync.connect({
    platform: 'shopify',
    baseUrl: served.url,
    credentials: fake.credentials,
    newStore: '网店',
  });
  shopId = status.shopId;
  await stateOf((shop) => shop.lastSuccess !== null && shop.progress === null);
  fake.takeWebhooks();
  server = await startHttpServer({
    webhook: engine.hearWebhook,
    router: engine.router,
    version: engine.version,
    host: '127.0.0.1',
    port: 0,
    fixed: false,
    pageDirectory: directory,
    accessTokenFile: engine.paths.accessToken,
    sessionFile: engine.paths.sessions,
    upload: { directory: join(directory, 'uploads'), maxBytes: 1, grant: () => Promise.reject(new Error('none')) },
    allowedHosts: [],
    log: engine.log,
    trace: engine.trace,
    random: randomBytes,
    now: engine.now,
  });
});

afterAll(async () => {
  await server.close();
  await served.close();
  await running.cleanUp();
});

type ShopState = Awaited<ReturnType<RunningEngine['engine']['api']['sync']['status']>>['shops'][number];

/** Follows the state of sync until the shop is as wanted. */
async function stateOf(wanted: (shop: ShopState) => boolean): Promise<void> {
  for await (const { shops } of await running.engine.api.sync.follow()) {
    const shop = shops.find((one) => one.shopId === shopId);
    if (shop && wanted(shop)) return;
  }
}

async function deliver({ headers, body }: HttpRequest, id = shopId): Promise<number> {
  const { host: _, ...rest } = headers;
  const url = `http://127.0.0.1:${server.port}/webhooks/${id}`;
  return (await fetch(url, { method: 'POST', headers: rest, body })).status;
}

function orderHint(): HttpRequest {
  const [listing] = fake.shop.listings.values();
  fake.shop.placeOrder({ lines: [{ listingId: listing!.listingId, pieces: 1 }] });
  const hint = fake.takeWebhooks().find(({ headers }) => headers['x-shopify-topic'] === 'orders/create');
  if (!hint) throw new Error('the stand-in sent no webhook');
  return hint;
}

const orderCalls = () => fake.calls.filter(({ api }) => api === 'orders').length;
const listingCalls = () => fake.calls.filter(({ api }) => api === 'products' || api === 'productVariants').length;

async function knownOrders(count: number): Promise<void> {
  const { info } = running.engine.api.system;
  await expect.poll(async () => (await info()).orders, { timeout: 20_000 }).toBe(count);
}

describe('what a platform sends by itself', () => {
  it('brings the order at once that it hints at, by its number', async () => {
    const listed = listingCalls();
    expect(await deliver(orderHint())).toBe(200);
    await knownOrders(1);
    expect(listingCalls()).toBe(listed);
  });

  it('is taken for nothing when it comes again', async () => {
    const hint = orderHint();
    expect(await deliver(hint)).toBe(200);
    await knownOrders(2);
    const calls = orderCalls();
    expect(await deliver(hint)).toBe(200);
    expect(await deliver(hint)).toBe(200);
    await running.engine.api.sync.status();
    expect(orderCalls()).toBe(calls);
  });

  it('is one listing, however many orders it hints at in a moment', async () => {
    const hints = Array.from({ length: 20 }, orderHint);
    const [calls, listed] = [orderCalls(), listingCalls()];
    const answers = await Promise.all(hints.map((hint) => deliver(hint)));
    expect(answers).toEqual(Array(20).fill(200));
    await knownOrders(22);
    await stateOf((shop) => shop.progress === null);
    expect(listingCalls() - listed).toBe(1);
    // Two pages of 15 at the most.
    expect(orderCalls() - calls).toBeLessThanOrEqual(2);
  });

  it('is turned away when its signature is wrong, its body was touched, or it is for nobody', async () => {
    const hint = orderHint();
    const calls = orderCalls();
    expect(await deliver({ ...hint, body: `${hint.body} ` })).toBe(401);
    expect(await deliver({ ...hint, headers: { ...hint.headers, 'x-shopify-hmac-sha256': 'AAAA' } })).toBe(401);
    const { 'x-shopify-hmac-sha256': _, ...unsigned } = hint.headers;
    expect(await deliver({ ...hint, headers: unsigned })).toBe(401);
    expect(await deliver(hint, 999)).toBe(404);
    expect(orderCalls()).toBe(calls);
  });

  it('is no way in for anything else', async () => {
    const url = `http://127.0.0.1:${server.port}/webhooks/${shopId}`;
    expect((await fetch(url)).status).toBe(405);
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(3_000_000) })).status).toBe(413);
    // Beyond the one address of each shop the door is shut as ever.
    const others = [`${url}/orders`, url.replace(/\d+$/, '0'), `${url}/../../api/system/info`];
    for (const other of others) expect([401, 403]).toContain((await fetch(other, { method: 'POST' })).status);
  });

  it('shows at once that the app was removed: the shop asks for a sign-in, and the log says so', async () => {
    const { headers, ...hint } = orderHint();
    fake.misbehave({ kind: 'refuse', code: '401' }, { times: 1_000 });
    expect(await deliver({ ...hint, headers: { ...headers, 'x-shopify-topic': 'app/uninstalled' } })).toBe(200);
    await stateOf((shop) => shop.state === 'sign-in');
    const { lines } = await running.engine.api.sync.log({ shopId });
    expect(lines.filter(({ event }) => event === 'sign-in')).toMatchObject([
      { level: 'error', details: { code: 'PLATFORM_SIGN_IN' } },
    ]);
  });
});
