/** What listing reads from the database and writes to it. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { ConflictPolicies } from '../conflicts/index.ts';
import type { Listed, RemoteListing, RemoteOrder } from '../platform/index.ts';
import type { AppliedOrders } from './apply-orders.ts';
import type { StreamProgress } from './cursors.ts';
import type { StreamName, StreamWindow } from './stream.ts';
import type { OrderPage, PullReadTasks, PullWriteTasks } from './tasks.ts';
import type { UnreadRow } from './unread-items.ts';

export type PulledOrders = Pick<AppliedOrders, 'added' | 'changed'>;

export interface PullStore {
  stream(shopId: number, stream: StreamName): Promise<StreamProgress>;
  /** Takes pages in and keeps how far the stream has got with them, or neither. */
  takeOrders(shopId: number, pages: readonly OrderPage[]): Promise<PulledOrders>;
  /** Takes in an order that was asked for alone. Gives the store that it was written to; null: it was known. */
  takeOrder(shopId: number, order: RemoteOrder, saidAt: number): Promise<number | null>;
  /** What could not be read, and is due to be asked for again. */
  unreadDue(shopId: number): Promise<readonly UnreadRow[]>;
  /** It was asked for again: it still cannot be read, or there is no such thing. */
  askedAgain(shopId: number, row: UnreadRow, outcome: 'unread' | 'gone'): Promise<void>;
  /** Takes in listings that were asked for again. */
  takeListingsAgain(
    shopId: number,
    rows: readonly UnreadRow[],
    listed: Listed<RemoteListing>,
    saidAt: number,
  ): Promise<void>;
  /** Writes down what the pages of a round came to. */
  noteOrders(shopId: number, pulled: PulledOrders): Promise<void>;
  /**
   * The same for listings, which take effect when their window is complete. Gives whether anything has changed.
   * @throws AppError PULL_WOULD_EMPTY.
   */
  takeListings(
    shopId: number,
    listed: Listed<RemoteListing>,
    reached: StreamProgress,
    saidAt: number,
    window: StreamWindow,
  ): Promise<boolean>;
}

export interface PullStoreOptions {
  readonly reader: Reader<PullReadTasks>;
  readonly writer: Writer<PullWriteTasks>;
  readonly policies: () => ConflictPolicies;
  /** Fresh for each transaction. */
  readonly seed: () => string;
  /** In [0, 1). */
  readonly random: () => number;
}

/** Makes the store over the database's tasks. */
export function createPullStore({ reader, writer, policies, seed, random }: PullStoreOptions): PullStore {
  const common = () => ({ policies: policies(), seed: seed() });
  return {
    stream: (shopId, stream) => reader.read('pull.stream', { shopId, stream }),
    takeOrders: (shopId, pages) => writer.write('pull.orders', { shopId, pages, ...common() }),
    takeOrder: (shopId, order, saidAt) => writer.write('pull.order', { shopId, order, saidAt, ...common() }),
    unreadDue: (shopId) => reader.read('pull.unreadDue', { shopId }),
    askedAgain: (shopId, row, outcome) =>
      writer.write('pull.askedAgain', { shopId, row, outcome, random: random(), seed: seed() }),
    takeListingsAgain: (shopId, rows, listed, readAt) =>
      writer.write('pull.listingsAgain', { shopId, rows, listed, readAt, random: random(), ...common() }),
    noteOrders: (shopId, { added, changed }) =>
      writer.write('pull.noteOrders', { shopId, added, changed, seed: seed() }),
    async takeListings(shopId, { items: listings, unread }, reached, saidAt, window) {
      const complete = reached.window === null;
      const page = { shopId, listings, unread, window, reached, saidAt, complete, ...common() };
      const taken = await writer.write('pull.listings', page);
      if (taken.outcome === 'asking') {
        const { platform, lost: affected, known: products } = taken;
        throw new AppError('PULL_WOULD_EMPTY', { action: 'park', details: { platform, affected, products } });
      }
      return taken.outcome === 'taken' && taken.changed;
    },
  };
}
