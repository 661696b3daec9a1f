/** Rows of the two samples as the app would hold them: typed values, as objects, which is what JSON begins with. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { deserialize, serialize } from 'node:v8';
import type { Row, TableSchema } from '../../../src-main/cache/codec/index.ts';

export const GENERATED = {
  number: 'text',
  store: 'text',
  channel: 'text',
  placedAt: 'number',
  paidAt: 'number',
  status: 'text',
  product: 'text',
  productName: 'text',
  quantity: 'number',
  unitPrice: 'number',
  unitCost: 'number',
  total: 'number',
  received: 'number',
  refunds: 'number',
  deliveryCost: 'number',
  platformFee: 'number',
  payment: 'text',
  customer: 'text',
  phone: 'text',
  address: 'text',
  carrier: 'text',
  trackingNumber: 'text',
} as const satisfies TableSchema;

export const UCI = {
  number: 'text',
  product: 'text',
  productName: 'text',
  quantity: 'number',
  placedAt: 'number',
  unitPrice: 'number',
  customer: 'text',
  country: 'text',
} as const satisfies TableSchema;

export const ORDERS = {
  number: 'text',
  store: 'text',
  channel: 'text',
  placedAt: 'number',
  status: 'text',
  total: 'number',
  received: 'number',
  refunds: 'number',
  deliveryCost: 'number',
  platformFee: 'number',
  lines: 'number',
} as const satisfies TableSchema;

export const ORDER_LINES = {
  product: 'text',
  quantity: 'number',
  unitPrice: 'number',
  unitCost: 'number',
} as const satisfies TableSchema;

export type GeneratedRow = Row<typeof GENERATED>;
export type UciRow = Row<typeof UCI>;

const money = (cell: string) => (cell === '' ? null : Math.round(Number(cell) * 10_000));
const seconds = (cell: string) => (cell === '' ? null : Date.parse(`${cell.replace(' ', 'T')}Z`) / 1_000);
const text = (cell: string) => (cell === '' ? null : cell);

export function generatedRow(cells: readonly string[]): GeneratedRow {
  const at = (column: number) => cells[column] ?? '';
  return {
    number: at(0),
    store: at(1),
    channel: at(2),
    placedAt: seconds(at(3)),
    paidAt: seconds(at(4)),
    status: at(5),
    product: at(6),
    productName: at(7),
    quantity: Number(at(8)) * 1_000,
    unitPrice: money(at(9)),
    unitCost: money(at(10)),
    total: money(at(11)),
    received: money(at(12)),
    refunds: money(at(13)),
    deliveryCost: money(at(14)),
    platformFee: money(at(15)),
    payment: text(at(16)),
    customer: text(at(17)),
    phone: text(at(18)),
    address: text(at(19)),
    carrier: text(at(20)),
    trackingNumber: text(at(21)),
  };
}

export function uciRow(cells: readonly string[]): UciRow {
  const at = (column: number) => cells[column] ?? '';
  return {
    number: at(0),
    product: at(1),
    productName: at(2),
    quantity: Number(at(3)) * 1_000,
    placedAt: seconds(at(4)),
    unitPrice: money(at(5)),
    customer: text(at(6)),
    country: at(7),
  };
}

/** Reads the first rows of a CSV file, without its headings. */
export async function readRows<Read>(file: string, count: number, read: (cells: string[]) => Read): Promise<Read[]> {
  const rows: Read[] = [];
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  let headings = true;
  for await (const line of lines) {
    if (!headings) rows.push(read(cellsOf(line)));
    headings = false;
    if (rows.length === count) break;
  }
  // Cells that are cut out of lines hold on to them; rows from a database are texts of their own.
  return deserialize(serialize(rows)) as Read[];
}

/** Neither sample has line breaks within cells. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(',');
  return [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '',
  );
}

/** Gives the orders that the lines belong to, and what is the lines' own. */
export function ordersWithLines(rows: readonly GeneratedRow[]): {
  orders: Row<typeof ORDERS>[];
  lines: Row<typeof ORDER_LINES>[];
} {
  const orders: Row<typeof ORDERS>[] = [];
  let last = '';
  for (const {
    number,
    store,
    channel,
    placedAt,
    status,
    total,
    received,
    refunds,
    deliveryCost,
    platformFee,
  } of rows) {
    const order = { number, store, channel, placedAt, status, total, received, refunds, deliveryCost, platformFee };
    const lines = number === last ? orders.pop()!.lines! + 1 : 1;
    orders.push({ ...order, lines });
    last = number ?? '';
  }
  const lines = rows.map(({ product, quantity, unitPrice, unitCost }) => ({ product, quantity, unitPrice, unitCost }));
  return { orders, lines };
}
