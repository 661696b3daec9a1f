/**
 * A head office in memory that answers as the one in PostgreSQL does: the same contract holds for both. Transactions take their
 * time here too, and end in another order than they began; nobody sees anything of one before it has ended.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { LeaseStore } from '../../../../src-main/resilience/index.ts';
import type {
  MasterKind,
  Office,
  OfficeLevel,
  OfficeStream,
  OfficeTarget,
  OfficeWriter,
  PullPage,
  PullPlace,
  PullQuestion,
  PushedMaster,
  PushedOrder,
} from '../../../../src-main/sync/head-office/office.ts';
import { createMemoryClaims } from './memory-claims.ts';
import { createListings } from './memory-listings.ts';
import { takeMaster } from './memory-masters.ts';
import { answerOrder, orderText, takeOrder } from './memory-orders.ts';
import { createStock, levelOf, type PushedStock } from './memory-stock.ts';
import { createTable, type Table } from './memory-table.ts';

export interface MemoryOfficeOptions {
  /** Between the beginning of a transaction and its end; nothing when left out. */
  readonly pause?: () => Promise<void>;
  /** Its clock, in milliseconds; the system's when left out. */
  readonly now?: () => number;
}

export interface MemoryOffice extends Office {
  readonly claims: LeaseStore;
  /** What the office's own people enter. */
  setTarget(target: Omit<OfficeTarget, 'version' | 'deleted'>): void;
  /** Of each product of each store, by `store/product`. */
  levels(): ReadonlyMap<string, number>;
}

export function createMemoryOffice(options: MemoryOfficeOptions = {}): MemoryOffice {
  const { pause = async () => undefined, now = Date.now } = options;
  const listings = createListings();
  const tables: Record<OfficeStream, Table> = {
    stores: createTable(['code'], null),
    products: createTable(['code'], null),
    targets: createTable(['store', 'month', 'currency'], 'store'),
    stock: createTable(['store', 'product'], 'store', (row) => levelOf(row, listings)),
    orders: createTable(['store', 'platform', 'number'], 'store', orderText),
  };
  const stock = createStock(tables.stock, listings);
  /** Transactions that have not ended. */
  const underWay = new Set<number>();
  let nextTx = 1;
  /** Computers that push for the same store take turns. */
  const turns = new Map<string, Promise<unknown>>();

  async function transaction<Result>(work: (tx: number) => Result): Promise<Result> {
    const tx = nextTx++;
    underWay.add(tx);
    try {
      await pause();
      return work(tx);
    } finally {
      underWay.delete(tx);
    }
  }

  function inTurn<Result>(stores: readonly string[], work: (tx: number) => Result): Promise<Result> {
    const names = [...new Set(stores)];
    const before = Promise.allSettled(names.map((name) => turns.get(name)));
    const mine = before.then(() => transaction(work));
    for (const name of names) turns.set(name, mine);
    return mine;
  }

  /** Everything before it has ended. */
  function horizon(upTo: string | null): number {
    const ended = Math.min(nextTx, ...underWay);
    return upTo === null ? ended : Math.min(ended, Number(upTo));
  }

  async function pull({ stream, scope, after, until, limit }: PullQuestion): Promise<PullPage> {
    const table = tables[stream];
    const end = horizon(until);
    if (end < Number(after.tx)) return { rows: [], after, until: String(end), isLast: true };
    const found = table.between(after, end, scope).slice(0, limit);
    const last = found.at(-1);
    const isLast = found.length < limit || !last;
    const place: PullPlace = isLast ? { tx: String(end), key: [] } : { tx: String(last.tx), key: last.key };
    return { rows: found.map((row) => table.textOf(row)), after: place, until: String(end), isLast };
  }

  return {
    open: async () => ({ epoch: 'memory' }),
    pushMasters: (kind: MasterKind, payload: string, writer: OfficeWriter) =>
      transaction((tx) => {
        const table = kind === 'store' ? tables.stores : tables.products;
        const masters = JSON.parse(payload) as PushedMaster[];
        for (const master of masters) takeMaster(table, tx, master, writer);
        return masters.map(({ i, code }) => {
          const row = table.get([code])!;
          return { i, version: row.version, row: table.textOf(row) };
        });
      }),
    pushStock(kind, payload, writer) {
      const moves = JSON.parse(payload) as PushedStock[];
      return inTurn(
        moves.map(({ store }) => store),
        (tx): OfficeLevel[] => {
          if (kind === 'first') stock.takeFirsts(tx, moves, writer);
          else stock.takeMoves(tx, moves, writer);
          return stock.levelsOf(moves);
        },
      );
    },
    pushOrders(payload, writer) {
      const orders = JSON.parse(payload) as PushedOrder[];
      return inTurn(
        orders.map(({ store }) => store),
        (tx) => {
          for (const order of orders) if (!order.deleted) takeOrder(tables.orders, tx, order, writer);
          for (const order of orders) if (order.deleted) takeOrder(tables.orders, tx, order, writer);
          return orders.map((order) => answerOrder(tables.orders, order));
        },
      );
    },
    told: async (origin) => stock.toldBy(origin),
    pull,
    count: async ({ stream, scope, after, until }) => tables[stream].between(after, horizon(until), scope).length,
    claims: createMemoryClaims(now),
    close: async () => undefined,
    setTarget({ store, month, currency, netSales }) {
      const { targets } = tables;
      targets.put(nextTx++, [store, month, currency], { store, month, currency, netSales }, { origin: '', base: 0 });
    },
    levels: () => stock.all(),
  };
}

/** What a line to an office that is gone throws. */
export function officeUnreachable(): AppError {
  return new AppError('OFFICE_UNREACHABLE', { action: 'retry' });
}
