/**
 * The one API contract. The window reaches it over a MessagePort, a browser over HTTP, a test by a direct call.
 * Every error it answers with is an oRPC error whose `data` is a SerializedAppError plus `traceId`.
 */
import { analyticsContract } from './analytics.ts';
import { cacheContract } from './cache.ts';
import { ingestContract } from './ingest.ts';
import { ordersContract } from './orders.ts';
import { productsContract } from './products.ts';
import { storesContract } from './stores.ts';
import { syncContract } from './sync.ts';
import { systemContract } from './system.ts';
import { warmupContract } from './warmup.ts';

export const contract = {
  analytics: analyticsContract,
  cache: cacheContract,
  ingest: ingestContract,
  orders: ordersContract,
  products: productsContract,
  stores: storesContract,
  sync: syncContract,
  system: systemContract,
  warmup: warmupContract,
};

export * from './analytics.ts';
export * from './cache.ts';
export * from './ingest.ts';
export * from './orders.ts';
export * from './primitives.ts';
export * from './products.ts';
export * from './stores.ts';
export * from './sync.ts';
export * from './sync-changes.ts';
export * from './sync-shops.ts';
export * from './sync-state.ts';
export * from './system.ts';
export * from './warmup.ts';
