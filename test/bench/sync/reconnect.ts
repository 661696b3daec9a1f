/**
 * Two hundred stores whose line comes back at the same moment: the real probes, pulls, pushes and calls of each in one virtual
 * time, over a database that says what a store has to do. Counts what reaches the platform in each second.
 */
import { AppError } from '#shared/domain/app-error.ts';
import {
  createLocalBuckets,
  createPlatformBreakers,
  createRateLimiter,
  createRemoteCalls,
  type Priority,
} from '../../../src-main/resilience/index.ts';
import { createPush, noCrash } from '../../../src-main/sync/outbox/index.ts';
import {
  createShopContext,
  createShopLine,
  type Platform,
  type PlatformApi,
  type Transport,
} from '../../../src-main/sync/platform/index.ts';
import { shopify } from '../../../src-main/sync/platforms/shopify/index.ts';
import { createPull, type PullStore } from '../../../src-main/sync/pull/index.ts';
import { createConnection } from '../../../src-main/sync/status/index.ts';
import { createVirtualTime, seeded, type VirtualTime } from '../../virtual-time/index.ts';

const STORES = 200;
const OFFLINE = 10 * 60_000;
/** What the line's return brings about is over by then. */
const WATCHED = 60_000;
const PAGES = 4;
const BATCHES = 2;

interface Line {
  up: boolean;
  readonly arrivals: number[];
}

const listApi: PlatformApi<null, null> = {
  name: 'list',
  writes: false,
  cost: () => 1,
  build: () => ({ method: 'GET', url: 'http://platform', headers: {}, body: null }),
  read: () => ({ value: null }),
};
const pushApi: PlatformApi<null, null> = { ...listApi, name: 'push', writes: true };

export interface Reconnected {
  /** Calls in the busiest second. */
  readonly peak: number;
  /** Calls a second, from the return to the last call. */
  readonly mean: number;
  readonly calls: number;
}

export async function reconnectAll(): Promise<Reconnected> {
  const time = createVirtualTime();
  const line: Line = { up: true, arrivals: [] };
  const starts = seeded(4);
  const stores: (() => Promise<void>)[] = [];
  for (let n = 0; n < STORES; n++) {
    // Computers are switched on at different times.
    await time.advance(starts() * 200);
    stores.push(openStore(time, line, seeded(100 + n)));
  }
  line.up = false;
  await time.advance(OFFLINE);
  line.up = true;
  const returned = time.elapsed();
  line.arrivals.length = 0;
  await time.advance(WATCHED);
  const seconds = new Map<number, number>();
  for (const at of line.arrivals) {
    const second = Math.floor((at - returned) / 1_000);
    seconds.set(second, (seconds.get(second) ?? 0) + 1);
  }
  const calls = line.arrivals.length;
  const result = { peak: Math.max(...seconds.values()), mean: calls / (Math.max(...seconds.keys()) + 1), calls };
  for (const close of stores) void close();
  return result;
}

/** A store that has something to list and something to send whenever it is asked. */
function openStore(time: VirtualTime, line: Line, random: () => number): () => Promise<void> {
  const transport: Transport = async () => {
    await time.sleep(20 + random() * 80);
    if (!line.up) throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { unsent: true } });
    line.arrivals.push(time.elapsed());
    await time.sleep(20 + random() * 80);
    return { status: 200, headers: {}, body: '' };
  };
  const platform: Platform = {
    ...shopify,
    async orders(context, { cursor }) {
      await context.call(listApi, null);
      const page = Number(cursor ?? 0) + 1;
      return { items: [], unread: [], next: page < PAGES ? String(page) : null };
    },
    async listings(context) {
      await context.call(listApi, null);
      return { items: [], unread: [], next: null };
    },
    async push(context, items) {
      await context.call(pushApi, null);
      return items.map(({ changeId }) => ({ changeId, outcome: 'done', version: null }));
    },
  };
  const nominal = () => platform.capabilities.rate;
  const limiter = createRateLimiter({ buckets: createLocalBuckets({ nominal, now: time.now }), later: time.later });
  const breakers = createPlatformBreakers({ later: time.later });
  const calls = createRemoteCalls({ later: time.later, random, limiter, breakers });
  const shopLine = createShopLine({
    platform,
    shop: 'shop',
    access: { baseUrl: 'http://platform', credentials: {} },
    saveTokens: async () => undefined,
    calls,
    transport,
    now: time.now,
  });
  const work = (priority: Priority, signal: AbortSignal) => createShopContext(shopLine, { priority, signal });
  // A line that is down is no fault; what fails of another reason would list everything twice, and pass for calls of the return.
  const log = {
    write(level: string, message: string, details: { readonly error?: unknown }) {
      if (level === 'error') throw new Error(message, { cause: details.error });
    },
  } as never;
  const pull = createPull({
    shops: () => [{ row: { id: 1, storeId: 1, platform: 'shopify' }, platform, clock: time, work }] as never,
    store: storeOf(time),
    settings: () => ({ everySeconds: 60, fullEveryHours: 24, firstDays: 30 }),
    mayRun: () => true,
    now: time.now,
    later: time.later,
    random,
    log,
    onChange: () => undefined,
    onData: () => undefined,
    onSignIn: () => undefined,
    onSuccess: () => undefined,
  });
  let batches = BATCHES;
  const push = createPush({
    reader: { read: async (name: string) => (name === 'outbox.shops' ? [1] : null) } as never,
    writer: {
      async write(name: string, args: { verdicts?: readonly { verdict: string }[] }) {
        if (name === 'outbox.settle' && args.verdicts?.every(({ verdict }) => verdict === 'done')) batches -= 1;
        return name === 'outbox.take' ? (line.up && batches <= 0 ? { step: 'idle', nextAt: null } : step()) : null;
      },
    } as never,
    open: async (_id, signal, priority) => ({ platform, context: work(priority, signal) }),
    policies: () => ({ price: 'ask', title: 'local', note: 'merge' }),
    now: time.now,
    later: time.later,
    random,
    crashPoint: noCrash,
    log: () => undefined,
    onNews: () => undefined,
  });
  const connection = createConnection({
    linkUp: () => true,
    probe: async () => {
      await time.sleep(20 + random() * 80);
      return line.up ? 'reached' : 'unreachable';
    },
    hasTargets: () => true,
    now: time.now,
    later: time.later,
    onChange(state) {
      if (state !== 'online') {
        batches = BATCHES;
        return;
      }
      calls.networkReturned();
      push.networkReturned();
      pull.networkReturned();
    },
  });
  connection.start();
  void push.start();
  pull.start();
  return async () => {
    connection.close();
    await Promise.all([push.stop(0), pull.close()]);
  };
}

function step() {
  const push = { kind: 'price', changeId: 'c', listingId: 'l', price: 1, currency: 'CNY' };
  const item = { id: 'c', lane: 'listing:1/l', tries: 1, faults: 0, fresh: true, changes: 1, push };
  return { step: 'send', kind: 'price', items: [item] };
}

/** What a database would keep of the streams. */
function storeOf(time: VirtualTime): PullStore {
  const kept = new Map<string, unknown>();
  const fresh = () => ({
    doneTo: time.now(),
    window: null,
    fullAt: time.now(),
    history: null,
    beganFrom: 0,
    listed: 0,
  });
  const keep = (stream: string, reached: unknown) => void kept.set(stream, reached);
  return {
    stream: async (_shop: number, stream: string) => kept.get(stream) ?? fresh(),
    takeOrders: async (_shop: number, pages: readonly { readonly reached: unknown }[]) => {
      keep('orders', pages.at(-1)?.reached);
      return { added: 0, changed: 0 };
    },
    takeListings: async (_shop: number, _listings: unknown, reached: unknown) => {
      keep('listings', reached);
      return false;
    },
    noteOrders: async () => undefined,
    unreadDue: async () => [],
  } as never;
}
