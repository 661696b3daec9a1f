/** The door of the cache: its core, memory, tiers, codec and levels, and the words that they share. */
export type { Cache, Cached, WarmOptions, WarmOutcome } from './cache.ts';
export * from './codec/index.ts';
export * from './core/index.ts';
export type { EntryFacts, MemoryEntry, Stamp, StoredEntry } from './entry.ts';
export type { Answer, Encoding, Family, LoadContext, Loaded, LoadRequest, ReadOptions } from './family.ts';
export * from './keyv/index.ts';
export type { Level, Lifetime, TierName } from './level.ts';
export * from './levels/index.ts';
export * from './memory/index.ts';
export type { BusMessage, Tier, TierLease, TierReading, TierRequest } from './tier.ts';
export * from './tiers/index.ts';
