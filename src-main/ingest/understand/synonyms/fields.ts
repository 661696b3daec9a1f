import type { Field, FileKind } from '#shared/contract/index.ts';

/** One field's headings, the best first: of two columns that may stand for a field the earlier spelling wins. */
export type Synonyms<F extends string> = Readonly<Partial<Record<F, readonly string[]>>>;

/** The headings of one language, by kind of file. */
export type LanguageHeadings = Readonly<Record<FileKind, Synonyms<Field>>>;

/** What lists name as orders do. */
const SHARED: Readonly<Record<Exclude<FileKind, 'orders'>, readonly Field[]>> = {
  products: ['productCode', 'productName', 'category', 'currency'],
  stores: ['store', 'storeName', 'country', 'region', 'city', 'currency'],
  stock: ['store', 'storeName', 'productCode', 'productName'],
};

/** Gives a language's headings out of those of orders and what lists have besides. */
export function languageOf(
  orders: Synonyms<Field>,
  lists: Readonly<Partial<Record<Exclude<FileKind, 'orders'>, Synonyms<Field>>>> = {},
): LanguageHeadings {
  const withShared = (kind: Exclude<FileKind, 'orders'>): Synonyms<Field> => {
    const own = lists[kind] ?? {};
    const shared = SHARED[kind].map((field) => [field, [...(orders[field] ?? []), ...(own[field] ?? [])]]);
    return { ...own, ...Object.fromEntries(shared) };
  };
  return { orders, products: withShared('products'), stores: withShared('stores'), stock: withShared('stock') };
}
