/**
 * Lists each shop in rounds: at an interval, at once when somebody asks, and after ever longer pauses while it fails. A shop has one
 * round at a time.
 */
import type { Reason, SyncProgress } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { Log } from '../../logging/index.ts';
import { askedPause, backoff, type Later, type Priority } from '../../resilience/index.ts';
import { reasonOf } from '../reason.ts';
import type { OpenShop } from '../shops/index.ts';
import { createAskAgain } from './ask-again.ts';
import { createHints } from './hints.ts';
import { createStreamLister, type ListSettings } from './list-stream.ts';
import { createOrderReader, type ReadOrder } from './order-by-number.ts';
import type { PullStore } from './pull-store.ts';

export interface PullSettings extends ListSettings {
  /** Seconds from one round to the next. */
  readonly everySeconds: number;
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
  /** A platform hints at something that changed there: an order by its number, or null for what is found by listing. */
  hint(shopId: number, orderNumber: string | null): void;
  /** Asks for one order, and takes it in. */
  readonly order: ReadOrder;
  /** The line is back: everybody's turn comes soon, not all at once. */
  networkReturned(): void;
  state(shopId: number): PullState;
  /** Cuts off the rounds that may not run any more, such as after a pause. They go on from there once they may. */
  held(): void;
  /** The shop is no longer connected: its round is cut off. Resolves when it has ended. */
  drop(shopId: number): Promise<void>;
  /** Resolves when nothing of it runs any more. */
  close(): Promise<void>;
}

/** After the line came back, each takes its turn within so long. */
const RETURN_SPREAD_MILLISECONDS = 15_000;
/** What a platform refuses is asked for again this seldom: somebody may have allowed it meanwhile. */
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

/** Makes the listing of all shops; nothing runs before `start`. */
export function createPull(options: PullOptions): Pull {
  const { shops, store, settings, mayRun, now, later, random, log, onChange, onData } = options;
  const listStream = createStreamLister({ store, settings, now, later, onData });
  const readOrder = createOrderReader({ store, now, onData });
  const askAgain = createAskAgain({ store, readOrder, now, onData });
  const turns = new Map<number, Turn>();
  const stop = new AbortController();
  /** Orders that are being asked for because of a hint. */
  const asking = new Set<Promise<void>>();
  const hints = createHints({ later, ask, list: (shopId) => begin(shopId, 'background') });
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

  function plan(shopId: number, milliseconds: number): void {
    const turn = turnOf(shopId);
    turn.callOff();
    if (closed) return;
    turn.nextAt = now() + milliseconds;
    turn.callOff = later(milliseconds, () => begin(shopId, 'background'));
  }

  function begin(shopId: number, priority: Priority): void {
    const turn = turnOf(shopId);
    // Looked up each time: a shop that was disconnected and connected again is another object.
    const shop = shops().find(({ row }) => row.id === shopId);
    if (closed || !shop) return;
    if (turn.round) {
      if (turn.again !== 'staff') turn.again = priority;
      return;
    }
    if (!mayRun(shop)) {
      // Looked at again after the interval: what keeps it from running may end without a word.
      plan(shopId, settings().everySeconds * 1_000);
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
      await listStream({ shop, stream: 'orders', priority, signal, onProgress: progressOf(shop, turn) });
      await askAgain({ shop, priority, signal });
      turn.failures = 0;
      turn.problem = refused ? reasonOf(refused) : turn.listingsAt > now() ? turn.problem : null;
      if (!turn.problem) options.onSuccess(shop.row.id);
    } catch (error) {
      if (!signal.aborted) rest = failed(shop, turn, error);
    }
    turn.round = null;
    turn.progress = null;
    const { again } = turn;
    turn.again = null;
    onChange(shop.row.id);
    if (again && turn.failures === 0 && !closed) begin(shop.row.id, again);
    else plan(shop.row.id, rest);
  }

  function ask(shopId: number, numbers: readonly string[]): void {
    const work = askFor(shopId, numbers).finally(() => asking.delete(work));
    asking.add(work);
  }

  /** What is not found at once, or not answered, is left to a listing. */
  async function askFor(shopId: number, numbers: readonly string[]): Promise<void> {
    const shop = shops().find(({ row }) => row.id === shopId);
    if (closed || !shop || !mayRun(shop)) return;
    try {
      const turn = { shop, priority: 'background', signal: stop.signal } as const;
      const orders = [];
      for (const number of numbers) orders.push(await readOrder(turn, number));
      if (orders.every((order) => order !== null)) return;
    } catch (error) {
      if (stop.signal.aborted) return;
      log.write('info', 'an order that was hinted at could not be asked for', { shop: shopId, error });
    }
    begin(shopId, 'background');
  }

  function progressOf(shop: OpenShop, turn: Turn): (progress: SyncProgress) => void {
    return (progress) => {
      turn.progress = progress;
      onChange(shop.row.id);
    };
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
    turn.problem = reasonOf(known);
    noteFailure(shop, known);
    if (known.action === 'reauthorise') options.onSignIn(shop.row.id, turn.problem);
    if (known.action === 'retry' || known.action === 'throttle') {
      return backoff(turn.failures, random(), askedPause(known) ?? 0);
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
      await listStream({ shop, stream: 'listings', priority, signal, onProgress: progressOf(shop, turn) });
      return null;
    } catch (error) {
      if (!(error instanceof AppError) || (error.action !== 'refuse' && error.action !== 'park')) throw error;
      turn.listingsAt = now() + REFUSED_REST_MILLISECONDS;
      noteFailure(shop, error);
      return error;
    }
  }

  function wakeAll(priority: Priority, delay: () => number): void {
    for (const { row } of shops()) {
      const after = delay();
      if (after === 0) begin(row.id, priority);
      else plan(row.id, after);
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
      else begin(shopId, priority);
    },
    hint(shopId, orderNumber) {
      if (started) hints.hear(shopId, orderNumber);
    },
    order: readOrder,
    networkReturned() {
      if (started) wakeAll('background', () => 1 + random() * RETURN_SPREAD_MILLISECONDS);
    },
    state(shopId) {
      const { progress, nextAt, problem } = turnOf(shopId);
      return { progress, nextAt, problem };
    },
    held() {
      for (const [shopId, turn] of turns) {
        const shop = shops().find(({ row }) => row.id === shopId);
        if (!turn.round || (shop && mayRun(shop))) continue;
        turn.again = null;
        turn.round.stop.abort();
      }
    },
    async drop(shopId) {
      const turn = turns.get(shopId);
      if (!turn) return;
      turn.again = null;
      turn.round?.stop.abort();
      await turn.round?.running;
      // The round that ended has planned the next one.
      turn.callOff();
      turns.delete(shopId);
    },
    async close() {
      closed = true;
      hints.close();
      stop.abort();
      const running = [...asking];
      for (const turn of turns.values()) {
        turn.callOff();
        turn.round?.stop.abort();
        if (turn.round) running.push(turn.round.running);
      }
      await Promise.all(running);
    },
  };
}
