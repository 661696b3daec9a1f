/**
 * Lists each shop's streams round by round and hands every page on with the place where the next one begins: whatever ends in
 * between, the next round goes on there.
 */
import type { Reason, SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Log } from '../../logging/index.ts';
import { backoff, type Later, type Priority } from '../../resilience/index.ts';
import type { Page, PlatformContext } from '../platform/index.ts';
import type { OpenShop } from '../shops/index.ts';
import type { StreamProgress } from './cursors.ts';
import type { PullStore } from './pull-store.ts';
import { afterPage, isCaughtUp, type StreamName, type StreamWindow, shareListed, windowOf } from './stream.ts';

export interface PullSettings {
  /** Seconds from one round to the next. */
  readonly everySeconds: number;
  /** Hours from one listing of everything to the next. */
  readonly fullEveryHours: number;
  /** How many days of orders the first sync brings. */
  readonly firstDays: number;
}

export interface PullOptions {
  readonly shops: () => readonly OpenShop[];
  readonly store: PullStore;
  readonly settings: () => PullSettings;
  /** False: nothing runs by itself now. */
  readonly mayRun: (shop: OpenShop) => boolean;
  /** UTC milliseconds by this computer's clock. */
  readonly now: () => number;
  readonly later: Later;
  /** In [0, 1). */
  readonly random: () => number;
  readonly log: Log;
  /** A shop's state or progress has changed. */
  readonly onChange: (shopId: number) => void;
  /** Orders or listings of this store were written. */
  readonly onData: (storeId: number) => void;
  /** The shop's access is no longer taken. */
  readonly onSignIn: (shopId: number, problem: Reason) => void;
  /** Everything was listed up to now. */
  readonly onSuccess: (shopId: number) => void;
}

export interface PullState {
  readonly progress: SyncProgress | null;
  /** UTC milliseconds; null: it runs now, or never by itself. */
  readonly nextAt: number | null;
  readonly problem: Reason | null;
}

export interface Pull {
  /** Runs what is due from now on. */
  start(): void;
  /** Runs now, whatever was due later: every shop, or one. Staff asked, or a webhook hinted. */
  wake(shopId?: number, priority?: Priority): void;
  /** The line is back: everybody's turn comes soon, not all at once. */
  networkReturned(): void;
  state(shopId: number): PullState;
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** After the line came back, each takes its turn within so long. */
const RETURN_SPREAD_MILLISECONDS = 15_000;
/** What a platform refuses is asked for again, but seldom: somebody may have allowed it. */
const REFUSED_REST_MILLISECONDS = 15 * 60_000;

interface Round {
  readonly running: Promise<void>;
  readonly stop: AbortController;
}

interface Turn {
  round: Round | null;
  /** Asked for again while it ran. */
  again: Priority | null;
  failures: number;
  /** UTC milliseconds: listings that were refused are not asked for again before. */
  listingsAt: number;
  progress: SyncProgress | null;
  problem: Reason | null;
  nextAt: number | null;
  callOff: () => void;
}

export function createPull(options: PullOptions): Pull {
  const { shops, store, settings, mayRun, now, later, random, log, onChange } = options;
  const turns = new Map<number, Turn>();
  let closed = false;
  let started = false;

  function turnOf(shopId: number): Turn {
    let turn = turns.get(shopId);
    if (!turn) {
      turn = {
        round: null,
        again: null,
        failures: 0,
        listingsAt: 0,
        progress: null,
        problem: null,
        nextAt: null,
        callOff: () => undefined,
      };
      turns.set(shopId, turn);
    }
    return turn;
  }

  function plan(shop: OpenShop, milliseconds: number): void {
    const turn = turnOf(shop.row.id);
    turn.callOff();
    if (closed) return;
    turn.nextAt = now() + milliseconds;
    turn.callOff = later(milliseconds, () => begin(shop, 'background'));
  }

  function begin(shop: OpenShop, priority: Priority): void {
    const turn = turnOf(shop.row.id);
    if (closed || shops().every(({ row }) => row.id !== shop.row.id)) return;
    if (turn.round) {
      if (turn.again !== 'staff') turn.again = priority;
      return;
    }
    if (!mayRun(shop)) {
      // Looked at again by itself: whatever kept it may be over without anybody saying so.
      plan(shop, settings().everySeconds * 1_000);
      return;
    }
    turn.callOff();
    turn.nextAt = null;
    const stop = new AbortController();
    turn.round = { stop, running: run(shop, turn, priority, stop.signal) };
  }

  async function run(shop: OpenShop, turn: Turn, priority: Priority, signal: AbortSignal): Promise<void> {
    let rest = settings().everySeconds * 1_000;
    try {
      if (priority === 'staff') turn.listingsAt = 0;
      const refused = await listListings(shop, turn, priority, signal);
      await listStream(shop, turn, 'orders', priority, signal);
      turn.failures = 0;
      turn.problem = refused ? problemOf(refused) : turn.listingsAt > now() ? turn.problem : null;
      if (!turn.problem) options.onSuccess(shop.row.id);
    } catch (error) {
      if (!signal.aborted) rest = failed(shop, turn, error);
    }
    turn.round = null;
    turn.progress = null;
    const { again } = turn;
    turn.again = null;
    onChange(shop.row.id);
    if (again && turn.failures === 0 && !closed) begin(shop, again);
    else plan(shop, rest);
  }

  function noteFailure(shop: OpenShop, error: AppError): void {
    const { id, platform } = shop.row;
    const level = error.code === 'INTERNAL' ? 'error' : 'warn';
    log.write(level, 'a shop could not be listed', { shop: id, platform, error });
  }

  /** Gives how long to leave it alone. */
  function failed(shop: OpenShop, turn: Turn, error: unknown): number {
    const known = error instanceof AppError ? error : new AppError('INTERNAL', { action: 'retry', cause: error });
    turn.failures += 1;
    turn.problem = problemOf(known);
    noteFailure(shop, known);
    if (known.action === 'reauthorise') options.onSignIn(shop.row.id, turn.problem);
    if (known.action === 'retry' || known.action === 'throttle') {
      const told = known.details.retryAfterMilliseconds;
      return backoff(turn.failures, random(), typeof told === 'number' ? told : 0);
    }
    return REFUSED_REST_MILLISECONDS;
  }

  /** What is wrong with listings alone does not hold up orders: it is given back, and they are left alone for a while. */
  async function listListings(
    shop: OpenShop,
    turn: Turn,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<AppError | null> {
    if (turn.listingsAt > now()) return null;
    try {
      await listStream(shop, turn, 'listings', priority, signal);
      return null;
    } catch (error) {
      if (!(error instanceof AppError) || (error.action !== 'refuse' && error.action !== 'park')) throw error;
      turn.listingsAt = now() + REFUSED_REST_MILLISECONDS;
      noteFailure(shop, error);
      return error;
    }
  }

  async function listStream(
    shop: OpenShop,
    turn: Turn,
    stream: StreamName,
    priority: Priority,
    signal: AbortSignal,
  ): Promise<void> {
    const { platform, clock } = shop;
    const context = shop.work(priority, signal);
    const depth = stream === 'orders' ? settings().firstDays * DAY : DAY;
    let state = await store.stream(shop.row.id, stream);
    // Up to when the round began: pages take their time, and one that ran after the present would never end.
    let until = clock.now();
    let full = stream === 'listings' && isFullDue(state.fullAt, until);
    const pulled = { added: 0, changed: 0 };
    try {
      for (;;) {
        const present = clock.now();
        const window = windowOf(state, { capability: platform.capabilities[stream], now: present, depth, full });
        state = await listPage({ shop, context, stream, state, window, pulled, signal });
        if (window.full && state.window === null) full = false;
        turn.progress = progressOf(stream, shareListed(state, state.beganFrom ?? window.from, present), state.listed);
        onChange(shop.row.id);
        // A clock that was ahead is set right by the first answer.
        until = Math.min(until, clock.now());
        if (!full && isCaughtUp(state, until)) return;
      }
    } finally {
      if (pulled.added + pulled.changed > 0) await store.noteOrders(shop.row.id, pulled);
    }
  }

  interface PageTurn {
    readonly shop: OpenShop;
    readonly context: PlatformContext;
    readonly stream: StreamName;
    readonly state: StreamProgress;
    readonly window: StreamWindow;
    /** What the round has brought so far. */
    readonly pulled: { added: number; changed: number };
    readonly signal: AbortSignal;
  }

  /** Gives how far the stream has got with the next page. */
  async function listPage({ shop, context, stream, state, window, pulled, signal }: PageTurn): Promise<StreamProgress> {
    const { id, storeId } = shop.row;
    const saidAt = now();
    const reachedWith = ({ items, next }: Page<unknown>): StreamProgress => {
      if (signal.aborted) throw new AppError('CANCELLED');
      const beganFrom = state.beganFrom ?? window.from;
      // The answer has told the platform's time: by a clock that was wrong, a window can end where nothing has happened yet.
      const listed = { ...window, to: Math.max(window.from + 1, Math.min(window.to, shop.clock.now())) };
      return { ...afterPage(state, listed, next), beganFrom, listed: state.listed + items.length };
    };
    if (stream === 'orders') {
      const madeWithin = window.historyUntil !== null;
      const page = await shop.platform.orders(context, { ...window, madeWithin });
      const reached = reachedWith(page);
      const { added, changed } = await store.takeOrders(id, page.items, reached, saidAt);
      pulled.added += added;
      pulled.changed += changed;
      if (added + changed > 0) options.onData(storeId);
      return reached;
    }
    const page = await shop.platform.listings(context, window);
    const reached = reachedWith(page);
    if (await store.takeListings(id, page.items, reached, saidAt, window)) options.onData(storeId);
    return reached;
  }

  function isFullDue(fullAt: number | null, present: number): boolean {
    return fullAt === null || present - fullAt >= settings().fullEveryHours * HOUR;
  }

  function wakeAll(priority: Priority, delay: () => number): void {
    for (const shop of shops()) {
      const after = delay();
      if (after === 0) begin(shop, priority);
      else plan(shop, after);
    }
  }

  return {
    start() {
      started = true;
      wakeAll('background', () => 0);
    },
    wake(shopId, priority = 'staff') {
      if (!started) return;
      if (shopId === undefined) wakeAll(priority, () => 0);
      else for (const shop of shops()) if (shop.row.id === shopId) begin(shop, priority);
    },
    networkReturned() {
      if (started) wakeAll('background', () => 1 + random() * RETURN_SPREAD_MILLISECONDS);
    },
    state(shopId) {
      const { progress, nextAt, problem } = turnOf(shopId);
      return { progress, nextAt, problem };
    },
    async close() {
      closed = true;
      const running = [];
      for (const turn of turns.values()) {
        turn.callOff();
        turn.round?.stop.abort();
        if (turn.round) running.push(turn.round.running);
      }
      await Promise.all(running);
    },
  };
}

function problemOf({ code, details }: AppError): Reason {
  return { code, details: { ...details } };
}

function progressOf(stage: StreamName, share: number, listed: number): SyncProgress {
  const total = share > 0 ? Math.max(listed, Math.round(listed / share)) : null;
  return { stage, done: listed, total, secondsLeft: null };
}
