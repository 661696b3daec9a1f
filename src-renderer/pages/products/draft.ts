/** What is to become of a product, before it is saved. */
import type { ProductEdit, ProductRow } from '#shared/contract/index.ts';
import { moneyToDecimal } from '#shared/domain/money.ts';
import { quantityToDecimal } from '#shared/domain/quantity.ts';
import type { Entry, EntryProblem } from '../../i18n/index.ts';
import { readPrice, readStock, type StockEntry } from './entry.ts';

export const FIELDS = ['name', 'price', 'stock'] as const;
export type Field = (typeof FIELDS)[number];

export interface Draft {
  readonly name?: string;
  readonly price?: number;
  readonly stock?: StockEntry;
}

const LONGEST_NAME = 500;

/** Reads what was typed into one field. */
export function readField(field: Field, text: string): Entry<Draft> {
  if (field === 'name') {
    const name = text.trim();
    if (name === '') return { problem: 'empty' };
    return name.length > LONGEST_NAME ? { problem: 'tooLarge' } : { value: { name } };
  }
  if (field === 'price') {
    const entry = readPrice(text);
    return 'problem' in entry ? entry : { value: { price: entry.value } };
  }
  const entry = readStock(text);
  return 'problem' in entry ? entry : { value: { stock: entry.value } };
}

/** What the field is offered with when it is about to be edited. */
export function writeField(field: Field, { name, price, stock }: Pick<ProductRow, Field>): string {
  if (field === 'name') return name;
  if (field === 'price') return price === null ? '' : writePrice(price);
  return stock === null ? '' : quantityToDecimal(stock);
}

/** A price with the decimals it needs, two at least: `12.50`. */
export function writePrice(count: number): string {
  return moneyToDecimal(count).replace(/0{1,2}$/, '');
}

/** Gives the stock after an entry. */
export function stockAfter(before: number | null, entry: StockEntry): number {
  return 'counted' in entry ? entry.counted : (before ?? 0) + entry.delta;
}

/** Gives the product as it will be here, before any platform has heard of it. */
export function withDraft<Row extends Pick<ProductRow, Field>>(row: Row, { name, price, stock }: Draft): Row {
  return {
    ...row,
    ...(name === undefined ? {} : { name }),
    ...(price === undefined ? {} : { price }),
    ...(stock === undefined ? {} : { stock: stockAfter(row.stock, stock) }),
  };
}

/** Gives the parts of a draft that are not so already. */
export function changedFields(row: Pick<ProductRow, Field>, draft: Draft): readonly Field[] {
  const after = withDraft(row, draft);
  return FIELDS.filter((field) => draft[field] !== undefined && after[field] !== row[field]);
}

/** Gives what to send; null when nothing would change. A count stays one: the engine takes the difference when it saves. */
export function editOf(row: Pick<ProductRow, Field | 'id'>, draft: Draft): ProductEdit | null {
  const changed = changedFields(row, draft);
  if (changed.length === 0) return null;
  const { name, price, stock } = draft;
  return {
    productId: row.id,
    ...(changed.includes('name') ? { name } : {}),
    ...(changed.includes('price') ? { price } : {}),
    ...(changed.includes('stock') && stock !== undefined ? stockPart(stock) : {}),
  };
}

function stockPart(stock: StockEntry): Pick<ProductEdit, 'stockCounted' | 'stockDelta'> {
  return 'counted' in stock ? { stockCounted: stock.counted } : { stockDelta: stock.delta };
}

/** Where a text that was not taken stands. */
export interface FieldProblem {
  readonly field: Field;
  readonly text: string;
  readonly problem: EntryProblem;
}
