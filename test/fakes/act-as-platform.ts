/**
 * What every stand-in does alike: it counts calls, throttles, and meets the mishaps that a test planned. A protocol adds how
 * requests are read and answered, and what its own errors look like.
 */
import type { HttpRequest, HttpResponse, PlatformName } from '../../src-main/sync/platform/index.ts';
import { createBucket } from './bucket.ts';
import type { FakePlatform, FakePlatformOptions, Handled, Mishap } from './fake-platform.ts';
import type { FakeShop } from './fake-shop.ts';
import { createMishaps } from './mishaps.ts';
import { createSpoiler } from './spoilt.ts';

/** Of a batch the items at these places fail. */
export type PartialFailure = Extract<Mishap, { kind: 'partial' }>;

export interface Protocol {
  readonly name: PlatformName;
  readonly shop: FakeShop;
  readonly credentials: Readonly<Record<string, string>>;
  /** Calls a second and at once that the platform usually allows. */
  readonly rate: { readonly perSecond: number; readonly burst: number };
  /** What is called, by the platform's own name; whatever the request says if it says none. */
  apiOf(request: HttpRequest): string;
  /** Checks the request, carries it out and answers as the platform does, errors included. */
  answer(request: HttpRequest, api: string, partial: PartialFailure | null): HttpResponse;
  /** Where more is counted than calls: how many seconds are missing; 0 lets the call in. */
  admit?(request: HttpRequest, api: string): number;
  throttled(api: string, seconds: number, request: HttpRequest): HttpResponse;
  refused(api: string, code: string, subCode: string | undefined): HttpResponse;
  /** From now on the access token that was given out last is not taken any more. */
  expireToken(): void;
  takeWebhooks?(): readonly HttpRequest[];
}

const HTML = { 'content-type': 'text/html' };
const GATEWAY_PAGE = '<html><head><title>Bad Gateway</title></head><body><h1>nginx</h1></body></html>';

export function actAsPlatform(protocol: Protocol, options: FakePlatformOptions): FakePlatform {
  const { now } = options;
  const mishaps = createMishaps();
  const spoiler = createSpoiler();
  const calls: FakePlatform['calls'] = [];
  const { perSecond, burst } = options.rate ?? protocol.rate;
  const bucket = createBucket({ maximum: burst, perSecond, now });
  const admit = protocol.admit ?? (() => bucket.take(1));

  /** Every HTTP server tells its time. */
  function answered({ headers, ...response }: HttpResponse, delay = 0): Handled {
    const dated = { date: new Date(now() + delay).toUTCString(), ...headers };
    return { outcome: 'answer', response: spoiler.apply({ ...response, headers: dated }), delay };
  }

  function behave(request: HttpRequest, api: string, partial: PartialFailure | null): HttpResponse {
    const missing = admit(request, api);
    calls.push({ api, at: now(), throttled: missing > 0 });
    return missing > 0 ? protocol.throttled(api, missing, request) : protocol.answer(request, api, partial);
  }

  function misbehave(request: HttpRequest, api: string, mishap: Mishap): Handled {
    const note = (throttled: boolean) => calls.push({ api, at: now(), throttled });
    switch (mishap.kind) {
      case 'throttle':
        note(true);
        return answered(protocol.throttled(api, mishap.seconds, request));
      case 'expire-token':
        protocol.expireToken();
        return answered(behave(request, api, null));
      case 'delay':
        return answered(behave(request, api, null), mishap.milliseconds);
      case 'partial':
        return answered(behave(request, api, mishap));
      case 'refuse':
        note(false);
        return answered(protocol.refused(api, mishap.code, mishap.subCode));
      case 'status':
        note(false);
        return answered({ status: mishap.status, headers: HTML, body: GATEWAY_PAGE });
      case 'rubbish':
        note(false);
        return answered({ status: 200, headers: HTML, body: '<html><body>维护中 maintenance</body></html>' });
      case 'drop-before':
        note(false);
        return { outcome: 'dropped', acted: false };
      case 'drop-after':
        behave(request, api, null);
        return { outcome: 'dropped', acted: true };
      case 'silence':
        if (mishap.acted) behave(request, api, null);
        else note(false);
        return { outcome: 'silence', acted: mishap.acted };
    }
  }

  return {
    name: protocol.name,
    shop: protocol.shop,
    credentials: protocol.credentials,
    calls,
    handle(request) {
      const api = protocol.apiOf(request);
      const mishap = mishaps.strike(api);
      return mishap ? misbehave(request, api, mishap) : answered(behave(request, api, null));
    },
    misbehave: mishaps.plan,
    spoil: spoiler.spoil,
    takeWebhooks: () => protocol.takeWebhooks?.() ?? [],
  };
}

/** A JSON answer. The text is passed as it is, for ids above 2^53 stand in it as bare numbers. */
export function json(status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8', ...headers }, body };
}
