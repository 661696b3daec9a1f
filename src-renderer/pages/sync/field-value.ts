/** Values of both sides as people read and type them: money and stock exactly, texts as they are. */
import type { ChangeKind } from '#shared/contract/index.ts';
import { moneyToDecimal } from '#shared/domain/money.ts';
import { quantityToDecimal } from '#shared/domain/quantity.ts';
import { type Formats, readDecimal } from '../../i18n/index.ts';

export type FieldValue = number | string | null;

/** Money is kept in 1/10,000, stock in 1/1,000. */
const PRICE_DECIMALS = 4;
const QUANTITY_DECIMALS = 3;

/** What is said of no value, and of an empty text. */
export interface EmptyWords {
  readonly none: string;
  readonly empty: string;
}

/** Gives a value to be read. */
export function valueText(
  {
    kind,
    value,
    currency,
  }: { readonly kind: ChangeKind | null; readonly value: FieldValue; readonly currency: string | null },
  formats: Pick<Formats, 'money' | 'quantity'>,
  words: EmptyWords,
): string {
  if (value === null) return words.none;
  if (typeof value === 'string') return value === '' ? words.empty : value;
  return kind === 'price' ? formats.money(value, currency) : formats.quantity(value);
}

/** Gives a value to be typed over. */
export function valueDraft(kind: ChangeKind, value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return kind === 'price' ? moneyToDecimal(value).replace(/0{1,2}$/, '') : quantityToDecimal(value);
}

/** Gives what was typed as the engine takes it; null: it is no such value. */
export function parseValue(kind: ChangeKind, text: string): number | string | null {
  const typed = text.trim();
  if (kind === 'price') return countOf(typed, PRICE_DECIMALS);
  if (kind === 'stock') return countOf(typed, QUANTITY_DECIMALS);
  return typed === '' ? null : typed;
}

function countOf(typed: string, decimals: number): number | null {
  const entry = readDecimal(typed, decimals);
  return 'problem' in entry || entry.value < 0 ? null : entry.value;
}

/**
 * Gives what a parked change is to carry so that the field comes to what was typed: of stock, changes carry differences.
 * Null: it is no such value.
 */
export function amendment(
  { kind, before }: { readonly kind: ChangeKind; readonly before: FieldValue },
  text: string,
): number | string | null {
  const value = parseValue(kind, text);
  if (kind !== 'stock' || typeof value !== 'number') return value;
  return value - (typeof before === 'number' ? before : 0);
}
