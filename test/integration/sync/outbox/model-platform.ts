/** A platform that keeps the truth in memory: what it holds, what it carried out, and what goes wrong with the next calls. */
import { AppError } from '../../../../shared/domain/app-error.ts';
import type {
  Platform,
  PlatformContext,
  PushCapability,
  PushItem,
  PushOutcome,
  RemoteListing,
  RemoteOrder,
} from '../../../../src-main/sync/platform/index.ts';

export type Mishap =
  /** Carried out, and nobody hears of it. */
  | 'lost'
  /** It never got there, and nobody can know that. */
  | 'dropped'
  /** No connection came about. */
  | 'unreachable'
  | 'throttle'
  /** Every second item fails. */
  | 'partial';

export interface ModelListing {
  title: string;
  price: number;
  quantity: number;
  version: number;
}

export interface ModelPlatform {
  readonly platform: Platform;
  readonly listings: Map<string, ModelListing>;
  /** Carried out, in their order. */
  readonly writes: { readonly listingId: string; readonly item: PushItem }[];
  /** What the next pushes meet. */
  readonly mishaps: Mishap[];
  /** Calls by name. */
  readonly calls: Map<string, number>;
  /** Items of these listings are refused, or make the call fail as a whole. */
  readonly poisoned: Map<string, AppError>;
  readonly breaks: Set<string>;
  /** Nothing answers. */
  down: boolean;
  sell(listingId: string, quantity: number): void;
  edit(listingId: string, change: Partial<Pick<ModelListing, 'price' | 'title' | 'quantity'>>): void;
  listing(listingId: string): RemoteListing | null;
}

export interface ModelOptions {
  readonly repeat: PushCapability['repeat'];
  /** How long it remembers what it acted on, for `key`; for ever, if left out. */
  readonly keyLife?: number;
  readonly batch?: number;
  readonly readBatch?: number;
  readonly now: () => number;
  /** What every call waits for. */
  readonly line: () => Promise<void>;
}

export function createModelPlatform(options: ModelOptions): ModelPlatform {
  const { now, line } = options;
  const listings = new Map<string, ModelListing>();
  const updated = new Map<string, number>();
  const orders: RemoteOrder[] = [];
  const writes: ModelPlatform['writes'] = [];
  const mishaps: Mishap[] = [];
  const calls = new Map<string, number>();
  const poisoned = new Map<string, AppError>();
  const breaks = new Set<string>();
  /** Ids that it has acted on, where it remembers them. */
  const known = new Map<string, number>();
  const batch = options.batch ?? 50;
  const { keyLife = Number.POSITIVE_INFINITY } = options;
  const remembers = (changeId: string) => now() - (known.get(changeId) ?? Number.NEGATIVE_INFINITY) < keyLife;
  const stock = {
    batch,
    repeat: options.repeat,
    ...(options.keyLife === undefined ? {} : { keyLife: options.keyLife }),
  };
  const settable = { batch, repeat: options.repeat === 'key' ? ('key' as const) : ('same' as const) };

  function count(api: string): void {
    calls.set(api, (calls.get(api) ?? 0) + 1);
    if (model.down) throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { unsent: true } });
  }

  function touch(listingId: string, change: Partial<ModelListing>): void {
    const listing = listings.get(listingId)!;
    Object.assign(listing, change, { version: listing.version + 1 });
    updated.set(listingId, now());
  }

  function carryOut(item: PushItem): PushOutcome {
    const listingId = 'listingId' in item ? item.listingId : item.orderNumber;
    const fault = poisoned.get(listingId);
    if (fault) return { changeId: item.changeId, outcome: 'failed', error: fault };
    if (options.repeat !== 'key' || !remembers(item.changeId)) {
      known.set(item.changeId, now());
      writes.push({ listingId, item });
      const listing = listings.get(listingId);
      if (item.kind === 'stock') touch(listingId, { quantity: listing!.quantity + item.delta });
      if (item.kind === 'price') touch(listingId, { price: item.price });
      if (item.kind === 'title') touch(listingId, { title: item.title });
    }
    return { changeId: item.changeId, outcome: 'done', version: String(listings.get(listingId)?.version ?? 0) };
  }

  async function push(_: PlatformContext, items: readonly PushItem[]): Promise<readonly PushOutcome[]> {
    count('push');
    const mishap = mishaps.shift();
    await line();
    if (mishap === 'unreachable')
      throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { unsent: true } });
    if (mishap === 'dropped') throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry' });
    if (mishap === 'throttle') {
      throw new AppError('PLATFORM_THROTTLED', { action: 'throttle', details: { retryAfterMilliseconds: 2_000 } });
    }
    if (items.some((item) => 'listingId' in item && breaks.has(item.listingId))) {
      throw new AppError('PLATFORM_UNREADABLE', { action: 'retry', details: { unsent: true } });
    }
    const outcomes = items.map((item, place): PushOutcome => {
      if (mishap !== 'partial' || place % 2 === 0) return carryOut(item);
      const error = new AppError('PLATFORM_REFUSED', { action: 'refuse' });
      return { changeId: item.changeId, outcome: 'failed', error };
    });
    await line();
    if (mishap === 'lost') throw new AppError('PLATFORM_UNREACHABLE', { action: 'retry' });
    return outcomes;
  }

  const model: ModelPlatform = {
    listings,
    writes,
    mishaps,
    calls,
    poisoned,
    breaks,
    down: false,
    sell(listingId, quantity) {
      touch(listingId, { quantity: listings.get(listingId)!.quantity - quantity });
      const number = `O-${orders.length + 1}`;
      orders.push(orderOf(number, listingId, quantity, now()));
    },
    edit: touch,
    listing(listingId) {
      const listing = listings.get(listingId);
      if (!listing) return null;
      const { version, ...rest } = listing;
      const updatedAt = updated.get(listingId) ?? 0;
      return { listingId, sku: listingId, currency: 'CNY', onSale: true, ...rest, version: String(version), updatedAt };
    },
    platform: {
      name: 'taobao',
      capabilities: {
        orders: { longestWindow: null, overlap: 0, reach: null },
        listings: { longestWindow: null, overlap: 0, reach: null },
        tracking: false,
        webhooks: false,
        readBatch: options.readBatch ?? 100,
        push: { stock, price: settable, title: settable, 'order-note': settable, fulfilment: stock },
        rate: { perSecond: 10, burst: 10 },
        dailyCalls: null,
        quotaDayOffset: 0,
      },
      defaultBaseUrl: () => 'https://example.com',
      fields: [],
      appOf: () => 'app',
      async shopInfo() {
        count('shopInfo');
        await line();
        return { shopId: 'S', title: 'Shop', currency: 'CNY', timeZone: null };
      },
      async orders(_, { from, to, cursor }) {
        count('orders');
        await line();
        const found = orders.filter(({ updatedAt }) => updatedAt >= from && updatedAt < to);
        const at = Number(cursor ?? 0);
        return { items: found.slice(at, at + 3), unread: [], next: at + 3 < found.length ? String(at + 3) : null };
      },
      order: async () => null,
      async listings() {
        count('listings');
        return { items: [], unread: [], next: null };
      },
      async listingsById(_, ids) {
        count('listingsById');
        await line();
        const found = ids.map((id) => model.listing(id)).filter((listing) => listing !== null);
        await line();
        return { items: found, unread: [] };
      },
      tracking: async () => null,
      push,
      refresh: null,
      webhooks: null,
    },
  };
  return model;
}

function orderOf(number: string, listingId: string, quantity: number, at: number): RemoteOrder {
  return {
    number,
    remoteId: number,
    version: '1',
    updatedAt: at,
    placedAt: at,
    paidAt: at,
    status: 'paid',
    rawStatus: 'PAID',
    currency: 'CNY',
    total: 0,
    discount: 0,
    shippingFee: 0,
    tax: 0,
    refunded: 0,
    customer: null,
    contact: null,
    note: null,
    lines: [{ lineId: '1', sku: listingId, listingId, title: listingId, quantity, unitPrice: 0, amount: 0 }],
    shipments: [],
  };
}
