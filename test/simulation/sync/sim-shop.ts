/**
 * A shop on its platform, and the line to it. The stand-in acts when a request arrives, whether or not whoever sent it is
 * still there to hear the answer; everything that goes wrong on the way is decided here.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { HttpRequest, PlatformName, Transport } from '../../../src-main/sync/platform/index.ts';
import { FAKES, type FakePlatform, fakeTransport, type Mishap } from '../../fakes/index.ts';
import type { VirtualTime } from '../../virtual-time/index.ts';

export interface SimShop {
  readonly platform: PlatformName;
  readonly fake: FakePlatform;
  /** What staff can sign in with now. */
  readonly credentials: () => Readonly<Record<string, string>>;
  /** Everything that a field of a listing or an order has ever held there. */
  readonly held: (target: string, kind: 'price' | 'title' | 'order-note') => ReadonlySet<number | string | null>;
  /** Fields that another hand than a PC's wrote into: kind and target. */
  readonly foreign: Set<string>;
  /** The next calls that are not about tokens meet these. */
  readonly mishaps: Mishap[];
  /** Nobody reaches it before; virtual milliseconds since the beginning. */
  downUntil: number;
  /** Its lists are empty before; virtual milliseconds since the beginning. */
  vanishedUntil: number;
  /** Calls of its app's day that were bought. */
  callsBought: number;
  /** The line of one PC to it. */
  line(pc: ShopLineOptions): Transport;
}

export interface ShopLineOptions {
  readonly isUp: () => boolean;
  /** Hears when the platform has carried something out that this PC asked for. */
  readonly onWrite: () => void;
}

export interface SimShopOptions {
  readonly platform: PlatformName;
  readonly time: VirtualTime;
  /** In [0, 1). */
  readonly random: () => number;
  /** Hears of every call that arrives. */
  readonly onCall: (what: string) => void;
  /** Hears of every mishap that strikes. */
  readonly onMishap: (kind: string) => void;
}

/** Longest way there, and back. */
const WAY_MILLISECONDS = 300;
const REFUSED_MILLISECONDS = 40;

export function createSimShop({ platform, time, random, onCall, onMishap }: SimShopOptions): SimShop {
  const fake = FAKES.get(platform)!({ now: time.now, random });
  const tokens: Record<string, string> = {};
  const values = new Map<string, Set<number | string | null>>();

  function held(target: string, kind: string): Set<number | string | null> {
    const key = `${kind} ${target}`;
    const known = values.get(key) ?? new Set();
    values.set(key, known);
    return known;
  }
  fake.shop.onChange((change) => {
    if (change.about === 'order') {
      held(change.order.number, 'order-note').add(change.order.note);
      return;
    }
    held(change.listing.listingId, 'price').add(change.listing.price);
    held(change.listing.listingId, 'title').add(change.listing.title);
  });

  const shop: SimShop = {
    platform,
    fake,
    credentials: () => ({ ...fake.credentials, ...tokens }),
    held,
    foreign: new Set(),
    mishaps: [],
    downUntil: 0,
    vanishedUntil: 0,
    callsBought: 0,
    line:
      ({ isUp, onWrite }) =>
      async (request, signal) => {
        const isThere = () => isUp() && time.elapsed() >= shop.downUntil;
        if (!isThere()) {
          await time.sleep(REFUSED_MILLISECONDS);
          throw unreachable(platform);
        }
        await time.sleep(1 + Math.floor(random() * WAY_MILLISECONDS));
        if (!isThere()) throw unreachable(platform);
        const isOfTokens = asksForTokens(request);
        const mishap = isOfTokens ? undefined : shop.mishaps.shift();
        if (mishap) {
          onMishap(mishap.kind);
          fake.misbehave(mishap);
        }
        const before = fake.calls.length;
        const written = fake.shop.writes.length;
        fake.shop.listsNothing = time.elapsed() < shop.vanishedUntil;
        // A request that nobody waits for any more arrives all the same.
        const answered = fakeTransport(fake, time.later)(
          request,
          signal.aborted ? new AbortController().signal : signal,
        );
        fake.shop.listsNothing = false;
        if (fake.shop.writes.length > written) onWrite();
        onCall(`${platform} ${fake.calls.slice(before).map(({ api, throttled }) => `${api}${throttled ? '!' : ''}`)}`);
        const response = await answered;
        if (isOfTokens) Object.assign(tokens, tokensIn(response.body, platform));
        await time.sleep(1 + Math.floor(random() * WAY_MILLISECONDS));
        if (!isUp()) throw unreachable(platform);
        return response;
      },
  };
  return shop;
}

function unreachable(platform: string): AppError {
  return new AppError('PLATFORM_UNREACHABLE', { action: 'retry', details: { platform } });
}

function asksForTokens({ url, body }: HttpRequest): boolean {
  return /token[./]refresh|getToken|oauth|grant_type/i.test(`${url} ${body ?? ''}`);
}

/** What a page of consent would hand to staff: the tokens that the platform gave out last. */
function tokensIn(body: string, platform: PlatformName): Record<string, string> {
  const found = (name: string) => new RegExp(`${name}\\\\*"\\s*:\\s*\\\\*"([^"\\\\]+)`).exec(body)?.[1];
  const access = found('access_token');
  const refresh = found('refresh_token');
  return {
    ...(access === undefined ? {} : { [platform === 'taobao' ? 'session' : 'accessToken']: access }),
    ...(refresh === undefined ? {} : { refreshToken: refresh }),
  };
}
