/**
 * What an adapter's calls go through: built with the access and the time of the sending, sent, read, and where the platform
 * turns the token away, sent once more with a new one.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { Attempted, Priority, RemoteCalls } from '../../resilience/index.ts';
import { UnreadableField } from './fields.ts';
import type { HttpResponse, Transport } from './http.ts';
import type { FreshTokens, Platform, PlatformApi, PlatformContext, Reading, ShopAccess } from './platform.ts';
import { createShopTokens, type ShopTokens } from './shop-tokens.ts';

export interface ShopLineOptions {
  readonly platform: Platform;
  /** Unique over all platforms; what the rate limit is counted for. */
  readonly shop: string;
  readonly access: ShopAccess;
  /** Keeps new tokens; resolves when they are durable. They are not used before. */
  readonly saveTokens: (fresh: FreshTokens) => Promise<void>;
  readonly calls: RemoteCalls;
  readonly transport: Transport;
  /** UTC milliseconds. */
  readonly now: () => number;
}

/** A connected shop as its calls see it: made once, for all that is asked of the shop. */
export interface ShopLine extends Omit<ShopLineOptions, 'access' | 'saveTokens'> {
  readonly tokens: ShopTokens;
}

/** For whom a piece of work is done, and until when. */
export interface ShopWork {
  readonly priority: Priority;
  readonly signal: AbortSignal;
}

/** A token is renewed with staff's priority: otherwise it would wait behind the very calls that wait for it. */
const REFRESH_PRIORITY = 'staff';

/** Makes what all calls of a shop share. */
export function createShopLine({ access, saveTokens, ...line }: ShopLineOptions): ShopLine {
  const { platform, now } = line;
  const { refresh } = platform;
  // Whoever asked for the token may give up: the others still want it.
  const work: ShopWork = { priority: REFRESH_PRIORITY, signal: new AbortController().signal };
  const tokens = createShopTokens({
    platform: platform.name,
    access,
    refresh: refresh && ((current) => send(line, work, refresh, null, () => current)),
    save: saveTokens,
    now,
  });
  return { ...line, tokens };
}

/**
 * Gives an adapter what it does one piece of work with. Its calls
 * @throws AppError as `RemoteCalls.run` does; PLATFORM_SIGN_IN where no new token is to be had.
 */
export function createShopContext(line: ShopLine, work: ShopWork): PlatformContext {
  const { platform, tokens, now } = line;
  const open = new Set(platform.fields.filter(({ secret }) => !secret).map(({ name }) => name));
  return {
    now,
    setting: (name) => (open.has(name) ? tokens.access.credentials[name] || null : null),
    async call(api, args) {
      let used = tokens.access;
      const current = () => {
        used = tokens.access;
        return used;
      };
      try {
        return await send(line, work, api, args, current);
      } catch (error) {
        if (!(error instanceof AppError) || error.action !== 'reauthorise') throw error;
        // No new token mends a wrong key or secret: staff must hear which of the two it is.
        if (error.code === 'CREDENTIALS_WRONG') throw error;
        await tokens.renew(used);
        return send(line, work, api, args, current);
      }
    },
  };
}

/** One call with all its tries; each is made with what `access` gives at that moment. */
function send<Args, Result>(
  { platform, shop, calls, transport, now }: Omit<ShopLine, 'tokens'>,
  { priority, signal }: ShopWork,
  api: PlatformApi<Args, Result>,
  args: Args,
  access: () => ShopAccess,
): Promise<Result> {
  async function attempt(inner: AbortSignal): Promise<Attempted<Result>> {
    const request = api.build(args, access(), now());
    let response: HttpResponse;
    try {
      response = await transport(request, inner);
    } catch (error) {
      throw ofPlatform(platform.name, api.name, error);
    }
    return read(platform.name, api, response, args);
  }
  return calls.run({
    subject: { platform: platform.name, address: access().baseUrl, shop, app: platform.appOf(access()) },
    api: api.name,
    priority,
    cost: api.cost(args),
    writes: api.writes,
    signal,
    attempt,
  });
}

/** An answer that an adapter stumbles over is one that cannot be read: that is no fault of the line, nor of the item. */
function read<Args, Result>(
  platform: string,
  api: PlatformApi<Args, Result>,
  response: HttpResponse,
  args: Args,
): Reading<Result> {
  try {
    return api.read(response, args);
  } catch (error) {
    const isField = error instanceof UnreadableField;
    if (error instanceof AppError && !isField) throw error;
    const details = { platform, api: api.name, status: response.status, ...(isField ? { field: error.field } : {}) };
    throw new AppError('PLATFORM_UNREADABLE', { action: 'retry', details, cause: error });
  }
}

/** A transport does not know whom it speaks to. */
function ofPlatform(platform: string, api: string, error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const { code, action, details } = error;
  return new AppError(code, { action, details: { platform, api, ...details }, cause: error });
}
