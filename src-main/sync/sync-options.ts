/** What sync is handed: it has no clock, no chance, no line and no files of its own. */
import type { Reader, Writer } from '../database/index.ts';
import type { Log } from '../logging/index.ts';
import type { Later, Locks, Quota, RemoteCalls } from '../resilience/index.ts';
import type { ConflictPolicies } from './conflicts/index.ts';
import type { OfficeSetup } from './head-office/index.ts';
import type { CrashPoint } from './outbox/index.ts';
import type { Platform, Transport } from './platform/index.ts';
import type { PullSettings } from './pull/index.ts';
import type { Vault } from './shops/index.ts';
import type { ProbeResult } from './status/index.ts';
import type { SyncReadTasks, SyncWriteTasks } from './tasks.ts';

export interface SyncSettings extends PullSettings {
  /** Whether anything is listed or sent by itself. */
  readonly enabled: boolean;
  /** Whether what one shop sells is sold in the store's other shops too. */
  readonly shareStock: boolean;
}

export interface SyncOptions {
  readonly reader: Reader<SyncReadTasks>;
  readonly writer: Writer<SyncWriteTasks>;
  readonly vault: Vault;
  readonly calls: RemoteCalls;
  readonly quota: Quota;
  readonly transport: Transport;
  /** Sees to it that of two computers with the same outbox (a copied disk) one sends; alone, whoever has the file does. */
  readonly locks: Locks;
  /** The same under a name that this computer keeps: whose turn it is with a shop that several have connected. */
  readonly shopLocks: Locks;
  readonly settings: () => SyncSettings;
  readonly policies: () => ConflictPolicies;
  /** Null: there is none, and nothing of it is done. */
  readonly office: OfficeSetup | null;
  /** Of stores whose shop does not tell its own. */
  readonly defaultTimeZone: () => string;
  /** How the line is looked at; the first tells whether any interface is up. */
  readonly line: {
    readonly isUp: (targets: readonly URL[]) => boolean;
    readonly probe: (targets: readonly URL[], thorough: boolean, signal: AbortSignal) => Promise<ProbeResult>;
  };
  readonly platforms?: readonly Platform[];
  readonly crashPoint?: CrashPoint;
  /** UTC milliseconds. */
  readonly now: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** Orders, products or stock of this store were written. */
  readonly onData: (storeId: number) => void;
}
