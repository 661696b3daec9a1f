/** Orders and shipments as platforms tell of them, as families of the cache: what is fresh there costs the platform no call. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Encoding, Family, Lifetime, LoadContext, Loaded, TierName } from '../../cache/index.ts';
import type { PlatformCalls } from './calls.ts';
import type { PlatformRecord, PlatformSource } from './source.ts';

export interface PlatformItem {
  readonly platform: string;
  /** The order's number on the platform. */
  readonly number: string;
}

export interface PlatformFamiliesOptions {
  /** Asked at each load: platforms come and go with the settings. */
  readonly sources: () => readonly PlatformSource[];
  readonly calls: PlatformCalls;
  readonly encoding: Encoding<PlatformRecord>;
  readonly lifetime: { readonly order: () => Lifetime; readonly tracking: () => Lifetime };
  readonly tiers: readonly TierName[];
}

export interface PlatformFamilies {
  readonly order: Family<PlatformItem, PlatformRecord>;
  readonly tracking: Family<PlatformItem, PlatformRecord>;
}

/** "There is none" is believed for so long: an order that was just placed may be known a little later. */
const MISSING_MILLISECONDS = 10 * 60_000;

type Ask = (source: PlatformSource, number: string, signal: AbortSignal) => Promise<PlatformRecord | null>;

/** Gives the two families, ready to be registered. */
export function platformFamilies(options: PlatformFamiliesOptions): PlatformFamilies {
  const { order, tracking } = options.lifetime;
  return {
    order: family('platform-order', order, (source, number, signal) => source.order(number, signal), options),
    tracking: family(
      'platform-tracking',
      tracking,
      (source, number, signal) => source.tracking(number, signal),
      options,
    ),
  };
}

function family(
  name: string,
  lifetime: () => Lifetime,
  ask: Ask,
  { sources, calls, encoding, tiers }: PlatformFamiliesOptions,
): Family<PlatformItem, PlatformRecord> {
  async function loadOne({ platform, number }: PlatformItem, context: LoadContext): Promise<Loaded<PlatformRecord>> {
    const source = sources().find((one) => one.name === platform);
    if (!source) return { outcome: 'failed', error: new AppError('NOT_FOUND', { details: { what: platform } }) };
    try {
      const value = await calls.run(platform, { ...context, triesItself: source.triesItself }, (signal) =>
        ask(source, number, signal),
      );
      return value === null ? { outcome: 'missing' } : { outcome: 'value', value };
    } catch (error) {
      return { outcome: 'failed', error };
    }
  }

  return {
    name,
    level: 'L4',
    key: ({ platform, number }) => `${platform}/${number}`,
    tags: ({ platform, number }) => [`platform:${platform}`, `platform-order:${platform}/${number}`],
    storeId: () => null,
    load: (requests, context) => Promise.all(requests.map(({ input }) => loadOne(input, context))),
    encoding,
    lifetime,
    missingTtl: MISSING_MILLISECONDS,
    tiers,
    // The platform's order is the same for whichever PC asks.
    scope: 'shared',
    bulk: 1,
  };
}
