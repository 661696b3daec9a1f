/**
 * Sync put together: shops and their lines, what flows in, what flows out, and the state that everybody sees. It begins to act
 * with `keepTime`; a command that ends by itself only opens it.
 */
import type { Reason } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import type { LeaseStore, Ownership } from '../resilience/index.ts';
import type { ConflictPolicies } from './conflicts/index.ts';
import { createHeadOffice } from './head-office/index.ts';
import { createPush, createSeed, noCrash, ownOutbox, type Push } from './outbox/index.ts';
import type { HttpRequest, Platform, RemoteOrder } from './platform/index.ts';
import { PLATFORMS } from './platforms/index.ts';
import { createPull, createPullStore, type Pull } from './pull/index.ts';
import {
  type ConnectInput,
  createSendingTurns,
  createShops,
  createStockPassing,
  type OpenShop,
  type Shops,
} from './shops/index.ts';
import {
  type Connection,
  createConnection,
  createLineTransport,
  createStatusBoard,
  readShopFacts,
  type StatusBoard,
} from './status/index.ts';
import type { SyncOptions } from './sync-options.ts';

export interface Sync {
  readonly shops: Shops;
  readonly push: Push;
  readonly pull: Pull;
  readonly connection: Connection;
  readonly board: StatusBoard;
  readonly platforms: readonly Platform[];
  /** Who wins where both sides changed something, and whose stock is followed. */
  policies(): ConflictPolicies;
  /** Where the head office keeps what one computer at a time may do; null while it cannot be asked. */
  claims(): LeaseStore | null;
  /** Opens the shops; nothing is called yet. */
  open(): Promise<void>;
  /** Connects a shop, and begins with it. @throws as `Shops.connect` does. */
  connect(input: ConnectInput, signal: AbortSignal): Promise<OpenShop>;
  /** Gives a shop other access details; what waited for them goes on. @throws as `Shops.signIn` does. */
  signIn(shopId: number, credentials: Readonly<Record<string, string>>, signal: AbortSignal): Promise<void>;
  /** Ends what is under way with a shop, whatever it hangs in. @throws AppError SHOP_UNKNOWN. */
  disconnect(shopId: number): Promise<void>;
  /** Lists and sends from now on, by itself. */
  keepTime(): Promise<void>;
  /** The computer woke up. */
  wake(): void;
  /** Another file is in the database's place: what it lacks is taken back from the outbox's mirror, and sent. */
  databaseReplaced(): Promise<void>;
  /** Everything at once, or one shop. */
  syncNow(shopId: number | null): Promise<void>;
  /** All of it, or one shop; what staff do meanwhile is kept. */
  pause(paused: boolean, shopId: number | null): Promise<void>;
  /** Takes a hint of a platform. @throws AppError SHOP_UNKNOWN, NOT_FOUND where it sends none, UNAUTHORISED. */
  hear(shopId: number, request: HttpRequest): Promise<void>;
  /**
   * Asks for one order in the background, and takes in what lists leave out of it; null: there is none.
   * @throws AppError SHOP_UNKNOWN, and as the platform's calls do.
   */
  order(shopId: number, number: string, signal: AbortSignal): Promise<RemoteOrder | null>;
  facts(): Readonly<Record<string, string | number | boolean>>;
  close(): Promise<void>;
}

/** How long what is under way may take when the app ends; what is cut off is found out about at the next start. */
const STOP_MILLISECONDS = 5_000;

/** Makes sync; nothing is touched before `open`. */
export function createSync(options: SyncOptions): Sync {
  const { reader, writer, vault, calls, quota, settings, now, later, random, log, line } = options;
  const { platforms = PLATFORMS, crashPoint = noCrash } = options;
  const seed = () => createSeed(random);
  /** UTC milliseconds; null: not paused. Kept over a restart. */
  let pausedAt: number | null = null;
  let acting = false;
  /** Under way, or done; null: not begun, or it failed and can be begun again. */
  let beginning: Promise<void> | null = null;
  let closed = false;
  let ownership: Pick<Ownership, 'lease' | 'stop'> | null = null;
  const targets = () => [...new Set(shops.list().map(({ access }) => access.baseUrl))].map((url) => new URL(url));
  const connection = createConnection({
    linkUp: () => line.isUp(targets()),
    probe: (thorough, signal) => line.probe(targets(), thorough, signal),
    hasTargets: () => shops.list().length > 0,
    now,
    later,
    onChange(state, before) {
      log.info('the line', { state, before });
      if (state === 'online') networkReturned();
      board.changed();
    },
  });

  const turns = createSendingTurns({
    locks: options.shopLocks,
    later,
    now,
    onFree: (shopId) => push.wake([shopId]),
  });

  const passing = createStockPassing({
    locks: options.shopLocks,
    later,
    keepFence(shopId, place, fence) {
      const change = place === 'redis' ? { stockFence: fence } : { officeStockFence: fence };
      shops.change({ id: shopId, ...change }).catch((error: unknown) => {
        log.warn('who passes stock on is not kept', { shop: shopId, error });
      });
    },
  });

  /** Platforms that take stock. */
  const takers = platforms.filter(({ capabilities }) => capabilities.push.stock).map(({ name }) => name);
  const policies = (): ConflictPolicies => ({
    ...options.policies(),
    ...(settings().shareStock ? { stock: { from: passing.from(), to: takers } } : {}),
  });

  const shops = createShops({
    reader,
    writer,
    platforms,
    vault,
    calls,
    transport: createLineTransport(options.transport, connection),
    defaultTimeZone: options.defaultTimeZone,
    now,
    log,
  });

  const pull = createPull({
    shops: shops.list,
    store: createPullStore({ reader, writer, policies, seed, random }),
    settings,
    mayRun: ({ row }) => settings().enabled && pausedAt === null && !row.paused && row.state !== 'sign-in',
    now,
    later,
    random,
    log,
    onChange: () => board.changed(),
    onData: options.onData,
    onSignIn,
    onSuccess: listed,
  });

  const push = createPush({
    reader,
    writer,
    async open(shopId, signal, priority) {
      const shop = shops.list().find(({ row }) => row.id === shopId);
      if (!shop || shop.row.paused || !settings().enabled) return null;
      const turn = await turns.take({ id: shopId, name: shop.name });
      return turn && { platform: shop.platform, context: shop.work(priority, signal), readSince: turn.readSince };
    },
    idle(shopId) {
      turns.leave(shopId).catch((error: unknown) => log.warn('a turn is not given up', { shop: shopId, error }));
    },
    policies,
    now,
    later,
    random,
    crashPoint,
    log: log.write,
    onNews: () => board.changed(),
  });

  const office = createHeadOffice({
    reader,
    writer,
    setup: options.office,
    now,
    later,
    random,
    log,
    onChange: () => board.changed(),
    note(line) {
      writer.write('sync.note', { shopId: null, ...line, seed: seed() }).catch((error: unknown) => {
        log.warn('a line of the log is not kept', { event: line.event, error });
      });
    },
    onData: options.onData,
  });

  const board = createStatusBoard({
    connection: () => connection,
    pausedAt: () => pausedAt,
    owner: () => !acting || isOwner(),
    shops: shops.list,
    async counts() {
      await shops.reload();
      return reader.read('outbox.counts', undefined);
    },
    lastSettled: () => reader.read('outbox.lastSettled', undefined),
    facts: () => readShopFacts({ reader, pull, push, quota, now }),
    office: office.status,
    later,
    failed: (error) => log.error('the state of sync cannot be told', { error }),
  });

  /** Its access is taken: what was held back until somebody signs in goes on, for the token was renewed meanwhile. */
  function listed(id: number): void {
    const noted = shops.change({ id, state: 'active', lastSuccess: now(), problem: null });
    noted.then(
      () => {
        passing.listed(id);
        push.wake([id]);
        board.changed();
      },
      (error: unknown) => log.warn('what became of a shop is not kept', { shop: id, error }),
    );
  }

  /** Its changes wait until somebody signs in anew, and so do its lists. */
  function onSignIn(shopId: number, problem: Reason): void {
    const asked = writer.write('outbox.signIn', { shopId, seed: seed(), problem }).then(shops.reload);
    asked.then(board.changed, (error: unknown) => {
      log.warn('that a shop must be signed in is not kept', { shop: shopId, error });
    });
  }

  function isOwner(): boolean {
    return ownership?.lease != null;
  }

  function pausePush(): void {
    push.pause(pausedAt !== null || !isOwner());
  }

  function arrangePassing(): Promise<void> {
    const asking = shops.list().map(({ row: { id, stockFence, officeStockFence }, name }) => {
      return { id, name, stockFences: { redis: stockFence, office: officeStockFence } };
    });
    return passing.arrange(asking);
  }

  function networkReturned(): void {
    calls.networkReturned();
    push.networkReturned();
    pull.networkReturned();
    office.networkReturned();
  }

  /** What has begun is not begun twice: after a failure it goes on there. */
  async function begin(): Promise<void> {
    if (!acting) {
      acting = true;
      connection.start();
    }
    pausePush();
    ownership ??= await own();
    // Closed while it began: nothing would end what begins from here on.
    if (closed) return ownership.stop();
    pausePush();
    if (pausedAt !== null) office.pause(true);
    // What the first round brings is passed on already.
    await arrangePassing();
    if (closed) return;
    await push.start();
    pull.start();
    office.start();
  }

  async function own() {
    return ownOutbox({
      locks: options.locks,
      identity: await reader.read('outbox.identity', undefined),
      writer,
      later,
      seed,
      onChange() {
        pausePush();
        board.changed();
      },
      failed: (error) => log.error('that this computer sends is not kept', { error }),
    });
  }

  async function syncNow(shopId: number | null): Promise<void> {
    if (shopId !== null) shops.get(shopId);
    await push.syncNow(shopId);
    pull.wake(shopId ?? undefined, 'staff');
    if (shopId === null) office.syncNow();
  }

  return {
    shops,
    push,
    pull,
    connection,
    board,
    platforms,
    policies,
    claims: office.claims,
    async open() {
      pausedAt = await reader.read('sync.pausedAt', undefined);
      // First: it may put right what the shops' rows say.
      await writer.write('outbox.open', { again: false });
      await shops.open();
      await office.open();
    },
    async connect(input, signal) {
      const shop = await shops.connect(input, signal);
      await writer.write('outbox.open', { again: true });
      if (acting) await arrangePassing();
      await syncNow(shop.row.id);
      board.changed();
      return shop;
    },
    async signIn(shopId, credentials, signal) {
      await shops.signIn(shopId, credentials, signal);
      await syncNow(shopId);
      board.changed();
    },
    async disconnect(shopId) {
      await shops.disconnect(shopId);
      await Promise.all([push.drop(shopId), pull.drop(shopId)]);
      if (acting) await arrangePassing();
      board.changed();
    },
    keepTime() {
      beginning ??= begin().catch((error: unknown) => {
        beginning = null;
        throw error;
      });
      return beginning;
    },
    wake() {
      if (!acting) return;
      connection.woke();
      networkReturned();
    },
    async databaseReplaced() {
      await writer.write('outbox.open', { again: false });
      await shops.reload();
      push.wake(shops.list().map(({ row }) => row.id));
      board.changed();
    },
    syncNow,
    async pause(next, shopId) {
      if (shopId === null) {
        pausedAt = await writer.write('sync.pause', { paused: next });
        pausePush();
        office.pause(next);
      } else {
        await shops.change({ id: shopId, paused: next });
      }
      if (next) pull.held();
      else await syncNow(shopId);
      board.changed();
    },
    async hear(shopId, request) {
      const shop = shops.get(shopId);
      const { webhooks } = shop.platform;
      if (!webhooks) throw new AppError('NOT_FOUND', { details: { what: 'webhook' } });
      const { deliveryId, about, orderNumber } = webhooks.read(request, shop.access);
      const isNew = await writer.write('pull.webhook', { shopId, deliveryId });
      // That the app was removed shows at the next call, like everything else that is hinted at.
      if (isNew && about !== 'other') pull.hint(shopId, orderNumber);
    },
    async order(shopId, number, signal) {
      return pull.order({ shop: shops.get(shopId), priority: 'background', signal }, number);
    },
    facts() {
      const list = shops.list();
      return { shops: list.length, signIn: list.filter(({ row }) => row.state === 'sign-in').length };
    },
    async close() {
      closed = true;
      connection.close();
      board.close();
      await Promise.all([push.stop(STOP_MILLISECONDS), pull.close(), office.close()]);
      await Promise.all([ownership?.stop(), passing.stop(), turns.stop()]);
    },
  };
}
