/** Calls that are sent once, so that a test sees what the first answer was: no limits, no retries, no deadlines. */

import type { RemoteCalls } from '../../../src-main/resilience/index.ts';
import type { Platform, PlatformContext, ShopAccess, Transport } from '../../../src-main/sync/platform/index.ts';

export const ONE_TRY: RemoteCalls = {
  run: async (call) => (await call.attempt(call.signal)).value,
  networkReturned: () => undefined,
};

/** What an adapter works with where not even a token is renewed. */
export function bareContext(options: {
  readonly platform: Platform;
  readonly access: ShopAccess;
  readonly transport: Transport;
  readonly now: () => number;
}): PlatformContext {
  const { access, transport, now } = options;
  const { signal } = new AbortController();
  return {
    now,
    setting: (name) => access.credentials[name] || null,
    call: async (api, args) => api.read(await transport(api.build(args, access, now()), signal), args).value,
  };
}
