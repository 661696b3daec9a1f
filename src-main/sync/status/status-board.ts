/**
 * The state of sync as one value, put together anew when something has changed and told to whoever follows. Nothing in it is
 * remembered from what was hoped for: what waits is counted in the outbox, each time.
 */
import type { ConnectionState, OfficeStatus, ShopState, ShopStatus, SyncStatus } from '#shared/contract/index.ts';
import { createLatestStream, type LatestStream } from '../../ingest/index.ts';
import type { WaitingCounts } from '../outbox/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { ShopFacts } from './shop-facts.ts';
import { soonest } from './soonest.ts';

export interface StatusBoardOptions {
  readonly connection: () => { readonly state: ConnectionState; readonly since: number };
  /** Since when all of it is paused; UTC milliseconds, null: it is not. */
  readonly pausedAt: () => number | null;
  /** Whether it is this computer that sends what waits. */
  readonly owner: () => boolean;
  readonly shops: () => readonly OpenShop[];
  readonly counts: () => Promise<readonly WaitingCounts[]>;
  /** Gives what tells the present facts of each shop. */
  readonly facts: () => Promise<(shop: OpenShop) => ShopFacts>;
  readonly office: () => Promise<OfficeStatus>;
  readonly later: (milliseconds: number, work: () => void) => () => void;
  readonly failed: (error: unknown) => void;
}

export interface StatusBoard {
  /** Puts it together now. */
  status(): Promise<SyncStatus>;
  /** Something has changed; followers hear of it within a quarter of a second. */
  changed(): void;
  /** The present state, then each change of it. */
  follow(signal?: AbortSignal): Promise<AsyncIteratorObject<SyncStatus, undefined, void>>;
  close(): void;
}

/** Many changes come together: they are told at once. */
const GATHER_MILLISECONDS = 250;

export function createStatusBoard(options: StatusBoardOptions): StatusBoard {
  const { connection, shops, later, failed } = options;
  let stream: LatestStream<SyncStatus> | null = null;
  let callOff: (() => void) | null = null;
  let closed = false;

  async function status(): Promise<SyncStatus> {
    const counts = new Map((await options.counts()).map((one) => [one.shopId, one]));
    const factsOf = await options.facts();
    const list = shops().map((shop) => shopStatus(shop, counts.get(shop.row.id), factsOf(shop)));
    const office = await options.office();
    const { state, since } = connection();
    const sum = (of: (shop: ShopStatus) => number) => list.reduce((total, shop) => total + of(shop), 0);
    return {
      connection: state,
      since: new Date(since).toISOString(),
      paused: options.pausedAt() !== null,
      pausedSince: instantOf(options.pausedAt()),
      waiting: sum(({ waiting }) => waiting) + office.waiting,
      waitingSince: earliest([...list.map(({ waitingSince }) => waitingSince), office.waitingSince]),
      parked: sum(({ parked }) => parked),
      conflicts: sum(({ conflicts }) => conflicts),
      owner: options.owner(),
      shops: list,
      office,
    };
  }

  async function tell(): Promise<void> {
    callOff = null;
    try {
      const next = await status();
      if (!closed) stream?.set(next);
    } catch (error) {
      failed(error);
    }
  }

  return {
    status,
    changed() {
      if (closed || !stream || callOff) return;
      callOff = later(GATHER_MILLISECONDS, () => void tell());
    },
    async follow(signal) {
      const present = await status();
      if (stream) stream.set(present);
      else stream = createLatestStream(present);
      return stream.subscribe(signal);
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

const instantOf = (at: number | null) => (at === null ? null : new Date(at).toISOString());

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
