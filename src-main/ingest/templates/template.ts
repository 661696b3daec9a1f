/** A template knows one platform's export: by which headings it is recognised, what its columns mean, and how they count. */
import type { Field, FileKind } from '#shared/contract/index.ts';

/**
 * How an amount column of orders of several rows is to be read: `order` once (repeated on each row, or on the first row
 * only), `line` each row's own, `rate` as a share of the line's price, `undiscounted` each row's own before its discount.
 */
export type AmountScope = 'order' | 'line' | 'rate' | 'undiscounted';

export interface Template {
  readonly name: string;
  readonly kind: FileKind;
  /** The platform of the orders, for their natural key. */
  readonly platform: string;
  /** All of these headings must be there for the template to be recognised. */
  readonly identifiedBy: readonly string[];
  /** The heading of each field; of several, the first that the file has and that is not empty in the sample. */
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>;
  /** Scopes that are known, so that they need not be guessed from the values. */
  readonly scopes: Readonly<Partial<Record<Field, AmountScope>>>;
  /** `order`: the first row's status holds for the whole order. `line`: each row has its own. */
  readonly statusScope: 'order' | 'line';
  readonly timeZone?: string;
  readonly currency?: string;
}
