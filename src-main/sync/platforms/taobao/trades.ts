/** Reading trades: changed within a window, one by its number, and what was given back of one. */
import {
  type CountedPage,
  countedPage,
  type Fields,
  inclusiveSeconds,
  orNull,
  type Page,
  type PageRequest,
  type PlatformApi,
  type PlatformContext,
  type RemoteOrder,
  readAlone,
  readEach,
  readLastPageFirst,
  writeChinaTime,
} from '../../platform/index.ts';
import { isMissing } from './faults.ts';
import { mapTrade, nameTrade, refundIdsOf, TRADE_FIELDS } from './map-order.ts';
import { read, topApi, wrapped } from './request.ts';

interface TradePage {
  readonly from: number;
  readonly to: number;
  readonly page: number;
}

/** At most 100; more of them make TOP time out. */
const TRADE_PAGE_SIZE = 100;

function readTrades(root: Fields): CountedPage<Fields> {
  return countedPage(read, wrapped(root.trades, 'trade'), root.total_results, 'total_results');
}

/** Sorted by time of change, the newest first. Without the seller's memo. */
export const tradesIncrement: PlatformApi<TradePage, CountedPage<Fields>> = topApi(
  'taobao.trades.sold.increment.get',
  ({ from, to, page }) => {
    const { first, last } = inclusiveSeconds({ from, to });
    return {
      fields: TRADE_FIELDS,
      start_modified: writeChinaTime(first),
      end_modified: writeChinaTime(last),
      page_no: page,
      page_size: TRADE_PAGE_SIZE,
    };
  },
  readTrades,
);

/** By when they were made, the newest first; of the last three months. Without the seller's memo. */
const tradesMade: PlatformApi<TradePage, CountedPage<Fields>> = topApi(
  'taobao.trades.sold.get',
  ({ from, to, page }) => {
    const { first, last } = inclusiveSeconds({ from, to });
    return {
      fields: TRADE_FIELDS,
      start_created: writeChinaTime(first),
      end_created: writeChinaTime(last),
      page_no: page,
      page_size: TRADE_PAGE_SIZE,
    };
  },
  readTrades,
);

export const tradeFullInfo: PlatformApi<string, Fields> = topApi(
  'taobao.trade.fullinfo.get',
  (tid) => ({ fields: TRADE_FIELDS, tid }),
  (root) => read.fields(root.trade),
);

const refundOf: PlatformApi<string, Fields> = topApi(
  'taobao.refund.get',
  (refundId) => ({ fields: 'refund_id,status,refund_fee', refund_id: refundId }),
  (root) => read.fields(root.refund),
);

/** The seller's memo replaces the one that was there. */
export const updateMemo: PlatformApi<{ readonly tid: string; readonly memo: string }, null> = topApi(
  'taobao.trade.memo.update',
  ({ tid, memo }) => ({ tid, memo }),
  () => null,
  { writes: true },
);

export async function readOrders(context: PlatformContext, request: PageRequest): Promise<Page<RemoteOrder>> {
  const { from, to, cursor, madeWithin } = request;
  const { items, next } = await readLastPageFirst(cursor, TRADE_PAGE_SIZE, (page) =>
    context.call(madeWithin ? tradesMade : tradesIncrement, { from, to, page }),
  );
  const listed = await readEach(items, nameTrade, async (trade) =>
    mapTrade(trade, { refunds: await refundsOf(context, trade), holdsMemo: false }),
  );
  return { ...listed, next };
}

export async function readOrder(context: PlatformContext, number: string): Promise<RemoteOrder | null> {
  const trade = await orNull(isMissing, () => context.call(tradeFullInfo, number));
  if (!trade) return null;
  return readAlone('taobao', trade, nameTrade, async () =>
    mapTrade(trade, { refunds: await refundsOf(context, trade), holdsMemo: true }),
  );
}

/** What was given back of a trade that goes on, in 1/10,000: refunds that went through. */
async function refundsOf(context: PlatformContext, trade: Fields): Promise<number> {
  let refunds = 0;
  for (const refundId of refundIdsOf(trade)) {
    const refund = await context.call(refundOf, refundId);
    if (read.text(refund.status) === 'SUCCESS') refunds += read.money(refund.refund_fee, 'refund_fee');
  }
  return refunds;
}
