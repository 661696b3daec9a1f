/**
 * The best and the most fallen of all products. They are ranked by net sales alone, which is all that is read of most of
 * them; orders and units are read for those few that are shown.
 */
import type { Overview } from '#shared/contract/index.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import type { ReadableDb } from '../../database/index.ts';
import { CELL_COLUMNS, type ChosenSums, type IdSums, M } from '../rollup/index.ts';
import type { DayRange } from './day-range.ts';
import { bestOf } from './ranking.ts';
import { readProductCounts, type Subject } from './rollup-reader.ts';
import { statement } from './statement.ts';
import { exact } from './totals.ts';

type ProductMovement = Overview['topProducts'][number];

/** Net sales by product in two ranges. */
export interface ComparedNet {
  readonly current: IdSums;
  readonly previous: IdSums;
}

/** @param most how many products each of the two lists holds at most. */
export function productMovements(
  subject: Subject,
  range: DayRange,
  net: ComparedNet,
  most: number,
): Pick<Overview, 'topProducts' | 'fallingProducts'> {
  const falling = fallingIds(net, most);
  const sold = soldIds(net, most);
  // Fewer than are wanted sold for more than nothing: those that sold for nothing, or less, are looked for too.
  const top = sold.length < most ? bestOfSold(subject, range, net, most) : sold;
  const shown = [...new Set([...top, ...falling])];
  const counts = readProductCounts(subject, range, shown);
  const nameOf = productNames(subject.db, shown);
  const movement = (id: number) => ({ ...movementOf(id, net, counts), ...nameOf(id) });
  return { topProducts: top.map(movement), fallingProducts: falling.map(movement) };
}

const valueIn = ({ values, bound }: IdSums, id: number): number => (id < bound ? values[id]! : 0);

/** The products with the largest net sales above nothing. */
function soldIds({ current: { bound, values } }: ComparedNet, most: number): number[] {
  return bestOf(bound, most, (id) => (values[id]! > 0 ? values[id]! : Number.NaN));
}

const LAST_PRODUCT_SQL = 'SELECT ifnull(max(id), 0) FROM product';

/** Net sales end with the last product that sold for anything; what was given away may have been made after it. */
function bestOfSold(subject: Subject, range: DayRange, { current }: ComparedNet, most: number): number[] {
  const [last] = statement(subject.db, LAST_PRODUCT_SQL, 'array').get() as [number];
  const ids = Array.from({ length: last + 1 }, (_, id) => id);
  const counts = readProductCounts(subject, range, ids);
  return bestOf(ids.length, most, (id) => (counts.valueOf(id, ORDERS) === 0 ? Number.NaN : valueIn(current, id)));
}

/** The largest fall first; products that did not fall are not among them, those that came to returns only are. */
function fallingIds({ current, previous }: ComparedNet, most: number): number[] {
  const [now, nowBound, before, beforeBound] = [current.values, current.bound, previous.values, previous.bound];
  return bestOf(Math.max(nowBound, beforeBound), most, (id) => {
    const fall = (id < beforeBound ? before[id]! : 0) - (id < nowBound ? now[id]! : 0);
    return fall > 0 ? fall : Number.NaN;
  });
}

const ORDERS = M.orders - CELL_COLUMNS.counts.first;
const UNITS = M.units - CELL_COLUMNS.counts.first;

function movementOf(id: number, net: ComparedNet, counts: ChosenSums): Omit<ProductMovement, 'code' | 'name'> {
  return {
    productId: id as ProductId,
    orders: exact(counts.valueOf(id, ORDERS)),
    units: exact(counts.valueOf(id, UNITS)),
    netSales: exact(valueIn(net.current, id)),
    previousNetSales: exact(valueIn(net.previous, id)),
  };
}

interface ProductName {
  readonly code: string;
  readonly name: string;
}

export const PRODUCT_NAMES_SQL = `SELECT p.id, p.code, p.name FROM json_each(?) k
  CROSS JOIN product p ON p.id = k.value`;

/** Gives the names of these products by id; all of them come with one statement, which costs as much as two that find one. */
export function productNames(db: ReadableDb, ids: readonly number[]): (id: number) => ProductName {
  const names = new Map<number, ProductName>();
  const rows = statement(db, PRODUCT_NAMES_SQL, 'array').all(JSON.stringify(ids)) as [number, string, string][];
  for (const [id, code, name] of rows) names.set(id, { code, name });
  return (id) => names.get(id) ?? { code: `${id}`, name: `${id}` };
}
