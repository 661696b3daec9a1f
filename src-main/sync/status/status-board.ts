/**
 * The state of sync as one value, read anew after each change and sent to everybody who follows it. It keeps no counters of its
 * own: what waits is counted in the outbox each time, so the page cannot show what was only expected.
 */
import type { ConnectionState, OfficeStatus, ShopState, ShopStatus, SyncStatus } from '#shared/contract/index.ts';
import { createLatestStream, type LatestStream } from '../../ingest/index.ts';
import type { Later } from '../../resilience/index.ts';
import { instantOf } from '../instant.ts';
import type { WaitingCounts } from '../outbox/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { ShopFacts } from './shop-facts.ts';
import { soonest } from './soonest.ts';

export interface StatusBoardOptions {
  readonly connection: () => { readonly state: ConnectionState; readonly since: number };
  /** Since when sync as a whole is paused, in UTC milliseconds; null: it is not. */
  readonly pausedAt: () => number | null;
  /** Whether it is this computer that sends what waits. */
  readonly owner: () => boolean;
  readonly shops: () => readonly OpenShop[];
  readonly counts: () => Promise<readonly WaitingCounts[]>;
  /** When a change came to its end last, in UTC milliseconds; null: none has yet. */
  readonly lastSettled: () => Promise<number | null>;
  /** Gives a function that gives the present facts of a shop. */
  readonly facts: () => Promise<(shop: OpenShop) => ShopFacts>;
  readonly office: () => Promise<OfficeStatus>;
  readonly later: Later;
  /** The state could not be read after a change; followers keep the one before. */
  readonly failed: (error: unknown) => void;
}

export interface StatusBoard {
  /** Reads the present state. */
  status(): Promise<SyncStatus>;
  /** Something has changed; followers hear of it within a quarter of a second. */
  changed(): void;
  /** The present state, then each change of it. */
  follow(signal?: AbortSignal): Promise<AsyncIteratorObject<SyncStatus, undefined, void>>;
  close(): void;
}

/** Changes often come in groups: so long they are gathered before followers are told. */
const GATHER_MILLISECONDS = 250;

/** Makes a board; nothing is read before somebody asks or follows. */
export function createStatusBoard(options: StatusBoardOptions): StatusBoard {
  const { connection, shops, later, failed } = options;
  /** Readings are numbered as they begin, so that a slow one never replaces a newer one that was faster. */
  let begun = 0;
  let newest = 0;
  let stream: LatestStream<SyncStatus> | null = null;
  let callOff: (() => void) | null = null;
  let closed = false;

  async function status(): Promise<SyncStatus> {
    const counts = new Map((await options.counts()).map((one) => [one.shopId, one]));
    const settledAt = await options.lastSettled();
    const factsOf = await options.facts();
    const list = shops().map((shop) => shopStatus(shop, counts.get(shop.row.id), factsOf(shop)));
    const office = await options.office();
    const { state, since } = connection();
    const sum = (of: (shop: ShopStatus) => number) => list.reduce((total, shop) => total + of(shop), 0);
    return {
      connection: state,
      since: instantOf(since),
      paused: options.pausedAt() !== null,
      pausedSince: instantOf(options.pausedAt()),
      waiting: sum(({ waiting }) => waiting) + office.waiting,
      waitingSince: earliest([...list.map(({ waitingSince }) => waitingSince), office.waitingSince]),
      parked: sum(({ parked }) => parked),
      conflicts: sum(({ conflicts }) => conflicts),
      lastSettled: instantOf(settledAt),
      owner: options.owner(),
      shops: list,
      office,
    };
  }

  /** Reads the state and puts it into the stream of the followers. */
  async function publish(): Promise<LatestStream<SyncStatus>> {
    const reading = ++begun;
    const state = await status();
    if (!stream) stream = createLatestStream(state);
    else if (reading > newest) stream.set(state);
    newest = Math.max(newest, reading);
    // Whoever begins to follow while it is being closed gets this state and the end.
    if (closed) stream.finish(stream.latest);
    return stream;
  }

  return {
    status,
    changed() {
      if (closed || !stream || callOff) return;
      callOff = later(GATHER_MILLISECONDS, () => {
        callOff = null;
        publish().catch(failed);
      });
    },
    async follow(signal) {
      return (await publish()).subscribe(signal);
    },
    close() {
      closed = true;
      callOff?.();
      stream?.finish(stream.latest);
    },
  };
}

function earliest(instants: readonly (string | null)[]): string | null {
  return instants.reduce((first, at) => (at !== null && (first === null || at < first) ? at : first), null);
}

function shopStatus({ row }: OpenShop, counts: WaitingCounts | undefined, facts: ShopFacts): ShopStatus {
  const { progress, nextTryAt, problem, unread, callsToday, callsSaved, quota } = facts;
  return {
    shopId: row.id,
    platform: row.platform,
    title: row.title,
    storeId: row.storeId as ShopStatus['storeId'],
    state: stateOf(row, facts),
    lastSuccess: instantOf(row.lastSuccess),
    waiting: counts?.waiting ?? 0,
    waitingSince: instantOf(counts?.waitingSince ?? null),
    parked: counts?.parked ?? 0,
    conflicts: counts?.conflicts ?? 0,
    unread,
    callsToday,
    callsSaved,
    quota,
    progress,
    nextTryAt: instantOf(soonest(nextTryAt, counts?.nextTryAt ?? null)),
    problem: row.problem ?? problem,
  };
}

function stateOf({ state, paused }: OpenShop['row'], { resting }: ShopFacts): ShopState {
  if (state === 'sign-in') return 'sign-in';
  if (paused) return 'paused';
  if (state === 'first-sync') return 'first-sync';
  return resting ? 'resting' : 'active';
}
