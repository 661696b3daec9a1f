export { type Budget, chooseBudget } from './budget.ts';
export { createCache } from './create-cache.ts';
export type { AskedKey, KeyQuery } from './explain.ts';
export type { EncodingMeasured, OpenedCache } from './opened-cache.ts';
export type { CacheOptions, CoreFaults } from './options.ts';
export type { CacheGlance } from './overview.ts';
export type { CoreRedis } from './parts.ts';
export { createStamps, type StampSequence } from './stamps.ts';
export { createTurnClock } from './turn-clock.ts';
