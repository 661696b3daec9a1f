/** What the cache has of its Redis tier beyond what every tier gives. Nothing here rejects: trouble is a miss. */
import type { RedisFacts, TierStatistics } from '#shared/contract/index.ts';
import type { Later } from '../../../resilience/index.ts';
import type { Stamp } from '../../entry.ts';
import type { BusMessage, Tier } from '../../tier.ts';
import type { RecoveryStore } from '../recovery/recovery-store.ts';
import type { TierLog } from '../surroundings.ts';

export interface RedisNode {
  readonly host: string;
  readonly port: number;
}

interface Credentials {
  readonly username?: string;
  readonly password?: string;
  readonly tls?: boolean;
}

/** Where Redis is, in the three forms that it comes in. */
export type RedisTarget = Credentials &
  (
    | { readonly mode: 'single'; readonly host: string; readonly port: number; readonly db?: number }
    | {
        readonly mode: 'sentinel';
        readonly sentinels: readonly RedisNode[];
        /** The name under which the sentinels watch the master. */
        readonly name: string;
        readonly sentinelPassword?: string;
        readonly db?: number;
      }
    | { readonly mode: 'cluster'; readonly nodes: readonly RedisNode[] }
  );

export interface RedisTierOptions {
  readonly target: RedisTarget;
  /** Begins all keys: processes with the same chain share the `shared` families. */
  readonly chain: string;
  /** Processes that name the same data set share the `dataset` families too. Null: this data directory has its own. */
  readonly dataset: string | null;
  /** The scope of a family by its name, as it was registered. */
  readonly scopeOf: (family: string) => 'shared' | 'dataset';
  /** The next of this engine's stamps: what a read gives carries one that was taken before the read began. */
  readonly nextStamp: () => Stamp;
  /** Keeps what Redis missed: `disk.recovery`. */
  readonly recovery: RecoveryStore;
  /** What a read may take, in milliseconds; 25 when left out. */
  readonly deadline?: number;
  readonly log: TierLog;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
}

/** What asking for the one right to load a key gave. */
export type LockAnswer =
  /** The caller may load, and must release when it has ended, however it ended. */
  | { readonly outcome: 'held'; readonly lock: HeldLock }
  /** Another process loads it; `freed` resolves when it has ended or its lease has run out. Then read again. */
  | { readonly outcome: 'busy'; readonly freed: Promise<void> }
  /** A load of it failed lately, in whatever process: not to be tried again for so long. */
  | { readonly outcome: 'failed'; readonly reason: string; readonly retryInMilliseconds: number }
  /** Redis cannot be asked: load without it. */
  | { readonly outcome: 'unavailable' };

export interface HeldLock {
  /** With a failure, nobody on this Redis gets the lock for so long; all are told the reason. */
  release(failure?: { readonly reason: string; readonly backoffMilliseconds: number }): Promise<void>;
}

export interface RedisTier extends Tier {
  readonly name: 'redis';
  /** Begins to connect; returns at once. Redis may be away, now or later. */
  start(): void;
  close(): Promise<void>;
  /**
   * Gives what other processes did. Once the listener has returned (or what it returned has resolved), no read of this
   * process may give what the message concerns: the other process waits for that. Only one listener.
   */
  listen(listener: (message: BusMessage) => void | Promise<void>): void;
  /**
   * Whether what lies in memory and on disk can be given without asking Redis: true while every message of other
   * processes is known to have been heard. Costs two clock readings. False also while Redis is away.
   */
  trusted(): boolean;
  /** Asks for the one right to load a key, across all processes on this Redis. */
  lock(key: string): Promise<LockAnswer>;
  /** As of the last seconds; null while Redis cannot be asked. */
  facts(): RedisFacts | null;
  statistics(): TierStatistics;
  /**
   * Gives what runs a script on the node of its one key, for what PCs agree on beside the cache; null while Redis cannot
   * be asked.
   */
  scripts(): RedisScripts | null;
}

/** The part of a client that runs scripts; a single server's and a cluster's both fit. */
export interface RedisScripts {
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
}
