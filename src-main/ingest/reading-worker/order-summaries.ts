/** Tables that sum up the orders of which another table of the plan tells the lines: read as the heads of these. */
import { areMost, areToldInLines, areToldOnce, maySumUp, takeSample, withoutGoods } from '../understand/index.ts';
import { countKnown, indexOrders } from './order-index.ts';
import type { OrderTable } from './order-table.ts';

/** Rows by which it is judged whether a table tells its orders once or in lines. */
const LOOKED_AT = 3_000;

/** Gives the tables, those that sum up others' orders without the goods that they name. Throws what opening them throws. */
export async function withSummariesAsHeads(tables: readonly OrderTable[]): Promise<readonly OrderTable[]> {
  const mayBe = (summary: OrderTable) => tables.filter((lines) => maySumUp(columnsOf(summary), columnsOf(lines)));
  if (!tables.some((table) => mayBe(table).length > 0)) return tables;
  const numbers = new Map<OrderTable, readonly string[]>();
  for (const table of tables) numbers.set(table, await firstNumbers(table));
  const read: OrderTable[] = [];
  for (const table of tables) {
    const lines = mayBe(table).filter((other) => areToldInLines(numbers.get(other)!));
    const isSummary = areToldOnce(numbers.get(table)!) && (await knowsMostOfAny(table, lines));
    read.push(isSummary ? withColumns(table, withoutGoods(columnsOf(table))) : table);
  }
  return read;
}

function columnsOf({ settings }: OrderTable) {
  return settings.columns;
}

function withColumns(table: OrderTable, columns: OrderTable['settings']['columns']): OrderTable {
  return { ...table, settings: { ...table.settings, columns } };
}

async function firstNumbers({ settings, open }: OrderTable): Promise<readonly string[]> {
  const { columns, headerRecord } = settings;
  const column = columns.orderNumber;
  if (column === undefined) return [];
  const rows = await takeSample(await open(), headerRecord + 1 + LOOKED_AT);
  return rows.slice(headerRecord + 1).flatMap((row) => row[column]?.trim() || []);
}

async function knowsMostOfAny(summary: OrderTable, tables: readonly OrderTable[]): Promise<boolean> {
  if (tables.length === 0) return false;
  const { columns, headerRecord } = summary.settings;
  const index = await indexOrders(await summary.open(), headerRecord + 1, columns.orderNumber!, []);
  for (const { settings, open } of tables) {
    const from = settings.headerRecord + 1;
    const { known, tried } = await countKnown(await open(), from, settings.columns.orderNumber!, [index]);
    if (areMost(known[0]!, tried)) return true;
  }
  return false;
}
