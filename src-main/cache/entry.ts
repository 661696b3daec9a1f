/** One cached value with all that is known about it, in two shapes: opened (in memory) and stored (on disk, in Redis). */
import type { Level } from './level.ts';

/**
 * A place in this engine's order of events: integers, each handed out once and greater than all before it, also over a
 * restart. A load's stamp is taken before the load begins, an invalidation's when it happens, so that comparing the two
 * says which came first without any clock.
 */
export type Stamp = number;

/** What all shapes of an entry know. */
export interface EntryFacts {
  /** Unique over all families: `family:…`. */
  readonly key: string;
  readonly level: Level;
  readonly family: string;
  /** What it depends on, such as `store:12/2026-11-20`; sorted, without repeats. */
  readonly tags: readonly string[];
  /** The store that the statistics count it for; null when it belongs to several or none. */
  readonly storeId: number | null;
  /** Taken before its load began. */
  readonly stamp: Stamp;
  /** UTC milliseconds: when its load began. This is the age that people are told. */
  readonly bornAt: number;
  /** UTC milliseconds: fresh until then, jitter included. */
  readonly freshUntil: number;
  /** UTC milliseconds: gone then, stale or not. */
  readonly goneAt: number;
  /** How long its load took, in milliseconds: what is dear to load is refreshed earlier. */
  readonly loadMilliseconds: number;
  /** The source's own mark of this content, for a conditional refresh; null where the source has none. */
  readonly version: string | null;
  /** True: the source was asked and has nothing under this key. The value is then null. */
  readonly missing: boolean;
}

/** As it lies on disk and in Redis. */
export interface StoredEntry extends EntryFacts {
  /** Encoded by the codec, header included; empty when missing. */
  readonly payload: Uint8Array;
}

/** As it lies in memory. The value is frozen or opens its columns on demand; it is never cloned. */
export interface MemoryEntry extends EntryFacts {
  readonly value: unknown;
  /** What it is charged for in the memory budget: its encoded bytes plus a fixed overhead. */
  readonly bytes: number;
}
