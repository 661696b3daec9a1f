/** A platform's stand-in: its protocol to the letter over a FakeShop, and everything that goes wrong with the real one. */
import type { HttpRequest, HttpResponse, PlatformName } from '../../src-main/sync/platform/index.ts';
import type { FakeShop } from './fake-shop.ts';
import type { Spoil } from './spoilt.ts';

/** What becomes of a request. */
export type Handled =
  | { readonly outcome: 'answer'; readonly response: HttpResponse; readonly delay: number }
  /** The line breaks; `acted`: after the platform had carried it out. */
  | { readonly outcome: 'dropped'; readonly acted: boolean }
  | { readonly outcome: 'silence'; readonly acted: boolean };

/** What the next requests meet, one after the other. Those after behave. */
export type Mishap =
  | { readonly kind: 'throttle'; readonly seconds: number }
  /** The access token is no longer taken. */
  | { readonly kind: 'expire-token' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** Neither answered nor carried out. */
  | { readonly kind: 'drop-before' }
  /** Carried out, then the line breaks. */
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'silence'; readonly acted: boolean }
  /** A gateway's own answer, in HTML. */
  | { readonly kind: 'status'; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: 'rubbish' }
  /** Of a batch the items at these places fail with this error of the platform's own. */
  | { readonly kind: 'partial'; readonly places: readonly number[]; readonly code: string }
  /** The whole call is refused with this error of the platform's own. */
  | { readonly kind: 'refuse'; readonly code: string; readonly subCode?: string };

/** Which requests a mishap strikes. */
export interface MishapOptions {
  /** The platform's own name of a call; any, if left out. */
  readonly api?: string;
  /** How many; one, if left out. */
  readonly times?: number;
  /** So many that match go well before. */
  readonly after?: number;
}

export interface FakePlatformOptions {
  /** UTC milliseconds. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
  /** Calls a second and at once before it throttles by itself; left out: the platform's usual ones. */
  readonly rate?: { readonly perSecond: number; readonly burst: number };
}

export interface FakePlatform {
  readonly name: PlatformName;
  readonly shop: FakeShop;
  /** What a shop is connected with; right as long as no token is expired. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Answers, or does not. Runs without a socket, so that a simulation can call it. */
  handle(request: HttpRequest): Handled;
  /** Strikes the next requests that match. */
  misbehave(mishap: Mishap, options?: MishapOptions): void;
  /** What is said of one item makes no sense, until the function that is given is called. */
  spoil(spoil: Spoil): () => void;
  /** Every call that came in, by the platform's own name. */
  readonly calls: { readonly api: string; readonly at: number; readonly throttled: boolean }[];
  /**
   * What it would have sent as webhooks since it was last asked, oldest first; whoever delivers them repeats and reorders them
   * as the real one does. Empty where the platform has none.
   */
  takeWebhooks(): readonly HttpRequest[];
}

export type CreateFakePlatform = (options: FakePlatformOptions) => FakePlatform;
