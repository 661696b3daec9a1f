/**
 * A Redis that several simulated processes share: versions of tags, entries with the versions of when their load began,
 * and a bus whose messages arrive one by one, late, and not at all while a process is cut off.
 */
import type {
  BusMessage,
  CoreRedis,
  Level,
  LockAnswer,
  Stamp,
  StoredEntry,
  TierLease,
} from '../../../src-main/cache/index.ts';
import type { Scheduler } from './scheduler.ts';

/** A process that has not heard everything for so long must not rely on what it holds. */
const LEASE_MILLISECONDS = 2_000;

export interface SimRedisFaults {
  /** Takes writes whatever has been invalidated since their load began. */
  readonly ignoreLease?: boolean;
  /** Does not wait until others have followed. */
  readonly noAnswers?: boolean;
}

interface Line {
  connected: boolean;
  /** On the scheduler's clock. */
  trustedUntil: number;
  /** Messages under way, in order. */
  readonly under: { readonly message: BusMessage; readonly followed: () => void }[];
  listener: ((message: BusMessage) => void | Promise<void>) | null;
}

/** Something that was declared invalid. */
export type Act = { readonly names: readonly string[]; readonly message: BusMessage };

export interface SimRedis {
  tier(options: {
    owner: object;
    nextStamp: () => Stamp /** What Redis missed, kept over crashes. */;
    queue: Act[];
  }): SimRedisTier;
}

export interface SimRedisTier extends CoreRedis {
  readonly connected: boolean;
  /** Connected, and nothing is under way to it: it has been told whatever has been told. */
  readonly hearsAll: boolean;
  /** Acts that not everybody follows yet. */
  readonly queued: number;
  /** For the first time. */
  connect(): void;
  cut(): void;
  mend(): Promise<void>;
  heartbeat(): void;
  /** The process is gone: nobody waits for it. */
  die(): void;
}

export function createSimRedis(scheduler: Scheduler, faults: SimRedisFaults = {}): SimRedis {
  const versions = new Map<string, number>();
  const entries = new Map<string, { readonly entry: StoredEntry; readonly lease: TierLease }>();
  const lines = new Set<Line>();
  const locks = new Map<string, { readonly freed: Promise<void>; readonly free: () => void; readonly owner: object }>();

  const namesOf = ({ key, tags, level }: Pick<StoredEntry, 'key' | 'tags'> & { level: Level }) => [
    ...tags,
    `=${key}`,
    `*${level}`,
    '*',
  ];
  const leaseOf = (names: readonly string[]): TierLease =>
    Object.fromEntries(names.map((name) => [name, versions.get(name) ?? 0]));
  const holds = (lease: TierLease) =>
    Object.entries(lease).every(([name, version]) => (versions.get(name) ?? 0) === version);

  /** The next message of a process arrives: what it does at once is done then, and it answers when all is. */
  function deliver(owner: object, line: Line): void {
    scheduler.step(owner, () => {
      const next = line.under.shift();
      if (next === undefined) return;
      void Promise.resolve(line.listener?.(next.message)).then(next.followed);
    });
  }

  function tier({ owner, nextStamp, queue }: Parameters<SimRedis['tier']>[0]): SimRedisTier {
    const line: Line & { readonly owner: object } = {
      owner,
      connected: true,
      trustedUntil: Number.NEGATIVE_INFINITY,
      under: [],
      listener: null,
    };
    const pause = () => scheduler.pause(owner);

    /** What this process has declared invalid and Redis does not know yet: it is not read from there. */
    const undelivered = new Set<Act>(queue);
    /** What not everybody follows yet. */
    const unfollowed = new Set<Act>(queue);

    async function act(done: Act): Promise<void> {
      const { names, message } = done;
      undelivered.add(done);
      unfollowed.add(done);
      await pause();
      if (!line.connected) {
        if (!queue.includes(done)) queue.push(done);
        return;
      }
      for (const name of names) versions.set(name, (versions.get(name) ?? 0) + 1);
      undelivered.delete(done);
      const others = [...lines].filter((other) => other !== line && other.connected) as (typeof line)[];
      const answers = others.map(
        (other) =>
          new Promise<void>((resolve) => {
            other.under.push({ message, followed: resolve });
            deliver(other.owner, other);
            // At the latest it cannot rely on what it holds any more.
            scheduler.later(owner, Math.max(0, other.trustedUntil - scheduler.now), resolve);
          }),
      );
      // Those that are cut off may rely on what they hold for a while yet.
      const cutOff = [...lines].filter((other) => other !== line && !other.connected);
      const lapses = cutOff.map(
        (other) =>
          new Promise<void>((resolve) => {
            scheduler.later(owner, Math.max(0, other.trustedUntil - scheduler.now), resolve);
          }),
      );
      if (faults.noAnswers !== true) await Promise.all([...answers, ...lapses]);
      unfollowed.delete(done);
      await pause();
    }

    function isAskable(entry: StoredEntry): boolean {
      const own = new Set(namesOf(entry));
      return ![...undelivered].some(({ names }) => names.some((name) => own.has(name)));
    }

    async function lock(key: string): Promise<LockAnswer> {
      await pause();
      if (!line.connected) return { outcome: 'unavailable' };
      const held = locks.get(key);
      if (held !== undefined) return { outcome: 'busy', freed: held.freed };
      const { promise, resolve } = Promise.withResolvers<void>();
      const mine = { freed: promise, free: resolve, owner };
      locks.set(key, mine);
      const release = async () => {
        if (locks.get(key) === mine) locks.delete(key);
        resolve();
      };
      return { outcome: 'held', lock: { release } };
    }

    /** Nothing leaves the queue before Redis has it. */
    async function replay(): Promise<void> {
      for (const queued of [...queue]) {
        await act(queued);
        if (undelivered.has(queued)) return;
        queue.splice(queue.indexOf(queued), 1);
      }
    }

    function heartbeat(): void {
      if (line.connected && line.under.length === 0 && queue.length === 0) {
        line.trustedUntil = scheduler.now + LEASE_MILLISECONDS;
      }
    }

    lines.add(line);
    return {
      name: 'redis',
      get connected() {
        return line.connected;
      },
      get hearsAll() {
        return line.connected && line.under.length === 0;
      },
      get queued() {
        return unfollowed.size;
      },
      close: async () => undefined,
      listen(listener) {
        line.listener = listener;
      },
      trusted: () => scheduler.now < line.trustedUntil,
      lock,
      async readMany(requests) {
        await pause();
        if (!line.connected) return { entries: requests.map(() => null), lease: null };
        const stamp = nextStamp();
        const found = requests.map(({ key }) => {
          const held = entries.get(key);
          return held !== undefined && holds(held.lease) && isAskable(held.entry) ? { ...held.entry, stamp } : null;
        });
        const levels: Level[] = ['L1', 'L2', 'L3', 'L4'];
        const lease = leaseOf(requests.flatMap((request) => levels.flatMap((level) => namesOf({ ...request, level }))));
        await pause();
        return { entries: found.map((entry) => (entry !== null && isAskable(entry) ? entry : null)), lease };
      },
      async writeMany(written, lease) {
        await pause();
        if (!line.connected || lease === null) return;
        for (const entry of written) {
          const own = Object.fromEntries(namesOf(entry).map((name) => [name, lease[name] ?? -1]));
          if (holds(own)) entries.set(entry.key, { entry, lease: own });
          else if (faults.ignoreLease === true) entries.set(entry.key, { entry, lease: leaseOf(namesOf(entry)) });
        }
        await pause();
      },
      invalidate: (tags) => act({ names: tags, message: { type: 'invalidate', scope: 'all', tags } }),
      deleteMany: (keys) =>
        act({ names: keys.map((key) => `=${key}`), message: { type: 'delete', scope: 'all', keys } }),
      clear: (level) => act({ names: [`*${level ?? ''}`], message: { type: 'clear', scope: 'all', level } }),
      facts: () => null,
      statistics: () => ({
        tier: 'redis',
        state: line.connected ? 'ready' : 'open',
        problem: null,
        entries: entries.size,
        bytes: 0,
        budgetBytes: null,
        hits: 0,
        misses: 0,
        failures: 0,
        timeouts: 0,
        readP50: null,
        readP99: null,
        begunAnewAt: null,
        waiting: queue.length,
      }),
      cut() {
        line.connected = false;
        // What is under way to it is lost.
        for (const { followed } of line.under.splice(0)) void followed;
      },
      async mend() {
        if (line.connected) return;
        line.connected = true;
        await line.listener?.({ type: 'gap', scope: 'all' });
        await replay();
      },
      heartbeat,
      connect() {
        // What it does at once is done then; it need not be on disk yet.
        void line.listener?.({ type: 'gap', scope: 'all' });
        heartbeat();
        void replay();
      },
      die() {
        lines.delete(line);
        for (const { followed } of line.under.splice(0)) followed();
        for (const [key, held] of locks) {
          if (held.owner !== owner) continue;
          locks.delete(key);
          held.free();
        }
      },
    };
  }

  return { tier };
}
