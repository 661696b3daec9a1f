/**
 * A disk tier that takes its time. What it has written can be read, but a crash loses the end of what was not synced;
 * an invalidation is acknowledged only when it is. A write may be dropped, as when its queue is full.
 */
import { gzipSync } from 'node:zlib';
import type { DiskTier, Stamp, StoredEntry, TierRequest } from '../../../src-main/cache/index.ts';
import type { Scheduler } from './scheduler.ts';
import type { Act } from './sim-redis.ts';

type Operation =
  | { readonly what: 'write'; readonly entry: StoredEntry }
  | { readonly what: 'note'; readonly names: readonly string[]; readonly stamp: Stamp }
  | { readonly what: 'floor'; readonly level: string; readonly stamp: Stamp };

interface State {
  readonly entries: Map<string, StoredEntry>;
  /** Tags, `=key` for keys, `*level` for clears. */
  readonly invalid: Map<string, Stamp>;
  highest: Stamp;
}

/** What a data directory holds over crashes. */
export interface Directory {
  /** In the order they were done. */
  readonly done: Operation[];
  /** So many of them would survive a crash for certain. */
  synced: number;
  /** What Redis missed. */
  readonly queue: Act[];
}

export function createDirectory(): Directory {
  return { done: [], synced: 0, queue: [] };
}

/** Loses a part of what was not synced: whatever was done last goes first. */
export function crashDirectory(directory: Directory, { random }: Scheduler): void {
  const unsynced = directory.done.length - directory.synced;
  directory.done.length = directory.synced + Math.floor(random() * (unsynced + 1));
  directory.synced = directory.done.length;
}

function apply(state: State, operation: Operation): void {
  const stamp = operation.what === 'write' ? operation.entry.stamp : operation.stamp;
  state.highest = Math.max(state.highest, stamp);
  switch (operation.what) {
    case 'write':
      state.entries.set(operation.entry.key, operation.entry);
      break;
    case 'note':
      for (const name of operation.names) state.invalid.set(name, Math.max(stamp, state.invalid.get(name) ?? 0));
      break;
    case 'floor':
      state.invalid.set(operation.level, Math.max(stamp, state.invalid.get(operation.level) ?? 0));
  }
}

function isValid({ invalid }: State, { key, level, tags, stamp }: StoredEntry): boolean {
  return [...tags, `=${key}`, `*${level}`, '*'].every((name) => stamp > (invalid.get(name) ?? 0));
}

export interface SimDiskOptions {
  readonly scheduler: Scheduler;
  readonly owner: object;
  readonly directory: Directory;
  readonly now: () => number;
  readonly keys: readonly string[];
  /** Share of writes that are dropped. */
  readonly dropped: number;
}

export function createSimDisk({ scheduler, owner, directory, now, keys, dropped }: SimDiskOptions): DiskTier {
  const state: State = { entries: new Map(), invalid: new Map(), highest: 0 };
  for (const operation of directory.done) apply(state, operation);
  const pause = () => scheduler.pause(owner);

  /** In effect at once; on disk in a later step, in order. */
  async function change(operation: Exclude<Operation, { what: 'write' }>): Promise<void> {
    apply(state, operation);
    directory.done.push(operation);
    const place = directory.done.length;
    await pause();
    directory.synced = Math.max(directory.synced, place);
  }

  function find({ key }: TierRequest): StoredEntry | null {
    const entry = state.entries.get(key);
    return entry !== undefined && isValid(state, entry) && entry.goneAt > now() ? entry : null;
  }

  return {
    name: 'disk',
    // Those handed out between the last that is known and the crash are passed over.
    open: async () => state.highest + 1_000,
    hurry: () => undefined,
    close: async () => undefined,
    readOne: find,
    examine: (request) => ({ entry: find(request), absence: null }),
    async readMany(requests) {
      await pause();
      const entries = requests.map(find);
      await pause();
      return { entries, lease: null };
    },
    async writeMany(entries) {
      await pause();
      for (const entry of entries) {
        if (scheduler.random() < dropped) continue;
        const present = state.entries.get(entry.key);
        if (present !== undefined && present.stamp > entry.stamp) continue;
        const operation = { what: 'write', entry } as const;
        apply(state, operation);
        directory.done.push(operation);
      }
      await pause();
    },
    invalidate: (names, stamp) => change({ what: 'note', names, stamp }),
    deleteMany: (deleted, stamp) => change({ what: 'note', names: deleted.map((key) => `=${key}`), stamp }),
    clear: (level, stamp) => change({ what: 'floor', level: `*${level ?? ''}`, stamp }),
    want: async () => undefined,
    saveHeat: async () => undefined,
    loadHeat: async () => gzipSync(JSON.stringify({ version: 1, memory: '', keys })),
    saveMark: async () => undefined,
    loadMark: async () => null,
    appendHistory: async () => undefined,
    history: async () => [],
    get recovery(): never {
      throw new Error('not simulated');
    },
    statistics: () => ({
      tier: 'disk',
      state: 'ready',
      problem: null,
      entries: state.entries.size,
      bytes: 0,
      budgetBytes: null,
      hits: 0,
      misses: 0,
      failures: 0,
      timeouts: 0,
      readP50: null,
      readP99: null,
      begunAnewAt: null,
      waiting: 0,
    }),
  };
}
