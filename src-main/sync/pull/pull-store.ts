/** What the listing of shops keeps, as the runner sees it. */
import { AppError } from '#shared/domain/app-error.ts';
import type { Reader, Writer } from '../../database/index.ts';
import type { ConflictPolicies } from '../conflicts/index.ts';
import type { RemoteListing, RemoteOrder } from '../platform/index.ts';
import type { AppliedOrders } from './apply-orders.ts';
import type { StreamProgress } from './cursors.ts';
import type { StreamName, StreamWindow } from './stream.ts';
import type { PullReadTasks, PullWriteTasks } from './tasks.ts';

export type PulledOrders = Pick<AppliedOrders, 'added' | 'changed'>;

export interface PullStore {
  stream(shopId: number, stream: StreamName): Promise<StreamProgress>;
  /** Takes a page in and keeps how far the stream has got, or neither. */
  takeOrders(
    shopId: number,
    orders: readonly RemoteOrder[],
    reached: StreamProgress,
    saidAt: number,
  ): Promise<PulledOrders>;
  /** Writes down what the pages of a round came to. */
  noteOrders(shopId: number, pulled: PulledOrders): Promise<void>;
  /** The same for listings, which count once their window is complete: gives whether anything is otherwise than before. @throws AppError PULL_WOULD_EMPTY. */
  takeListings(
    shopId: number,
    listings: readonly RemoteListing[],
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
}

export function createPullStore({ reader, writer, policies, seed }: PullStoreOptions): PullStore {
  const common = () => ({ policies: policies(), seed: seed() });
  return {
    stream: (shopId, stream) => reader.read('pull.stream', { shopId, stream }),
    async takeOrders(shopId, orders, reached, saidAt) {
      const page = { shopId, orders, reached, saidAt, ...common() };
      return writer.write('pull.orders', page);
    },
    noteOrders: (shopId, { added, changed }) =>
      writer.write('pull.noteOrders', { shopId, added, changed, seed: seed() }),
    async takeListings(shopId, listings, reached, saidAt, { full }) {
      const complete = reached.window === null;
      const page = { shopId, listings, reached, saidAt, complete, full, ...common() };
      const taken = await writer.write('pull.listings', page);
      if (taken.outcome === 'asking') {
        const { platform, lost: affected, known: products } = taken;
        throw new AppError('PULL_WOULD_EMPTY', { action: 'park', details: { platform, affected, products } });
      }
      return taken.outcome === 'taken' && taken.changed;
    },
  };
}
