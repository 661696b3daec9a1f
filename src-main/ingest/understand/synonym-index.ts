/** Which fields a heading may stand for, by kind of file. Built once from the word lists. */
import type { Field, FileKind } from '#shared/contract/index.ts';
import { type Heading, keyOf } from './heading.ts';
import type { LanguageHeadings } from './synonyms/fields.ts';
import { FRENCH } from './synonyms/french.ts';
import { GERMAN } from './synonyms/german.ts';
import { ITALIAN } from './synonyms/italian.ts';
import { JAPANESE } from './synonyms/japanese.ts';
import { PRODUCT_HEADINGS, STOCK_HEADINGS, STORE_HEADINGS } from './synonyms/lists.ts';
import { ORDER_HEADINGS } from './synonyms/orders.ts';
import { PORTUGUESE } from './synonyms/portuguese.ts';
import { SPANISH } from './synonyms/spanish.ts';
import { TRADITIONAL_CHINESE } from './synonyms/traditional-chinese.ts';
import { TURKISH } from './synonyms/turkish.ts';

/** A field that a heading may stand for; the lower the rank, the better. */
export interface Claim {
  readonly field: Field;
  readonly rank: number;
}

type Index = ReadonlyMap<string, readonly Claim[]>;

/** A file's headings are in one language: the ranks of one list are not compared with another's. */
const LANGUAGES: readonly LanguageHeadings[] = [
  { orders: ORDER_HEADINGS, products: PRODUCT_HEADINGS, stores: STORE_HEADINGS, stock: STOCK_HEADINGS },
  TRADITIONAL_CHINESE,
  GERMAN,
  FRENCH,
  SPANISH,
  ITALIAN,
  PORTUGUESE,
  JAPANESE,
  TURKISH,
];

const INDEXES: Readonly<Record<FileKind, Index>> = {
  orders: buildIndex('orders'),
  products: buildIndex('products'),
  stores: buildIndex('stores'),
  stock: buildIndex('stock'),
};

function buildIndex(kind: FileKind): Index {
  const index = new Map<string, Claim[]>();
  for (const [field, words] of LANGUAGES.flatMap((language) => Object.entries(language[kind]))) {
    for (const [rank, word] of words.entries()) {
      const key = keyOf(word);
      const claims = index.get(key) ?? [];
      if (!claims.some((claim) => claim.field === field)) claims.push({ field: field as Field, rank });
      index.set(key, claims);
    }
  }
  return index;
}

/** What stands before a word that says more: `sku_sale_price`, `GoodsQty`, `产品数量`. */
const OF_GOODS = /^(sku|item|goods|products?|商品|产品|货品|宝贝|菜品|单品|物料|存货)(?=.)/;
// biome-ignore format: a list of names
const OF_LINES: ReadonlySet<Field> = new Set<Field>([
  'quantity', 'unitPrice', 'lineAmount', 'lineDiscount', 'unitCost', 'lineCost', 'lineProfit', 'listPrice',
]);

/** Gives the fields that a heading may stand for in a file of this kind; `Ticket #` is `Ticket Number`, `TXN_ID` is `Transaction ID`. */
export function claimsOf(kind: FileKind, { key, bareKey, fullKey }: Heading): readonly Claim[] {
  const index = INDEXES[kind];
  const claims =
    index.get(key) ?? index.get(bareKey) ?? index.get(bareKey.replace(/#$/, 'number')) ?? index.get(fullKey);
  if (claims !== undefined) return claims;
  if (!OF_GOODS.test(fullKey)) return [];
  return index.get(fullKey.replace(OF_GOODS, ''))?.filter(({ field }) => OF_LINES.has(field)) ?? [];
}

/** True for a heading that means something in some kind of file. */
export function isKnownHeading(heading: Heading): boolean {
  return (Object.keys(INDEXES) as FileKind[]).some((kind) => claimsOf(kind, heading).length > 0);
}
