/**
 * Lists that are sorted by time of change, the newest first, are read from their last page to the first. Whatever changes
 * meanwhile moves to the front, so that an item can only come to a page that is still to be read: it is met twice, never
 * missed. Whoever pages forwards misses the one that slips onto the page just read.
 */
import type { FieldReader } from './fields.ts';

const CURSOR = /^back:(\d+)$/;

/** One page, counted from 1, and how many items all of them hold. */
export interface CountedPage<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

/** A page as an answer tells it. One that holds something has to say of how many: the others would be missed. */
export function countedPage<Item>(
  read: FieldReader,
  items: readonly Item[],
  total: unknown,
  name: string,
): CountedPage<Item> {
  return { items, total: items.length > 0 ? read.whole(total, name) : (read.count(total, 1, name) ?? 0) };
}

/** What stands on a page, and where the next one begins: nothing has been made of it yet. */
export interface SaidPage<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Gives the page that the cursor names, the last one to begin with. A cursor that cannot be read begins anew. */
export async function readLastPageFirst<Item>(
  cursor: string | null,
  pageSize: number,
  read: (page: number) => Promise<CountedPage<Item>>,
): Promise<SaidPage<Item>> {
  const page = Number(CURSOR.exec(cursor ?? '')?.[1] ?? 0);
  if (page > 0) return { items: (await read(page)).items, next: pageBefore(page) };
  const first = await read(1);
  const pages = Math.ceil(first.total / pageSize);
  if (pages <= 1) return { items: first.items, next: null };
  return { items: (await read(pages)).items, next: pageBefore(pages) };
}

function pageBefore(page: number): string | null {
  return page > 1 ? `back:${page - 1}` : null;
}
