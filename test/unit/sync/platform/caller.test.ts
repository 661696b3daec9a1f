import { describe, expect, it } from 'vitest';
import { AppError } from '../../../../shared/domain/app-error.ts';
import {
  createLocalBuckets,
  createPlatformBreakers,
  createRateLimiter,
  createRemoteCalls,
} from '../../../../src-main/resilience/index.ts';
import {
  createShopContext,
  createShopLine,
  type FreshTokens,
  faultOf,
  type HttpRequest,
  type HttpResponse,
  type Platform,
  type PlatformApi,
} from '../../../../src-main/sync/platform/index.ts';
import { createVirtualTime } from '../../../virtual-time/index.ts';

/** Says who asks and when; a token that the other side does not take is answered with 401. */
const hello: PlatformApi<string, string> = {
  name: 'hello',
  writes: false,
  cost: () => 1,
  build: (name, { baseUrl, credentials }, now) => ({
    method: 'GET',
    url: `${baseUrl}/hello/${name}`,
    headers: { token: credentials.token ?? '', at: String(now) },
    body: null,
  }),
  read: ({ status, body }) => {
    if (status !== 200) throw faultOf([], { platform: 'shopify', codes: [], status });
    return { value: (JSON.parse(body) as { hello: string }).hello.toUpperCase() };
  },
};

const refresh: PlatformApi<null, FreshTokens> = {
  name: 'refresh',
  writes: true,
  cost: () => 1,
  build: (_, { baseUrl, credentials }) => ({
    method: 'POST',
    url: `${baseUrl}/refresh`,
    headers: {},
    body: credentials.refresh ?? '',
  }),
  read: ({ status, body }) => {
    if (status !== 200) throw faultOf([], { platform: 'shopify', codes: [], status });
    return { value: { credentials: JSON.parse(body) as Record<string, string>, expiresAt: null } };
  },
};

interface SetUp {
  readonly canRefresh?: boolean;
  readonly save?: (fresh: FreshTokens) => Promise<void>;
}

function setUp({ canRefresh = true, save = async () => undefined }: SetUp = {}) {
  const time = createVirtualTime();
  const requests: HttpRequest[] = [];
  const world = { good: 'new', refreshStatus: 200, next: 'new', answer: null as HttpResponse | null };
  const log: string[] = [];

  async function transport(request: HttpRequest): Promise<HttpResponse> {
    requests.push(request);
    await time.sleep(10);
    if (request.url.endsWith('/refresh')) {
      log.push('refreshed');
      const body = JSON.stringify({ token: world.next, refresh: `after ${request.body}` });
      return { status: world.refreshStatus, headers: {}, body };
    }
    if (world.answer) return world.answer;
    log.push(`asked with ${request.headers.token}`);
    const status = request.headers.token === world.good ? 200 : 401;
    return { status, headers: {}, body: '{"hello":"you"}' };
  }

  const nominal = () => ({ perSecond: 100, burst: 100 });
  const limiter = createRateLimiter({ buckets: createLocalBuckets({ nominal, now: time.now }), later: time.later });
  const breakers = createPlatformBreakers({ later: time.later });
  const calls = createRemoteCalls({ later: time.later, random: () => 0.5, limiter, breakers });
  // Only what the caller reads of a platform.
  const platform = {
    name: 'shopify',
    fields: [],
    refresh: canRefresh ? refresh : null,
    appOf: () => 'app',
  } as unknown as Platform;
  const line = createShopLine({
    platform,
    shop: 'shopify/1',
    access: { baseUrl: 'http://shop', credentials: { token: 'old', refresh: 'r1', secret: 'kept' } },
    saveTokens: async (fresh) => {
      log.push(`saving ${fresh.credentials.token}`);
      await save(fresh);
    },
    calls,
    transport,
    now: time.now,
  });
  const context = createShopContext(line, { priority: 'background', signal: new AbortController().signal });
  return { time, line, context, requests, world, log };
}

describe('a call of a shop', () => {
  it('is built anew for each try, with the time of its sending', async () => {
    const { time, context, world, requests } = setUp();
    world.good = 'old';
    world.answer = { status: 502, headers: {}, body: '<html>' };
    time.later(300, () => {
      world.answer = null;
    });
    expect(await time.until(context.call(hello, 'a'))).toBe('YOU');
    const times = requests.map(({ headers }) => Number(headers.at));
    expect(times).toHaveLength(2);
    expect(times[1]! - times[0]!).toBeGreaterThan(400);
  });

  it('says that an answer cannot be read where the adapter stumbles', async () => {
    const { time, context, world } = setUp();
    world.answer = { status: 200, headers: {}, body: '{}' };
    await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({
      code: 'PLATFORM_UNREADABLE',
      details: { platform: 'shopify', api: 'hello' },
    });
  });
});

describe('a token that is turned away', () => {
  it('is renewed once for all who wait, and saved before it is used', async () => {
    const { time, context, line, log } = setUp();
    const all = Array.from({ length: 20 }, (_, at) => context.call(hello, String(at)));
    expect(await time.until(Promise.all(all))).toHaveLength(20);
    expect(log.filter((line) => line === 'refreshed')).toHaveLength(1);
    expect(log.indexOf('saving new')).toBeLessThan(log.indexOf('asked with new'));
    expect(line.tokens.access.credentials).toEqual({ token: 'new', refresh: 'after r1', secret: 'kept' });
  });

  it('is not renewed where another call has seen to it meanwhile', async () => {
    const { time, context, log } = setUp();
    await time.until(context.call(hello, 'a'));
    await time.until(context.call(hello, 'b'));
    expect(log.filter((line) => line === 'refreshed')).toHaveLength(1);
  });

  it('leads to signing in where the platform gives no other', async () => {
    for (const options of [{ canRefresh: false }, {}]) {
      const { time, context, world } = setUp(options);
      world.refreshStatus = 400;
      await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({
        code: 'PLATFORM_SIGN_IN',
        action: 'reauthorise',
      });
    }
  });

  it('is not renewed where the key or the secret is what is wrong', async () => {
    const { time, context, log } = setUp();
    const signed: typeof hello = {
      ...hello,
      read() {
        const rules = [{ code: '25', action: 'reauthorise' as const, as: 'CREDENTIALS_WRONG' as const }];
        throw faultOf(rules, { platform: 'shopify', codes: ['25'] });
      },
    };
    await expect(time.until(context.call(signed, 'a'))).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
      action: 'reauthorise',
    });
    expect(log).not.toContain('refreshed');
  });

  it('is not renewed for ever where the platform takes none', async () => {
    const { time, context, world, log } = setUp();
    world.good = 'none';
    for (let at = 0; at < 50; at++) {
      await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({ action: 'reauthorise' });
    }
    expect(log.filter((line) => line === 'refreshed')).toHaveLength(4);
    world.good = world.next = 'newer';
    await time.advance(3_600_000);
    expect(await time.until(context.call(hello, 'a'))).toBe('YOU');
  });

  it('costs nothing of the hour where the platform cannot be reached', async () => {
    const { time, context, world, log } = setUp();
    world.refreshStatus = 503;
    for (let at = 0; at < 12; at++) {
      await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({ action: 'retry' });
      await time.advance(60_000);
    }
    world.refreshStatus = 200;
    log.length = 0;
    expect(await time.until(context.call(hello, 'a'))).toBe('YOU');
    expect(log).toContain('saving new');
  });

  it('is asked for no second time where the new one could not be saved', async () => {
    let isFull = true;
    const save = async () => {
      if (isFull) throw new AppError('DISK_FULL');
    };
    const { time, context, log } = setUp({ save });
    await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(log).not.toContain('asked with new');
    isFull = false;
    expect(await time.until(context.call(hello, 'a'))).toBe('YOU');
    expect(log.filter((line) => line === 'refreshed')).toHaveLength(1);
  });

  it('gives way to what staff have signed in with', async () => {
    const { time, context, line, world } = setUp({ canRefresh: false });
    await expect(time.until(context.call(hello, 'a'))).rejects.toMatchObject({ code: 'PLATFORM_SIGN_IN' });
    line.tokens.replace({ baseUrl: 'http://shop', credentials: { token: world.good } });
    expect(await time.until(context.call(hello, 'a'))).toBe('YOU');
  });
});
