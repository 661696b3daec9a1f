/** Which fields a heading may stand for, by kind of file. Built once from the word lists. */
import type { Field, FileKind } from '#shared/contract/index.ts';
import { type Heading, keyOf } from './heading.ts';
import type { Synonyms } from './synonyms/fields.ts';
import {
  GERMAN_ORDER_HEADINGS,
  GERMAN_PRODUCT_HEADINGS,
  GERMAN_STOCK_HEADINGS,
  GERMAN_STORE_HEADINGS,
} from './synonyms/german.ts';
import { PRODUCT_HEADINGS, STOCK_HEADINGS, STORE_HEADINGS } from './synonyms/lists.ts';
import { ORDER_HEADINGS } from './synonyms/orders.ts';

/** A field that a heading may stand for; the lower the rank, the better. */
export interface Claim {
  readonly field: Field;
  readonly rank: number;
}

type Index = ReadonlyMap<string, readonly Claim[]>;

const INDEXES: Readonly<Record<FileKind, Index>> = {
  orders: buildIndex(ORDER_HEADINGS, GERMAN_ORDER_HEADINGS),
  products: buildIndex(PRODUCT_HEADINGS, GERMAN_PRODUCT_HEADINGS),
  stores: buildIndex(STORE_HEADINGS, GERMAN_STORE_HEADINGS),
  stock: buildIndex(STOCK_HEADINGS, GERMAN_STOCK_HEADINGS),
};

/** A file's headings are in one language: the ranks of one list are not compared with another's. */
function buildIndex(...lists: readonly Synonyms<Field>[]): Index {
  const index = new Map<string, Claim[]>();
  for (const [field, words] of lists.flatMap((list) => Object.entries(list))) {
    for (const [rank, word] of words.entries()) {
      const key = keyOf(word);
      const claims = index.get(key) ?? [];
      if (!claims.some((claim) => claim.field === field)) claims.push({ field: field as Field, rank });
      index.set(key, claims);
    }
  }
  return index;
}

/** Gives the fields that a heading may stand for in a file of this kind. */
export function claimsOf(kind: FileKind, heading: Heading): readonly Claim[] {
  const index = INDEXES[kind];
  return index.get(heading.key) ?? index.get(heading.bareKey) ?? [];
}

/** True for a heading that means something in some kind of file. */
export function isKnownHeading(heading: Heading): boolean {
  return (Object.keys(INDEXES) as FileKind[]).some((kind) => claimsOf(kind, heading).length > 0);
}
