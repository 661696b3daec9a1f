/** A shop on a stand-in of Shopify as warmup sees it: spoken to by its real adapter, over real HTTP. */
import type { PlatformContext } from '../../../src-main/sync/platform/index.ts';
import { createHttpTransport } from '../../../src-main/sync/platform/index.ts';
import { shopify } from '../../../src-main/sync/platforms/shopify/index.ts';
import type { PlatformRecord, PlatformSource } from '../../../src-main/warmup/index.ts';
import { type FakePlatform, serveFake } from '../../fakes/index.ts';
import { createFakeShopify } from '../../fakes/shopify/index.ts';

export interface ShopifySource {
  readonly source: PlatformSource;
  readonly fake: FakePlatform;
  /** What was asked for, `orders`, `order #1001` or `tracking #1001`, with the time of a clock that only goes forward. */
  readonly asked: { readonly what: string; readonly at: number }[];
  close(): Promise<void>;
}

/**
 * @param count orders that were sent, a minute apart, the last one a minute ago.
 * @param gone numbers that are listed, though there is no such order any more.
 */
export async function startShopifySource(
  count: number,
  gone: readonly string[],
  now: () => number,
  elapsed: () => number = () => performance.now(),
): Promise<ShopifySource> {
  const fake = createFakeShopify({ now, random: () => 0.5, rate: { perSecond: 1e6, burst: 1e6 } });
  const { shop } = fake;
  const listing = shop.addListing({ title: '法式连衣裙', price: 199_900, pieces: 100, at: now() });
  for (let n = 0; n < count; n++) {
    const at = now() - (count - n) * 60_000;
    const order = shop.placeOrder({ lines: [{ listingId: listing.listingId, pieces: 1 }], at });
    order.shipments.push({ trackingNumber: `SF${n}`, carrier: 'SF', shippedAt: at, deliveredAt: null });
  }
  const asked: { what: string; at: number }[] = [];
  const served = await serveFake({
    handle(request) {
      asked.push({ what: whatIsAsked(request.body ?? '', fake), at: elapsed() });
      return fake.handle(request);
    },
  });
  const transport = createHttpTransport({ fetch });
  const access = { baseUrl: served.url, credentials: fake.credentials };
  const context = (signal: AbortSignal): PlatformContext => ({
    now,
    setting: () => null,
    call: async (api, args) => api.read(await transport(api.build(args, access, now()), signal), args).value,
  });
  const remoteIds = new Map<string, string>();

  const source: PlatformSource = {
    name: 'shop',
    async recentOrderNumbers(since, signal) {
      const { items } = await shopify.orders(context(signal), { from: since, to: now(), cursor: null });
      for (const { number, remoteId } of items) remoteIds.set(number, remoteId);
      return [...gone, ...items.map(({ number }) => number).reverse()];
    },
    order: async (number, signal) => plain(await shopify.order(context(signal), number)),
    tracking: async (number, signal) =>
      plain(await shopify.tracking(context(signal), { number, remoteId: remoteIds.get(number) ?? '' })),
  };
  return { source, fake, asked, close: served.close };
}

function plain(found: object | null): PlatformRecord | null {
  return found === null ? null : { ...found };
}

function whatIsAsked(body: string, { shop }: FakePlatform): string {
  const { variables } = JSON.parse(body) as { variables: { query?: string; id?: string } };
  if (variables.id !== undefined) {
    const order = shop.orderByRemoteId(variables.id.slice(variables.id.lastIndexOf('/') + 1));
    return `tracking ${order?.number}`;
  }
  const name = /name:'([^']+)'/.exec(variables.query ?? '')?.[1];
  return name === undefined ? 'orders' : `order ${name}`;
}
