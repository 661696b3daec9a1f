/** The one router: the contract, implemented by the engine's areas. */
import { createRouterClient, type RouterClient } from '@orpc/server';
import { analyticsRouter } from './analytics.ts';
import type { Areas } from './area.ts';
import { cacheRouter } from './cache.ts';
import type { CallSetting } from './call.ts';
import { createImplementer, createTrustingImplementer } from './implementer.ts';
import { ingestRouter } from './ingest.ts';
import { ordersRouter } from './orders.ts';
import { productsRouter } from './products.ts';
import { storesRouter } from './stores.ts';
import { syncRouter } from './sync.ts';
import { systemRouter } from './system.ts';
import { warmupRouter } from './warmup.ts';

/** Makes the router over the areas; every call is traced, timed and logged. */
export function createRouter(areas: Areas, calls: CallSetting) {
  const api = createImplementer(calls);
  return api.router({
    analytics: analyticsRouter(createTrustingImplementer(calls), areas.analytics),
    cache: cacheRouter(api, areas.cache),
    ingest: ingestRouter(api, areas.ingest),
    orders: ordersRouter(api, areas.orders),
    products: productsRouter(api, areas.products),
    stores: storesRouter(api, areas.stores),
    sync: syncRouter(api, areas.sync),
    system: systemRouter(api, areas.system),
    warmup: warmupRouter(api, areas.warmup),
  });
}

export type ApiRouter = ReturnType<typeof createRouter>;
export type ApiClient = RouterClient<ApiRouter>;

/** Gives a client that calls the router in this process, for the command line and tests. */
export function directClient(router: ApiRouter): ApiClient {
  return createRouterClient(router);
}
