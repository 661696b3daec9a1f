/** Every stand-in on a real port, asked by its adapter over real HTTP. */
import { afterEach, describe, expect, it } from 'vitest';
import {
  createHttpTransport,
  createShopContext,
  createShopLine,
  PLATFORM_NAMES,
  type PlatformName,
} from '../../../src-main/sync/platform/index.ts';
import { PLATFORMS } from '../../../src-main/sync/platforms/index.ts';
import { FAKES, type Mishap, seedShop, serveFake } from '../../fakes/index.ts';
import { seeded } from '../../virtual-time/index.ts';
import { ONE_TRY } from './one-try.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function connect(name: PlatformName, signal = new AbortController().signal) {
  const fake = FAKES.get(name)!({ now: Date.now, random: seeded(1) });
  seedShop(fake.shop, { orders: 5, listings: 5, now: Date.now() });
  const served = await serveFake(fake);
  closing.push(served.close);
  const platform = PLATFORMS.find((known) => known.name === name)!;
  const line = createShopLine({
    platform,
    shop: 'shop',
    access: { baseUrl: served.url, credentials: fake.credentials },
    saveTokens: async () => undefined,
    calls: ONE_TRY,
    transport: createHttpTransport({ fetch }),
    now: Date.now,
  });
  return { fake, platform, context: createShopContext(line, { priority: 'staff', signal }) };
}

it('every platform has its adapter and its stand-in', () => {
  const names = [...PLATFORM_NAMES].sort();
  expect(PLATFORMS.map(({ name }) => name).sort()).toEqual(names);
  expect([...FAKES.keys()].sort()).toEqual(names);
});

describe.each([...FAKES.keys()])('%s over HTTP', (name) => {
  it('gives the shop and an order, Chinese words and long ids whole', async () => {
    const { fake, platform, context } = await connect(name);
    expect(await platform.shopInfo(context)).toMatchObject({ shopId: fake.shop.shopId, title: fake.shop.title });
    const [order] = fake.shop.orders.values();
    const found = await platform.order(context, order!.number);
    expect(found?.remoteId).toBe(order!.remoteId);
    expect(found?.lines.map(({ title }) => title)).toEqual(order!.lines.map(({ title }) => title));
  });

  it.each([
    ['a broken line before', { kind: 'drop-before' }, 'PLATFORM_UNREACHABLE'],
    ['a broken line after', { kind: 'drop-after' }, 'PLATFORM_UNREACHABLE'],
    ['a gateway that is down', { kind: 'status', status: 502 }, 'PLATFORM_UNREACHABLE'],
    ['a page instead of data', { kind: 'rubbish' }, 'PLATFORM_UNREADABLE'],
  ] as const)('tells of %s, and works again', async (_, mishap: Mishap, code) => {
    const { fake, platform, context } = await connect(name);
    fake.misbehave(mishap);
    await expect(platform.shopInfo(context)).rejects.toMatchObject({ code, action: 'retry' });
    await platform.shopInfo(context);
  });

  it('is given up where it stays silent', async () => {
    const deadline = new AbortController();
    const { fake, platform, context } = await connect(name, deadline.signal);
    fake.misbehave({ kind: 'silence', acted: false });
    const work = platform.shopInfo(context);
    const outcome = expect(work).rejects.toBeDefined();
    while (fake.calls.length === 0) await new Promise((resolve) => setImmediate(resolve));
    deadline.abort();
    await outcome;
  });
});
