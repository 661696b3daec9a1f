/** L1: a store's orders of one month, as columns. */
import { dayNumber, firstDayOfMonth, monthNumber } from '#shared/domain/business-date.ts';
import type { Reader } from '../../../database/index.ts';
import type { Encoding, Family, LoadRequest } from '../../family.ts';
import type { Lifetime, TierName } from '../../level.ts';
import { inPieces, type LoadLane } from '../load-lane.ts';
import { daysTags } from '../tags.ts';
import type { OrdersTable } from './columns.ts';
import type { OrdersReadTasks } from './tasks.ts';

export interface OrdersInput {
  readonly storeId: number;
  /** `YYYY-MM` of business dates. */
  readonly month: string;
}

export interface OrdersFamilyOptions {
  readonly reader: Reader<OrdersReadTasks>;
  readonly lane: LoadLane;
  /** Tables by the columns of `ORDERS_TABLES`. */
  readonly encoding: Encoding<OrdersTable>;
  readonly lifetime: () => Lifetime;
  readonly tiers: readonly TierName[];
}

const BULK = 16;
/** A reading thread answers so many at a time: some ten milliseconds each, after which staff have their turn. */
const PIECE = 2;
/** A month without orders is believed to have none until a change says otherwise, but not for longer than this. */
const MISSING_TTL_MILLISECONDS = 300_000;

export function ordersFamily({
  reader,
  lane,
  encoding,
  lifetime,
  tiers,
}: OrdersFamilyOptions): Family<OrdersInput, OrdersTable> {
  return {
    name: 'orders',
    level: 'L1',
    key: ({ storeId, month }) => `${storeId}/${month}`,
    tags: ({ storeId, month }) => daysTags([storeId], daysOfMonth(month)),
    storeId: ({ storeId }) => storeId,
    async load(requests: readonly LoadRequest<OrdersInput>[], { signal, priority }) {
      const asked = requests.map(({ input: { storeId, month }, version }) => ({
        storeId,
        version,
        ...daysOfMonth(month),
      }));
      const read = (piece: typeof asked) =>
        lane.run(priority, () => reader.read('cache.orders', { requests: piece }, { signal }));
      return (await Promise.all(inPieces(priority, asked, PIECE).map(read))).flat();
    },
    encoding,
    lifetime,
    missingTtl: MISSING_TTL_MILLISECONDS,
    tiers,
    scope: 'dataset',
    bulk: BULK,
  };
}

/** Gives the day numbers of a month, both ends included. @throws RangeError when there is no such month. */
export function daysOfMonth(month: string): { readonly from: number; readonly to: number } {
  const from = dayNumber(`${month}-01`);
  if (from === null) throw new RangeError(`${month} is not a month`);
  return { from, to: firstDayOfMonth(monthNumber(from) + 1) - 1 };
}
