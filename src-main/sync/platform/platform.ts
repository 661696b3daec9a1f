/**
 * The seam between Mendian and a platform. An adapter translates: it says what to send and reads what came back. Limits,
 * retries, deadlines, tokens, batching and what follows from a fault are not its business.
 */
import type { AppError } from '#shared/domain/app-error.ts';
import type { LimitNews } from '../../resilience/index.ts';
import type { HttpRequest, HttpResponse } from './http.ts';
import type { Listed, Page, PageRequest, RemoteListing, RemoteOrder, RemoteTracking, ShopInfo } from './model.ts';
import type { PushItem, PushKind, PushOutcome } from './push.ts';

export const PLATFORM_NAMES = ['shopify', 'taobao', '1688', 'pinduoduo', 'aliexpress'] as const;
export type PlatformName = (typeof PLATFORM_NAMES)[number];

/** What a shop's requests are made and signed with. Never logged, never sent to a page. */
export interface ShopAccess {
  /** Where the API is: the platform's own address, or that of a stand-in. No slash at the end. */
  readonly baseUrl: string;
  /** By the names of the platform's credential fields. */
  readonly credentials: Readonly<Record<string, string>>;
}

/** What refreshing gives: credentials that replace those of the same name, and when they run out. */
export interface FreshTokens {
  readonly credentials: Readonly<Record<string, string>>;
  readonly expiresAt: number | null;
}

/** One call of a platform's API. Both functions are pure, so that answers may be read in another thread. */
export interface PlatformApi<Args, Result> {
  /** As the platform calls it. */
  readonly name: string;
  readonly writes: boolean;
  /** What it is expected to take of the rate limit; 1 where that counts calls. */
  cost(args: Args): number;
  /** Called anew for each try: times and signatures are those of the sending. `now` is UTC milliseconds. */
  build(args: Args, access: ShopAccess, now: number): HttpRequest;
  /** @throws AppError as the platform's error map says. */
  read(response: HttpResponse, args: Args): Reading<Result>;
}

export interface Reading<Result> {
  readonly value: Result;
  readonly limit?: LimitNews;
}

/** What an adapter is given for one piece of work. */
export interface PlatformContext {
  /** Sends a call through everything that resilience does for it. */
  call<Args, Result>(api: PlatformApi<Args, Result>, args: Args): Promise<Result>;
  /** What staff gave for a credential field that is no secret, such as a location; null: nothing. */
  setting(name: string): string | null;
  /** UTC milliseconds. */
  now(): number;
}

/** What to ask for when a shop is connected. */
export interface CredentialField {
  readonly name: string;
  /** Kept by the vault, and never shown again. */
  readonly secret: boolean;
  readonly required: boolean;
}

export interface PushCapability {
  /** The most items that one call takes. */
  readonly batch: number;
  /**
   * How sending twice is kept from acting twice. `key`: the platform remembers the change's id. `same`: doing it again
   * changes nothing (a price is set). `read-back`: what is there must be read before it is sent again.
   */
  readonly repeat: 'key' | 'same' | 'read-back';
  /** For `key`: how long the platform remembers it, in milliseconds; for ever, if left out. After that it is read back. */
  readonly keyLife?: number;
}

export interface StreamCapability {
  /** The longest window that may be asked for, in milliseconds; null: any. */
  readonly longestWindow: number | null;
  /** How far windows overlap, for what the platform lists late. */
  readonly overlap: number;
  /** How far back the platform lists at all. */
  readonly reach: number | null;
  /**
   * Set where listing the past by its changes costs many calls, for these come in short windows or one by one: it is then
   * listed by when things were made, in windows of at most so many milliseconds (null: any).
   */
  readonly history?: { readonly longestWindow: number | null };
}

export interface Capabilities {
  readonly orders: StreamCapability;
  readonly listings: StreamCapability;
  readonly tracking: boolean;
  readonly webhooks: boolean;
  /** The most listings that one call reads by their ids. */
  readonly readBatch: number;
  /** Absent: the platform does not take it. */
  readonly push: Readonly<Partial<Record<PushKind, PushCapability>>>;
  /** Calls a second that a new shop may begin with, and how many may come at once. */
  readonly rate: { readonly perSecond: number; readonly burst: number };
  /** Calls a day for each app; null: not limited so. */
  readonly dailyCalls: number | null;
  /** UTC offset in minutes of the day that daily calls are counted by. */
  readonly quotaDayOffset: number;
}

export interface Platform {
  readonly name: PlatformName;
  readonly capabilities: Capabilities;
  readonly defaultBaseUrl: (credentials: Readonly<Record<string, string>>) => string;
  readonly fields: readonly CredentialField[];
  /** What the shop is counted with for daily calls: its app key. */
  appOf(access: ShopAccess): string;
  shopInfo(context: PlatformContext): Promise<ShopInfo>;
  /** Orders changed within the window. */
  orders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>>;
  /** @throws AppError PLATFORM_ITEM_UNREADABLE where what is told of it makes no sense. */
  order(context: PlatformContext, number: string): Promise<RemoteOrder | null>;
  /** Every listing where the window begins at 0, else those changed within it. */
  listings(context: PlatformContext, request: PageRequest): Promise<Page<RemoteListing>>;
  /** At most `readBatch` of them; one that is gone is left out. */
  listingsById(context: PlatformContext, listingIds: readonly string[]): Promise<Listed<RemoteListing>>;
  tracking(context: PlatformContext, order: Pick<RemoteOrder, 'number' | 'remoteId'>): Promise<RemoteTracking | null>;
  /**
   * Sends items of one kind, at most that kind's `batch`. Gives an outcome for each.
   * @throws AppError where the batch failed as a whole.
   */
  push(context: PlatformContext, items: readonly PushItem[]): Promise<readonly PushOutcome[]>;
  /** Null: tokens of this platform do not run out, or staff must sign in anew. */
  readonly refresh: PlatformApi<null, FreshTokens> | null;
  readonly webhooks: WebhookReader | null;
}

export interface WebhookReader {
  /**
   * Checks the signature over the raw body and says what it hints at.
   * @throws AppError UNAUTHORISED where the signature is wrong.
   */
  read(request: HttpRequest, access: ShopAccess): WebhookHint;
}

export interface WebhookHint {
  /** What the same delivery is known by when it comes again. */
  readonly deliveryId: string;
  readonly about: 'orders' | 'listings' | 'uninstalled' | 'other';
  /** The order's number; null where it is not said. */
  readonly orderNumber: string | null;
}

/** What a platform's error code is answered with: see `faultOf`. */
export interface FaultRule {
  /** The platform's code, or what it begins with where it ends in `*`. */
  readonly code: string;
  readonly action: AppError['action'];
  /** Where staff should be told something else than what the action alone says, such as QUOTA_USED_UP. */
  readonly as?: AppError['code'];
  /** For `retry`: the platform has surely not acted, so that a write may be sent again at once. */
  readonly unsent?: true;
}
