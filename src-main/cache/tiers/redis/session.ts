/** All that talks over one set of connections to Redis, put together; made once who this engine is is known. */
import { randomBytes } from 'node:crypto';
import type { BusMessage } from '../../tier.ts';
import type { BusPosition, MissedInvalidations, MissedWrite } from '../recovery/recovery-store.ts';
import { createAdopt } from './adopt.ts';
import { type Bus, createBus } from './bus.ts';
import type { Act } from './bus-line.ts';
import { createRedisClient, type RedisClient } from './client.ts';
import { createEntries, type Entries, scopeOfKeys } from './entries.ts';
import { createKnownVersions } from './known-versions.ts';
import { createLocks, type Locks } from './lock.ts';
import {
  namesOf,
  SHARED,
  scopeOfDataset,
  type Versioned,
  versionedClear,
  versionedKey,
  versionedTag,
} from './names.ts';
import type { RedisTierOptions } from './redis.ts';
import { createVersions } from './versions.ts';

export interface SessionOptions extends RedisTierOptions {
  readonly engine: string;
  readonly position: BusPosition | null;
  readonly clock: () => number;
  readonly onReady: () => void;
  readonly onLost: (why: string) => void;
  readonly onPosition: (position: BusPosition) => void;
  readonly onNewRun: () => void;
}

export interface Session {
  readonly client: RedisClient;
  readonly entries: Entries;
  readonly locks: Locks;
  lockName(key: string): string;
  /** As a tier's: what the message concerns is no longer known here when the listener is called. */
  listen(listener: (message: BusMessage) => void | Promise<void>): void;
  /** Whether all that others did is known to have been heard. */
  trusted(): boolean;
  /** Makes it invalid in Redis and tells it. Rejects when Redis does not take it. */
  perform(acts: readonly Act[]): Promise<{ readonly followed: Promise<unknown> }>;
  adopt(writes: readonly MissedWrite[]): Promise<void>;
  /** Rejects unless every server can be used. */
  probe(): Promise<void>;
  close(): Promise<void>;
}

/** Tags and keys in one message: its text stays under some 100 kB. */
const NAMES_IN_ACT = 1_000;
const LEAVE_MILLISECONDS = 200;

function chunks<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: Math.ceil(items.length / NAMES_IN_ACT) }, (_, at) =>
    items.slice(at * NAMES_IN_ACT, (at + 1) * NAMES_IN_ACT),
  );
}

/** Gives the acts that tell what was missed. */
export function actsOf({ tags, keys, clears }: MissedInvalidations): Act[] {
  return [
    ...[...clears.keys()].map((level): Act => ({ type: 'clear', level })),
    ...chunks([...tags.keys()]).map((some): Act => ({ type: 'invalidate', tags: some })),
    ...chunks([...keys.keys()]).map((some): Act => ({ type: 'delete', keys: some })),
  ];
}

/** A number that no other epoch ever had, as far as chance goes: 48 random bits, and never 0. */
const unused = () => randomBytes(6).readUIntBE(0, 6) + 1;

export function createSession(options: SessionOptions): Session {
  const { target, log, later, now, clock, engine } = options;
  const names = namesOf(options.chain);
  const dataset = scopeOfDataset(options.dataset ?? engine);
  const scopeOf = scopeOfKeys(options.scopeOf, dataset);
  const freedChannel = `${names.channel}:freed`;

  const client = createRedisClient({
    target,
    log,
    later,
    channels: () => [...bus.channels, freedChannel],
    onReady: options.onReady,
    onLost: options.onLost,
    onMessage(channel, message) {
      if (channel === freedChannel) locks.onFreed(message);
      else bus.onMessage(channel, message);
    },
  });
  const versions = createVersions(client, names, unused);
  const known = createKnownVersions(clock);
  const entries = createEntries({
    client,
    names,
    versions,
    known,
    trusted: () => bus.trusted(),
    scopeOf,
    nextStamp: options.nextStamp,
    now,
  });
  const locks = createLocks({ client, log, later, channel: freedChannel });
  const bus: Bus = createBus({
    client,
    names,
    engine,
    dataset,
    private: options.dataset === null,
    position: options.position,
    onPosition: options.onPosition,
    onNewRun: options.onNewRun,
    log,
    later,
    now,
    clock,
  });

  function versionsOf(act: Act): Versioned[] {
    switch (act.type) {
      case 'invalidate':
        return act.tags.flatMap((tag) => [versionedTag(SHARED, tag), versionedTag(dataset, tag)]);
      case 'delete':
        return act.keys.map((key) => versionedKey(scopeOf(key), key));
      case 'clear':
        return [versionedClear(SHARED, act.level), versionedClear(dataset, act.level)];
    }
  }

  function forget(act: Act): void {
    known.forget(versionsOf(act).map(({ field }) => field));
  }

  return {
    client,
    entries,
    locks,
    lockName: (key) => names.lock(scopeOf(key), key),
    listen(listener) {
      bus.listen((message) => {
        if (message.type === 'gap') known.forgetAll();
        else forget(message);
        return listener(message);
      });
    },
    trusted: bus.trusted,
    async perform(acts) {
      // It stands in the log before a version goes up (adopt.ts needs that), and is told once more when all are up: only
      // from then on does a read give nothing old, so that only then it makes sense to drop what one has.
      await Promise.all(acts.map((act) => bus.intend(act)));
      try {
        await versions.raise(acts.flatMap(versionsOf));
      } finally {
        // Also when nobody knows whether they went up.
        acts.forEach(forget);
      }
      const told = await Promise.all(acts.map((act) => bus.tell(act)));
      await Promise.all(acts.map((act) => (act.type === 'delete' ? entries.remove(act.keys) : null)));
      return { followed: Promise.all(told.map(({ followed }) => followed)) };
    },
    adopt: createAdopt({ entries, bus, scopeOf }),
    async probe() {
      await Promise.all([bus.heartbeat(), client.isCluster ? client.ping() : null]);
    },
    async close() {
      bus.close();
      await Promise.race([
        bus
          .leave()
          .catch((error: unknown) => log.write('debug', 'redis left without a word', { error: String(error) })),
        new Promise<void>((resolve) => later(LEAVE_MILLISECONDS, resolve)),
      ]);
      client.close();
    },
  };
}
