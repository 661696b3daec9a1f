/** A platform's adapter, talking to its stand-in in virtual time, and what a suite needs to know of the platform beforehand. */
import { it } from 'vitest';
import type { AppError, ErrorAction } from '#shared/domain/app-error.ts';
import {
  createShopContext,
  createShopLine,
  type Page,
  type PageRequest,
  type Platform,
  type PlatformContext,
  type RemoteOrder,
  type ShopAccess,
} from '../../../src-main/sync/platform/index.ts';
import {
  type CreateFakePlatform,
  type FakeListing,
  type FakeOrder,
  type FakePlatform,
  type FakePlatformOptions,
  fakeTransport,
  seedShop,
  totalOf,
} from '../../fakes/index.ts';
import { createVirtualTime, seeded, type VirtualTime } from '../../virtual-time/index.ts';
import { bareContext, ONE_TRY } from './one-try.ts';

const DAY = 86_400_000;

/** Something that makes no sense of an item, and the name that the adapter has to give it. */
export interface SpoiltField {
  /** See `Spoil`. */
  readonly path: string;
  readonly value?: unknown;
  /** As the platform itself calls it. */
  readonly field: string;
}

/** What the suite cannot see from the adapter. */
export interface PlatformFacts {
  /** The platform's table of errors: each is met once, and must be answered like this. */
  readonly errors: readonly { readonly code: string; readonly subCode?: string; readonly action: ErrorAction }[];
  /** The platform's error for one item of a batch, for each kind that is pushed. */
  readonly itemError: string;
  /** What an order or a listing cannot be read for, as lists tell of it. */
  readonly spoils: {
    readonly order: readonly SpoiltField[];
    /** The same of an order that is asked for alone, where that is told otherwise. */
    readonly orderAlone?: SpoiltField;
    /** Where an order's number stands. */
    readonly orderNumber: readonly string[];
    readonly listing: readonly SpoiltField[];
    /** What the object of a variant is known by; its id, if left out. */
    readonly markOf?: (listing: FakeListing) => string;
  };
  /** Credentials that the platform does not take, and what follows from it. */
  readonly wrongCredentials: readonly {
    readonly credentials: Readonly<Record<string, string>>;
    readonly action: ErrorAction;
  }[];
  /** What a clock that is off by so much is answered with; null: requests carry no time. */
  readonly clock: { readonly offBy: number; readonly action: ErrorAction } | null;
  /** Pages are counted, so that what changes meanwhile moves others to the page before: they may then come twice. */
  readonly pagesMove?: boolean;
  /** The platform itself takes longer windows than the adapter asks for. */
  readonly takesAnyWindow?: boolean;
  /** The list of orders says which shipments there are; where there is none, it may say nothing. */
  readonly listsShipments?: boolean;
  /** The list of orders carries the shop's note. */
  readonly listsNotes?: boolean;
  /** What goes in one call belongs to one product. */
  readonly batchesOneProduct?: boolean;
  /** Only orders that are paid are listed and found. */
  readonly hidesUnpaid?: boolean;
  /** Lines of an order have no ids of the platform's. */
  readonly hidesLineIds?: boolean;
  /** The platform does not say when a listing was changed: all of them are listed whenever it is asked. */
  readonly hidesListingChanges?: boolean;
}

export interface Contract {
  readonly platform: Platform;
  readonly createFake: CreateFakePlatform;
  readonly facts: PlatformFacts;
}

export interface Kit {
  readonly time: VirtualTime;
  readonly fake: FakePlatform;
  readonly context: PlatformContext;
  /** Without renewed tokens: the platform's own errors as they are read. */
  readonly bare: PlatformContext;
  /** How often tokens were refreshed. */
  readonly refreshes: () => number;
  readonly access: () => ShopAccess;
}

export interface KitOptions {
  readonly orders?: number;
  readonly listings?: number;
  readonly rate?: FakePlatformOptions['rate'];
  /** In the place of the right ones. */
  readonly credentials?: Readonly<Record<string, string>>;
  /** How far the clock that requests are signed by is off. */
  readonly clockOff?: number;
  readonly signal?: AbortSignal;
  /** UTC milliseconds at the beginning. */
  readonly startsAt?: number;
}

/** Never throttles by itself, unless a test says so. */
const PLENTY = { perSecond: 1e6, burst: 1e6 };

export function startKit(
  { platform, createFake }: Pick<Contract, 'platform' | 'createFake'>,
  options: KitOptions = {},
): Kit {
  const { orders = 0, listings = 30, rate = PLENTY, credentials = {}, clockOff = 0 } = options;
  const time = createVirtualTime(options.startsAt === undefined ? {} : { startsAt: options.startsAt });
  const fake = createFake({ now: time.now, random: seeded(1), rate });
  seedShop(fake.shop, { orders, listings, now: time.now(), days: 25 });
  const access: ShopAccess = { baseUrl: 'http://stand-in', credentials: { ...fake.credentials, ...credentials } };
  const transport = fakeTransport(fake, time.later);
  const now = () => time.now() + clockOff;
  const signal = options.signal ?? new AbortController().signal;
  let refreshes = 0;
  const line = createShopLine({
    platform,
    shop: 'shop',
    access,
    saveTokens: async () => {
      refreshes++;
    },
    calls: ONE_TRY,
    transport,
    now,
  });
  return {
    time,
    fake,
    context: createShopContext(line, { priority: 'staff', signal }),
    bare: bareContext({ platform, access, transport, now }),
    refreshes: () => refreshes,
    access: () => line.tokens.access,
  };
}

/** Reads a stream through windows as long as the platform allows, up to now. */
export async function readThrough<Item>(
  kit: Kit,
  longestWindow: number | null,
  read: (request: PageRequest) => Promise<Page<Item>>,
  between: (page: number) => void = () => undefined,
  days = 26,
): Promise<Item[]> {
  const items: Item[] = [];
  let page = 0;
  let from = kit.time.now() - days * DAY;
  while (from < kit.time.now()) {
    const to = Math.min(kit.time.now(), from + (longestWindow ?? days * DAY));
    let cursor: string | null = null;
    do {
      const answer: Page<Item> = await kit.time.until(read({ from, to, cursor }));
      items.push(...answer.items);
      cursor = answer.next;
      page++;
      between(page);
    } while (cursor !== null);
    from = to;
  }
  return items;
}

/** The orders that the platform tells of. */
export function toldOrders({ fake }: Kit, { hidesUnpaid = false }: PlatformFacts): readonly FakeOrder[] {
  return [...fake.shop.orders.values()].filter(({ paidAt }) => !(hidesUnpaid && paidAt === null));
}

/** An order as the adapter must give it. */
export function expectedOrder(order: FakeOrder, facts: PlatformFacts) {
  return {
    number: order.number,
    remoteId: order.remoteId,
    placedAt: order.placedAt,
    updatedAt: order.updatedAt,
    paidAt: order.paidAt,
    status: order.status,
    currency: order.currency,
    total: totalOf(order),
    lines: order.lines.map(({ lineId, listingId, sku, title, pieces, unitPrice }) => ({
      ...(facts.hidesLineIds ? {} : { lineId }),
      listingId,
      sku,
      title,
      quantity: pieces * 1_000,
      unitPrice,
      amount: pieces * unitPrice,
    })),
    ...(facts.listsNotes ? { note: order.note } : {}),
    ...(facts.listsShipments && order.shipments.length > 0
      ? { shipments: order.shipments.map(({ trackingNumber, carrier }) => ({ trackingNumber, carrier })) }
      : {}),
  };
}

/** The last that was said of each order. */
export function lastOf(orders: readonly RemoteOrder[]): Map<string, RemoteOrder> {
  const last = new Map<string, RemoteOrder>();
  for (const order of orders) {
    const known = last.get(order.number);
    if (!known || known.updatedAt <= order.updatedAt) last.set(order.number, order);
  }
  return last;
}

/** The error that work ends in. @throws Error where it does not fail. */
export async function failureOf(kit: Kit, work: Promise<unknown>): Promise<AppError> {
  try {
    await kit.time.until(work);
  } catch (error) {
    return error as AppError;
  }
  throw new Error('it was expected to fail');
}

/** What a platform has not declared is nothing that could be tested: it is left out, for a skipped test counts as a failed one. */
export function declared(has: boolean): (name: string, work: () => Promise<void>) => void {
  return has ? it : () => undefined;
}
