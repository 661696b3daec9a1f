/** Orders by their whole number, wherever and whenever they were placed: by index, so how many orders there are does not matter. */
import type { OrderSummary } from '#shared/contract/index.ts';
import { hashText, orderKeySeed, type ReadableDb, type TaskContext } from '../../database/index.ts';
import { onOneState, statement } from '../query/index.ts';
import { ORDER_COLUMNS, ORDER_NAMES, type OrderRow, orderSummary } from './order-row.ts';

export interface OrderFindQuestion {
  /** As the file or the platform writes it. */
  readonly number: string;
  /** How many are wanted at most. */
  readonly limit: number;
}

/** By the hashes in a JSON array; each store of each platform may have an order of that number. */
export const FIND_ORDERS_SQL = `SELECT ${ORDER_COLUMNS}
  FROM json_each(@hashes) h
  CROSS JOIN orders o ON o.key_hash = h.value
  ${ORDER_NAMES}
  WHERE o.number = @number
  ORDER BY o.business_date DESC, o.id DESC LIMIT @limit`;

/** Gives the orders of that number, the newest first. */
export function orderFindTask({ db }: TaskContext<ReadableDb>, { number, limit }: OrderFindQuestion): OrderSummary[] {
  return onOneState(db, () => {
    const hashes = JSON.stringify(keyHashes(db, number));
    const rows = statement(db, FIND_ORDERS_SQL, 'object').all({ hashes, number, limit }) as OrderRow[];
    return rows.map(orderSummary);
  });
}

function keyHashes(db: ReadableDb, number: string): number[] {
  const platforms = statement(db, 'SELECT name FROM platform', 'value').all() as string[];
  const stores = statement(db, 'SELECT code FROM store', 'value').all() as string[];
  return platforms.flatMap((platform) => stores.map((store) => hashText(number, orderKeySeed(platform, store))));
}
