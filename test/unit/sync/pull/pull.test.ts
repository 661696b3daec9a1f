/** Whose turn it is to be listed, and with what. */
import { expect, it } from 'vitest';
import { AppError } from '#shared/domain/app-error.ts';
import { createPull, type Pull, type PullOptions, type PullStore } from '../../../../src-main/sync/pull/index.ts';
import { FRESH_STREAM } from '../../../../src-main/sync/pull/stream.ts';
import type { OpenShop } from '../../../../src-main/sync/shops/index.ts';
import { createVirtualTime, type VirtualTime } from '../../../virtual-time/index.ts';

const EVERY_SECONDS = 60;

/** Remembers nothing of what was listed. */
const store: PullStore = {
  stream: async () => ({ ...FRESH_STREAM, beganFrom: null, listed: 0 }),
  takeOrders: async () => ({ added: 0, changed: 0 }),
  noteOrders: async () => undefined,
  takeOrder: async () => null,
  unreadDue: async () => [],
  askedAgain: async () => undefined,
  takeListingsAgain: async () => undefined,
  takeListings: async () => false,
};

/** Everything that a test does not name is as plain as can be. */
function pullOf(time: VirtualTime, options: Pick<PullOptions, 'shops'> & Partial<PullOptions>): Pull {
  return createPull({
    store,
    settings: () => ({ everySeconds: EVERY_SECONDS, fullEveryHours: 24, firstDays: 1 }),
    mayRun: () => true,
    now: time.now,
    later: time.later,
    random: () => 0.5,
    log: { write: () => undefined } as never,
    onChange: () => undefined,
    onData: () => undefined,
    onSignIn: () => undefined,
    onSuccess: () => undefined,
    ...options,
  });
}

it('lists a shop that was disconnected and connected again over its new line', async () => {
  const time = createVirtualTime();
  const listed: string[] = [];
  const shopOver = (line: string): OpenShop => {
    const page = async () => {
      listed.push(line);
      return { items: [], unread: [], next: null };
    };
    const capability = { longestWindow: null, overlap: 0, reach: null };
    return {
      row: { id: 7, storeId: 1, platform: 'taobao' },
      platform: { capabilities: { orders: capability, listings: capability }, orders: page, listings: page },
      clock: { now: time.now },
      work: () => ({}),
    } as unknown as OpenShop;
  };
  let shops = [shopOver('old')];
  const pull = pullOf(time, { shops: () => shops });
  pull.start();
  await time.advance(1_000);
  expect(new Set(listed)).toEqual(new Set(['old']));
  listed.length = 0;
  shops = [shopOver('new')];
  await time.advance(EVERY_SECONDS * 1_000);
  expect(new Set(listed)).toEqual(new Set(['new']));
  shops = [];
  listed.length = 0;
  await time.advance(EVERY_SECONDS * 2_000);
  expect(listed).toEqual([]);
  await pull.close();
});

it('cuts a round off when it may not run any more, and goes on from the last page once it may', async () => {
  const time = createVirtualTime();
  const pages: (string | null)[] = [];
  let kept: unknown = null;
  let paused = false;
  const fresh = { ...FRESH_STREAM, doneTo: time.now() - 1, fullAt: time.now(), beganFrom: 0, listed: 0 };
  const keeping = {
    ...store,
    stream: async (_shop: number, stream: string) => (stream === 'orders' ? (kept ?? fresh) : fresh),
    takeOrders: async (_shop: number, taken: readonly { readonly reached: unknown }[]) => {
      kept = taken.at(-1)?.reached;
      return { added: 1, changed: 0 };
    },
  } as unknown as PullStore;
  const capability = { longestWindow: null, overlap: 0, reach: null };
  const shop = {
    row: { id: 7, storeId: 1, platform: 'taobao' },
    platform: {
      capabilities: { orders: capability, listings: capability },
      async orders(_context: unknown, { cursor }: { readonly cursor: string | null }) {
        pages.push(cursor);
        await time.sleep(1_000);
        const page = Number(cursor ?? 0) + 1;
        return { items: [], unread: [], next: page < 10 ? String(page) : null };
      },
      listings: async () => ({ items: [], unread: [], next: null }),
    },
    clock: { now: time.now },
    work: () => ({}),
  } as unknown as OpenShop;
  const pull = pullOf(time, { shops: () => [shop], store: keeping, mayRun: () => !paused });
  pull.start();
  await time.advance(3_500);
  expect(pages).toEqual([null, '1', '2', '3']);
  pull.held();
  paused = true;
  pull.held();
  await time.advance(EVERY_SECONDS * 2_000);
  expect(pages).toHaveLength(4);
  expect(pull.state(7).progress).toBeNull();
  paused = false;
  pull.wake(7);
  await time.advance(6_500);
  // The page that was under way is listed again.
  expect(pages.slice(4)).toEqual(['3', '4', '5', '6', '7', '8', '9']);
  const closed = pull.close();
  await time.advance(1_000);
  await closed;
});

it('lists a window anew when the platform refuses the place where it was left, and only then', async () => {
  const time = createVirtualTime();
  const window = {
    from: time.now() - 120_000,
    to: time.now() - 60_000,
    cursor: 'stale',
    full: false,
    historyUntil: null,
  };
  const fresh = { ...FRESH_STREAM, doneTo: time.now() - 60_000, fullAt: time.now(), beganFrom: 0, listed: 0 };
  let kept: unknown = { ...fresh, window };
  let refusesAll = true;
  const asked: (string | null)[] = [];
  const keeping = {
    ...store,
    stream: async (_shop: number, stream: string) => (stream === 'orders' ? kept : fresh),
    takeOrders: async (_shop: number, taken: readonly { readonly reached: unknown }[]) => {
      kept = taken.at(-1)?.reached;
      return { added: 1, changed: 0 };
    },
  } as unknown as PullStore;
  const capability = { longestWindow: null, overlap: 0, reach: null };
  const shop = {
    row: { id: 7, storeId: 1, platform: 'taobao' },
    platform: {
      capabilities: { orders: capability, listings: capability },
      async orders(_context: unknown, { cursor }: { readonly cursor: string | null }) {
        asked.push(cursor);
        if (refusesAll || cursor === 'stale') throw new AppError('PLATFORM_REFUSED', { action: 'refuse' });
        return { items: [], unread: [], next: null };
      },
      listings: async () => ({ items: [], unread: [], next: null }),
    },
    clock: { now: time.now },
    work: () => ({}),
  } as unknown as OpenShop;
  const pull = pullOf(time, { shops: () => [shop], store: keeping });
  pull.start();
  await time.advance(1_000);
  // Once anew; that this is refused too says that it is not the place.
  expect(asked).toEqual(['stale', null]);
  expect(pull.state(7).problem).toMatchObject({ code: 'PLATFORM_REFUSED' });
  refusesAll = false;
  asked.length = 0;
  pull.wake(7);
  await time.advance(1_000);
  expect(asked).toEqual(['stale', null]);
  expect(pull.state(7).problem).toBeNull();
  expect(kept).toMatchObject({ window: null });
  await pull.close();
});
