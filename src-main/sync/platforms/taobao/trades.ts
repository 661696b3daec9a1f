/** Reading trades: changed within a window, one by its number, and what was given back of one. */
import {
  type CountedPage,
  type Fields,
  inclusiveSeconds,
  type PlatformApi,
  writeChinaTime,
} from '../../platform/index.ts';
import { TRADE_FIELDS } from './map-order.ts';
import { read, topApi, wrapped } from './request.ts';

export interface TradePage {
  readonly from: number;
  readonly to: number;
  readonly page: number;
}

/** At most 100; more of them make TOP time out. */
export const TRADE_PAGE_SIZE = 100;

function readTrades(root: Fields): CountedPage<Fields> {
  return { items: wrapped(root.trades, 'trade'), total: read.whole(root.total_results) };
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
export const tradesMade: PlatformApi<TradePage, CountedPage<Fields>> = topApi(
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

/** What one refund came to, in 1/10,000; 0 unless it went through. */
export const refundAmount: PlatformApi<string, number> = topApi(
  'taobao.refund.get',
  (refundId) => ({ fields: 'refund_id,status,refund_fee', refund_id: refundId }),
  (root) => {
    const refund = read.fields(root.refund);
    return read.text(refund.status) === 'SUCCESS' ? read.money(refund.refund_fee) : 0;
  },
);

/** The seller's memo replaces the one that was there. */
export const updateMemo: PlatformApi<{ readonly tid: string; readonly memo: string }, null> = topApi(
  'taobao.trade.memo.update',
  ({ tid, memo }) => ({ tid, memo }),
  () => null,
  { writes: true },
);
