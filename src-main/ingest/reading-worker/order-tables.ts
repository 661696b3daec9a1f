/**
 * The tables that a plan's orders are read from. Orders told in parts are put together here: lines are given what the
 * heads say of their order, and every table is told which of its orders came back. What is left is as if one table had
 * told it all.
 */
import type { Field, FileSettings } from '#shared/contract/index.ts';
import { AppError } from '#shared/domain/app-error.ts';
import {
  areDatedLines,
  areMost,
  headingsAt,
  mayHeadDatedLines,
  orderPart,
  takeSample,
  tellsOnlyBack,
} from '../understand/index.ts';
import { filterRecords, joinRecords } from './joined-records.ts';
import { countKnown, indexOrders, mergeIndexes, type OrderIndex } from './order-index.ts';
import { withSummariesAsHeads } from './order-summaries.ts';
import type { OrderTable } from './order-table.ts';
import { indexRefunds } from './refund-sums.ts';

/** What a row of heads says of the whole order; all else is the lines'. */
// biome-ignore format: a list of names
const HEAD_FIELDS: readonly Field[] = [
  'store', 'storeName', 'platform', 'channel', 'placedAt', 'placedDate', 'placedTime', 'paidAt', 'status', 'refundStatus',
  'paymentMethod', 'cancelledAt', 'currency', 'orderTotal', 'amountPaid', 'amountReceived', 'refundedAmount', 'shippingFee',
  'tax', 'orderDiscount', 'deliveryCost', 'platformFee', 'customerCode', 'customerName', 'customerPhone', 'customerAddress',
  'carrier', 'trackingNumber', 'shippedAt', 'deliveredAt',
];
const DATES: ReadonlySet<Field> = new Set<Field>(['placedAt', 'placedDate']);
/** Heads have each number once; a table that repeats more of them than this has lines of its own. */
const MOST_REPEATED = 0.1;

/** Gives the tables of orders, in the order in which they are to be read. Throws what opening them throws. */
export async function orderTables(given: readonly OrderTable[]): Promise<readonly OrderTable[]> {
  const tables = await withSummariesAsHeads(given);
  const lines = tables.filter((table) => partOf(table) === 'lines');
  const returns = tables.filter((table) => partOf(table) === 'returns');
  const refunds = tables.filter((table) => partOf(table) === 'refunds');
  const others = tables.filter((table) => partOf(table) !== 'lines' && !tellsOnlyBack(partOf(table)));
  const dated = datedLines(others);
  const whole = lines.length > 0 || dated.length > 0 ? await joinHeads(others, lines, dated) : others;
  if (returns.length + refunds.length > 0 && whole.length === 0) throw incomplete();
  return returns.reduce<Promise<readonly OrderTable[]>>(
    async (done, list) => markReturned(await done, list),
    refunds.length > 0 ? takeRefundsOff(whole, refunds) : Promise.resolve(whole),
  );
}

function partOf({ settings }: OrderTable) {
  return orderPart(settings.columns);
}

/** Lines that would be whole alone, where another table may be their heads: by its columns, its numbers are still unread. */
function datedLines(tables: readonly OrderTable[]): readonly OrderTable[] {
  const headed = tables.some(({ settings }) => mayHeadDatedLines(settings.columns));
  return headed ? tables.filter(({ settings }) => areDatedLines(settings.columns)) : [];
}

function incomplete(field: Field = 'placedAt'): AppError {
  return new AppError('MAPPING_INCOMPLETE', { details: { fields: field } });
}

/** Tables that are whole alone; lines with their heads; then the heads that no line was found for. */
async function joinHeads(
  tables: readonly OrderTable[],
  lines: readonly OrderTable[],
  dated: readonly OrderTable[],
): Promise<readonly OrderTable[]> {
  const told = await indexHeads(tables.filter((table) => !dated.includes(table)));
  const { joined, apart, headed } = await joinDated(dated, told.sets);
  if (lines.length === 0) {
    requireLines(told, headed);
    return [...told.others, ...apart, ...joined, ...told.sets.flatMap(leftOver)];
  }
  const more = await indexHeads(apart);
  const sets = [...told.sets, ...more.sets];
  if (sets.length === 0) throw incomplete();
  for (const table of lines) joined.push(withHeads(table, (await headsOf(table, sets)).set!));
  return [...told.others, ...more.others, ...joined, ...sets.flatMap(leftOver)];
}

interface IndexedHeads {
  readonly sets: readonly HeadSet[];
  /** Tables that are no heads: they have lines of their own, or no numbers. */
  readonly others: readonly OrderTable[];
}

async function indexHeads(tables: readonly OrderTable[]): Promise<IndexedHeads> {
  const heads: Head[] = [];
  const others: OrderTable[] = [];
  for (const table of tables) {
    const indexed = table.settings.columns.orderNumber === undefined ? null : await indexHead(table);
    if (indexed) heads.push(indexed);
    else others.push(table);
  }
  return { sets: [...Map.groupBy(heads, alikeness).values()].map(headSet), others };
}

/** Dated lines with the heads that know most of their orders; apart those that tell of orders of their own. */
async function joinDated(dated: readonly OrderTable[], sets: readonly HeadSet[]) {
  const heads = sets.filter((set) => mayHeadDatedLines(set.heads[0]!.table.settings.columns));
  const joined: OrderTable[] = [];
  const apart: OrderTable[] = [];
  const headed = new Set<HeadSet>();
  for (const table of dated) {
    const { set, isCertain } = await headsOf(table, heads);
    if (set && isCertain) {
      joined.push(withHeads(table, set));
      headed.add(set);
    } else apart.push(table);
  }
  return { joined, apart, headed };
}

/** Throws MAPPING_INCOMPLETE for heads that say nothing of their orders' worth, and have no lines that do. */
function requireLines({ sets, others }: IndexedHeads, headed: ReadonlySet<HeadSet>): void {
  const without = sets.filter((set) => !headed.has(set)).flatMap(({ heads }) => heads.map(({ table }) => table));
  if ([...others, ...without].some((table) => partOf(table) === 'heads')) throw incomplete('lineAmount');
}

interface Head {
  readonly table: OrderTable;
  readonly fields: readonly Field[];
  readonly headings: readonly string[];
  readonly index: OrderIndex;
}

/** Heads that say the same things in the same way, such as a file a month. */
interface HeadSet {
  readonly heads: readonly Head[];
  readonly index: OrderIndex;
  /** By the order's number in the index: 1 when lines were found for it. */
  readonly found: Uint8Array;
}

async function indexHead(table: OrderTable): Promise<Head | null> {
  const { columns, headerRecord } = table.settings;
  // Of heads the amount is the order's, whatever its heading would mean beside a product.
  const amount = columns.orderTotal ?? columns.lineAmount;
  const named: Partial<Record<Field, number>> = { ...columns, ...(amount === undefined ? {} : { orderTotal: amount }) };
  const fields = HEAD_FIELDS.filter((field) => named[field] !== undefined);
  const kept = fields.map((field) => named[field]!);
  const index = await indexOrders(await table.open(), headerRecord + 1, columns.orderNumber!, kept);
  if (index.repeated > index.orders * MOST_REPEATED) return null;
  const head = headingsAt(await takeSample(await table.open(), headerRecord + 1), headerRecord);
  return { table, fields, headings: kept.map((column) => head[column] ?? ''), index };
}

function alikeness({ fields, table }: Head): string {
  const { dateOrder, decimalComma, template, store, platform, channel, currency, timeZone } = table.settings;
  return JSON.stringify([fields, dateOrder, decimalComma, template, store, platform, channel, currency, timeZone]);
}

function headSet(heads: readonly Head[]): HeadSet {
  const index = mergeIndexes(heads.map((head) => head.index));
  return { heads, index, found: new Uint8Array(index.orders) };
}

interface LikelyHeads {
  readonly set: HeadSet | undefined;
  /** True when they know so many of the orders that they must be the lines' own. */
  readonly isCertain: boolean;
}

/** The heads that know the most of the lines' first orders; none of no sets. */
async function headsOf(lines: OrderTable, sets: readonly HeadSet[]): Promise<LikelyHeads> {
  const { columns, headerRecord } = lines.settings;
  const indexes = sets.map(({ index }) => index);
  const { known, tried } = await countKnown(await lines.open(), headerRecord + 1, columns.orderNumber!, indexes);
  const most = Math.max(...known);
  return { set: sets[known.indexOf(most)], isCertain: areMost(most, tried) };
}

function withHeads(lines: OrderTable, { heads, index, found }: HeadSet): OrderTable {
  const { table, fields, headings } = heads[0]!;
  return {
    file: lines.file,
    settings: joinedSettings(lines.settings, table.settings, fields),
    open: async () =>
      joinRecords(await lines.open(), {
        index,
        headings,
        own: fields.map((field) => ownColumn(lines.settings.columns, field)),
        number: lines.settings.columns.orderNumber!,
        headerRecord: lines.settings.headerRecord,
        onFound: (order) => {
          found[order] = 1;
        },
      }),
  };
}

/** The lines' own column for what heads say; a day may be told with its time or without. */
function ownColumn(columns: FileSettings['columns'], field: Field): number {
  const isDate = DATES.has(field);
  return columns[field] ?? (isDate ? (columns.placedAt ?? columns.placedDate) : undefined) ?? -1;
}

function joinedSettings(lines: FileSettings, heads: FileSettings, fields: readonly Field[]): FileSettings {
  const given = <Name extends 'dateOrder' | 'store' | 'platform' | 'channel' | 'currency' | 'timeZone'>(name: Name) => {
    const value = heads[name] ?? lines[name];
    return value === undefined ? {} : { [name]: value };
  };
  return {
    ...lines,
    columns: joinedColumns(withoutDates(lines.columns, fields), fields),
    decimalComma: lines.decimalComma || heads.decimalComma,
    template: heads.template ?? lines.template,
    ...given('dateOrder'),
    ...given('store'),
    ...given('platform'),
    ...given('channel'),
    ...given('currency'),
    ...given('timeZone'),
  };
}

/** Lines have no date of their own beside their heads': a day of one and a time of the other would make a third. */
function withoutDates(columns: FileSettings['columns'], heads: readonly Field[]): FileSettings['columns'] {
  if (!heads.some((field) => DATES.has(field))) return columns;
  const { placedAt: _at, placedDate: _date, placedTime: _time, ...rest } = columns;
  return rest;
}

function joinedColumns(columns: FileSettings['columns'], fields: readonly Field[]): FileSettings['columns'] {
  const own = Object.entries(columns).map(([field, column]) => [field, column + fields.length]);
  return { ...Object.fromEntries(own), ...Object.fromEntries(fields.map((field, i) => [field, i])) };
}

/** Heads without lines: orders that are known by their amounts alone. To be read when all lines have been. */
function leftOver({ heads, index, found }: HeadSet): OrderTable[] {
  return heads.map(({ table }) => ({
    ...table,
    open: async () =>
      filterRecords(await table.open(), table.settings.headerRecord, (block, record) => {
        const order = index.find(block, record, table.settings.columns.orderNumber!);
        return order < 0 || found[order] === 0;
      }),
  }));
}

/** Tells each table which of its orders are on a list of returns. */
async function markReturned(tables: readonly OrderTable[], list: OrderTable): Promise<readonly OrderTable[]> {
  const { columns, headerRecord } = list.settings;
  const index = await indexOrders(await list.open(), headerRecord + 1, columns.orderNumber!, [columns.refundStatus!]);
  return tables.map((table) => withField(table, 'refundStatus', index));
}

/** Tells each table how much of its orders was given back. */
async function takeRefundsOff(
  tables: readonly OrderTable[],
  lists: readonly OrderTable[],
): Promise<readonly OrderTable[]> {
  const indexFor = await indexRefunds(lists);
  return tables.map((table) => withField(table, 'refundedAmount', indexFor(table.settings.decimalComma)));
}

/** The table with one field more of each order, unless it tells that itself. */
function withField(table: OrderTable, field: Field, index: OrderIndex): OrderTable {
  const { columns, headerRecord } = table.settings;
  const { orderNumber } = columns;
  if (orderNumber === undefined || columns[field] !== undefined) return table;
  return {
    file: table.file,
    settings: { ...table.settings, columns: joinedColumns(columns, [field]) },
    open: async () =>
      joinRecords(await table.open(), { index, headings: [''], own: [-1], number: orderNumber, headerRecord }),
  };
}
