/** The least that an adapter needs to work: each call is sent once, and once more after a refresh. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Platform, PlatformContext, ShopAccess, Transport } from '../../../src-main/sync/platform/index.ts';

export function plainContext(options: {
  readonly platform: Platform;
  readonly access: ShopAccess;
  readonly transport: Transport;
  readonly now: () => number;
  readonly signal: AbortSignal;
}): { readonly context: PlatformContext; readonly refreshes: () => number; readonly access: () => ShopAccess } {
  const { platform, transport, now, signal } = options;
  let { access } = options;
  let refreshes = 0;

  const context: PlatformContext = {
    now,
    setting: (name) => access.credentials[name] || null,
    async call(api, args) {
      const once = async () => api.read(await transport(api.build(args, access, now()), signal), args).value;
      try {
        return await once();
      } catch (error) {
        if (!(error instanceof AppError) || error.action !== 'reauthorise' || !platform.refresh) throw error;
        const request = platform.refresh.build(null, access, now());
        const { credentials } = platform.refresh.read(await transport(request, signal), null).value;
        access = { ...access, credentials: { ...access.credentials, ...credentials } };
        refreshes++;
        return once();
      }
    },
  };
  return { context, refreshes: () => refreshes, access: () => access };
}
