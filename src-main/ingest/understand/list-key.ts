/**
 * Which column of a table holds the codes that the files beside it use. A list of products may have a key, an article number
 * and a name, heads of orders a number and a key, and no heading tells which of them others write down: the values that both
 * share do.
 */
import type { Field, FileSettings } from '#shared/contract/index.ts';
import { readHeading } from './heading.ts';
import { areDatedLines, mayHeadDatedLines, orderPart } from './order-part.ts';
import { claimsOf } from './synonym-index.ts';

/** What the columns hold by which tables refer to each other, each value once. */
export type ColumnValues = ReadonlyMap<number, ReadonlySet<string>>;

/** A table as far as it was looked at. */
export interface ShownTable {
  readonly settings: FileSettings;
  readonly headings: readonly string[];
  readonly values: ColumnValues;
}

type Columns = FileSettings['columns'];

const REFERRING: readonly Field[] = ['orderNumber', 'productCode', 'productName', 'store', 'storeName'];
/** Keys are unique but for typing errors. */
const UNIQUE = 0.9;
/** A column is the one referred to when it has more than this share of what the others name; when it is also called the same, a few will do. */
const MOST = 0.5;
const SOME = 0.1;

/** Gives the values of the columns by which a table may be referred to, or refers to others. */
export function referringValues(
  { kind, columns }: FileSettings,
  headings: readonly string[],
  rows: readonly string[][],
): ColumnValues {
  if (kind === 'orders' || kind === 'stock') {
    const numbers = headings.flatMap((text, column) => (isClaimed(kind, text, 'orderNumber') ? column : []));
    const used = new Set([...REFERRING.flatMap((field) => columns[field] ?? []), ...numbers]);
    return new Map([...used].map((column) => [column, new Set(valuesOf(rows, column))]));
  }
  const width = rows.reduce((widest, row) => Math.max(widest, row.length), 0);
  const keys = new Map<number, ReadonlySet<string>>();
  for (let column = 0; column < width; column++) {
    const all = valuesOf(rows, column);
    const values = new Set(all);
    if (all.length > 0 && values.size >= all.length * UNIQUE) keys.set(column, values);
  }
  return keys;
}

function valuesOf(rows: readonly string[][], column: number): string[] {
  return rows.flatMap((row) => idOf(row[column] ?? '') || []);
}

/** What a cell names: `="0123"` and `'0123` are `0123`. */
function idOf(text: string): string {
  const plain = text.trim();
  return /^="(.*)"$/.exec(plain)?.[1] ?? plain.replace(/^'/, '');
}

function isClaimed(kind: FileSettings['kind'], heading: string, by: Field): boolean {
  return claimsOf(kind, readHeading(heading)).some(({ field }) => field === by);
}

/** Gives the columns of a list, or of heads of orders, with their codes taken from the column that the tables beside refer to. */
export function withReferredKey(list: ShownTable, beside: readonly ShownTable[]): Columns {
  const { kind, columns } = list.settings;
  if (kind === 'products') return withKey(list, beside, 'productCode', 'productName');
  if (kind === 'stores') return withKey(list, beside, 'store', 'storeName');
  if (kind !== 'orders' || !mayHeadDatedLines(columns)) return columns;
  const lines = beside.filter(({ settings }) => settings.kind === 'orders' && areLines(settings.columns));
  return withKey(list, lines, 'orderNumber', 'orderNumber');
}

function areLines(columns: Columns): boolean {
  return orderPart(columns) === 'lines' || areDatedLines(columns);
}

interface Reference {
  readonly heading: string;
  readonly values: ReadonlySet<string>;
}

function withKey(
  list: ShownTable,
  beside: readonly ShownTable[],
  code: 'productCode' | 'store' | 'orderNumber',
  name: Field,
): Columns {
  const { columns } = list.settings;
  const references = beside.flatMap((table) => referenceOf(table, code, name) ?? []);
  const total = references.reduce((sum, { values }) => sum + values.size, 0);
  const known = (column: number | undefined) => (column === undefined ? 0 : countShared(list, column, references));
  const stores = list.settings.kind === 'stores';
  // A store is found by its name too.
  let most = Math.max(known(columns[code] ?? columns[name]), stores ? known(columns[name]) : 0);
  let key: number | undefined;
  for (const column of list.values.keys()) {
    const shared = known(column);
    const heading = readHeading(list.headings[column] ?? '');
    const isSame = references.some((reference) => reference.heading === heading.key);
    const isKey =
      isSame || column === columns[name] || isClaimed(list.settings.kind, list.headings[column] ?? '', code);
    if (!isKey && !references.some((reference) => isEnding(heading.key, reference.heading))) continue;
    if (shared <= most || shared <= total * (isSame ? SOME : MOST)) continue;
    most = shared;
    key = column;
  }
  if (key === undefined) return columns;
  const { [code]: _, ...rest } = columns;
  return key === columns[name] ? rest : { ...rest, [code]: key };
}

/** What a table calls the things of a list: their codes, or their names where it has no codes. */
function referenceOf({ settings, headings, values }: ShownTable, code: Field, name: Field): Reference | null {
  const column = settings.columns[code] ?? settings.columns[name];
  if (column === undefined || (settings.kind !== 'orders' && settings.kind !== 'stock')) return null;
  const named = values.get(column);
  return named === undefined ? null : { heading: readHeading(headings[column] ?? '').key, values: named };
}

function countShared(list: ShownTable, column: number, references: readonly Reference[]): number {
  const held = list.values.get(column);
  if (held === undefined) return 0;
  return references.reduce((sum, { values }) => sum + [...values].filter((value) => held.has(value)).length, 0);
}

/** `menu_item_id` is called `item_id` elsewhere, and `id` is called `product_id`. */
function isEnding(one: string, other: string): boolean {
  return one !== '' && other !== '' && (one.endsWith(other) || other.endsWith(one));
}
