/**
 * Puts values where the next read finds them: in memory at once, on disk and in Redis behind the reader's back. What
 * still waits to be written can be read; of one key only the newest is written; nothing that was invalidated is.
 */
import type { MemoryEntry, StoredEntry } from '../entry.ts';
import type { Memory } from '../memory/index.ts';
import type { TierLease } from '../tier.ts';
import { type FamilyState, tagsForRedis } from './family-state.ts';
import { createGather } from './gather.ts';
import { type HeldEntry, overheadBytes, shortKey } from './held-entry.ts';
import type { CoreParts } from './parts.ts';

export interface Destination {
  readonly disk: boolean;
  /** Null: not to Redis. `lease` null: Redis could not be asked before the load. */
  readonly redis: { readonly lease: TierLease | null } | null;
}

/** Ends of a write. Neither ever rejects. */
export interface Written {
  /** Resolves when it is in Redis, or will not be: the disk may take its time. */
  readonly inRedis: Promise<void>;
  /** Resolves when it is wherever it was to be, or will not be. */
  readonly everywhere: Promise<void>;
}

export interface Keeping {
  /** Puts it in memory unless something newer is there. */
  hold(entry: HeldEntry): void;
  /** Writes it behind. */
  write(state: FamilyState, entry: HeldEntry, payload: Uint8Array | null, destination: Destination): Written;
  /** What still waits to be written under a key. */
  waiting(key: string): HeldEntry | undefined;
  /** Does not write what waits under a key. */
  drop(key: string): void;
  /** Does not write, nor give, what has become invalid. */
  dropInvalid(): void;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  readonly waitingBytes: number;
}

interface Write {
  readonly entry: HeldEntry;
  readonly payload: Uint8Array;
  readonly lease: TierLease | null;
  readonly done: () => void;
}

const NOT_WRITTEN: Written = { inRedis: Promise.resolve(), everywhere: Promise.resolve() };

/** More than this is not kept waiting for a slow disk or Redis: it is then only in memory. */
const MOST_WAITING_BYTES = 64 * 1_048_576;
const NOTHING = new Uint8Array(0);
/** How much the newest length counts in the mean. */
const MEAN_WEIGHT = 0.1;

export function createKeeping(parts: CoreParts): Keeping {
  const { memory, disk, redis, tags, statistics, log, soon } = parts;
  const waiting = new Map<string, HeldEntry>();
  const running = new Set<Promise<void>>();
  let waitingBytes = 0;

  const toDisk = createGather<Write>(soon, (writes) => void writeAll('disk', writes));
  const toRedis = createGather<Write>(soon, (writes) => {
    // One lease belongs to all that were read together; what was read apart may have found other versions.
    const groups = Map.groupBy(writes, ({ lease }) => lease);
    for (const group of groups.values()) void writeAll('redis', group);
  });

  async function writeAll(name: 'disk' | 'redis', writes: readonly Write[]): Promise<void> {
    const due = writes.filter(({ entry }) => waiting.get(entry.key) === entry && tags.valid(entry));
    try {
      const entries = due.map(({ entry, payload }) => stored(entry, payload, name === 'redis'));
      if (due.length > 0) {
        if (name === 'disk') await disk?.writeMany(entries, null);
        else await redis?.writeMany(entries, due[0]!.lease);
      }
    } catch (error) {
      log.warn('Entries could not be written', { tier: name, entries: due.length, error: String(error) });
    } finally {
      for (const { done } of writes) done();
    }
  }

  async function encode(state: FamilyState, entry: HeldEntry): Promise<Uint8Array | null> {
    if (entry.missing) return NOTHING;
    try {
      return await state.family.encoding.encode(entry.value);
    } catch (error) {
      log.warn('A value could not be encoded: it stays in memory only', { key: entry.key, error: String(error) });
      return null;
    }
  }

  /** Charges what the entry really takes. */
  function weigh(state: FamilyState, entry: HeldEntry, payload: Uint8Array): void {
    const level = statistics.levels.get(entry.level)!;
    level.encodedBytes += payload.length;
    level.rawBytes += entry.missing ? 0 : parts.rawBytes(payload);
    charge(state, entry, payload.length);
  }

  function charge(state: FamilyState, entry: HeldEntry, encodedBytes: number): void {
    const bytes = encodedBytes + overheadBytes(entry);
    state.meanBytes += MEAN_WEIGHT * (encodedBytes - state.meanBytes);
    if (bytes === entry.bytes) return;
    const held = memory.peek(entry.key) === (entry as MemoryEntry);
    if (held) memory.resize(entry.key, bytes);
    entry.bytes = bytes;
  }

  async function writeBehind(
    state: FamilyState,
    entry: HeldEntry,
    given: Uint8Array | null,
    destination: Destination,
    inRedis: () => void,
  ): Promise<void> {
    const payload = given ?? (await encode(state, entry));
    if (payload !== null) weigh(state, entry, payload);
    if (payload === null || waiting.get(entry.key) !== entry || waitingBytes > MOST_WAITING_BYTES) return;
    waitingBytes += payload.length;
    const ends: Promise<void>[] = [];
    if (destination.disk) ends.push(new Promise((done) => toDisk.add({ entry, payload, lease: null, done })));
    if (destination.redis !== null) {
      const { lease } = destination.redis;
      ends.push(new Promise<void>((done) => toRedis.add({ entry, payload, lease, done })).then(inRedis));
    }
    await Promise.all(ends);
    waitingBytes -= payload.length;
  }

  return {
    hold(entry) {
      const present = memory.peek(entry.key);
      if (present !== undefined && present.stamp > entry.stamp) return;
      putInMemory(memory, entry);
    },
    write(state, entry, payload, destination) {
      const { size } = state.family.encoding;
      if (!destination.disk && destination.redis === null && payload === null && size !== undefined) {
        if (!entry.missing) charge(state, entry, size(entry.value));
        return NOT_WRITTEN;
      }
      // It may have been replaced while its caller waited for something else.
      if (!tags.valid(entry)) return NOT_WRITTEN;
      waiting.set(entry.key, entry);
      const inRedis = Promise.withResolvers<void>();
      const everywhere = writeBehind(state, entry, payload, destination, inRedis.resolve).finally(() => {
        inRedis.resolve();
        running.delete(everywhere);
        if (waiting.get(entry.key) === entry) waiting.delete(entry.key);
      });
      running.add(everywhere);
      return { inRedis: inRedis.promise, everywhere };
    },
    waiting: (key) => waiting.get(key),
    drop: (key) => void waiting.delete(key),
    dropInvalid() {
      for (const entry of waiting.values()) if (!tags.valid(entry)) waiting.delete(entry.key);
    },
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    get waitingBytes() {
      return waitingBytes;
    },
  };
}

/** Gives whether it stays. */
export function putInMemory(memory: Memory, entry: HeldEntry): boolean {
  // Before the memory decides: if it does not stay, it is taken away again.
  entry.shelf.set(shortKey(entry), entry);
  return memory.set(entry);
}

function stored(entry: HeldEntry, payload: Uint8Array, forRedis: boolean): StoredEntry {
  return {
    key: entry.key,
    level: entry.level,
    family: entry.family,
    tags: forRedis ? tagsForRedis(entry.tags) : entry.tags,
    storeId: entry.storeId,
    stamp: entry.stamp,
    bornAt: entry.bornAt,
    freshUntil: entry.freshUntil,
    goneAt: entry.goneAt,
    loadMilliseconds: entry.loadMilliseconds,
    version: entry.version,
    missing: entry.missing,
    payload,
  };
}
