/**
 * Stores whose ids follow one another make a block, whose sums are kept by all periods longer than a day: a question about many
 * stores then reads a row for several of them. In the keys of rows a block stands as if it were a store. It holds what a
 * dashboard shows, as parts of months and quarters do, and no sums by store.
 */
import { AppError } from '#shared/domain/app-error.ts';
import type { ReadableDb, WritableStatements } from '../../database/index.ts';
import { isDay } from './period.ts';
import { currencyOfKey, periodOfKey, rowKey, storeOfKey } from './row-key.ts';

/**
 * Twenty neighbours of a hundred are then 6 rows to read, and the rows that are written are a fiftieth more. Smaller blocks leave
 * more to read, larger ones help fewer questions.
 */
const STORES_A_BLOCK = 8;
/** Above the id of every store. */
export const FIRST_BLOCK = 2 ** 18;

/** @throws AppError INTERNAL for the id of a store that would be taken for a block. */
export function refuseBlock(storeId: number): void {
  if (isBlock(storeId)) throw new AppError('INTERNAL', { action: 'park', details: { storeId } });
}

export function blockOf(storeId: number): number {
  return FIRST_BLOCK + Math.floor(storeId / STORES_A_BLOCK);
}

/** The ids that stores of a block can have. */
export function storesOf(block: number): number[] {
  const first = (block - FIRST_BLOCK) * STORES_A_BLOCK;
  // 0 is no store: in keys it stands for all of them.
  return Array.from({ length: STORES_A_BLOCK }, (_, i) => first + i).filter((id) => id > 0);
}

export function isBlock(storeId: number): boolean {
  return storeId >= FIRST_BLOCK;
}

/** The row of a store's block for the same currency and period; null where there is none. */
export function blockKey(key: number): number | null {
  const storeId = storeOfKey(key);
  const period = periodOfKey(key);
  if (storeId === 0 || isBlock(storeId) || isDay(period)) return null;
  return rowKey(blockOf(storeId), currencyOfKey(key), period);
}

/**
 * Gives the rows that together hold exactly these stores: those to add, blocks among them, and those to take away of a block that
 * lacks few.
 * @param all every store there is.
 */
export function coverStores(
  storeIds: readonly number[],
  all: readonly number[],
): { readonly add: number[]; readonly take: number[] } {
  const wanted = new Set(storeIds);
  const add: number[] = [];
  const take: number[] = [];
  for (const [block, stores] of Map.groupBy(all, blockOf)) {
    const within = stores.filter((id) => wanted.has(id));
    const lacking = stores.length - within.length;
    if (1 + lacking >= within.length) {
      add.push(...within);
      continue;
    }
    add.push(block);
    take.push(...stores.filter((id) => !wanted.has(id)));
  }
  return { add, take };
}

/** What `rollup_blocks` says when every row of blocks is kept. */
export const ALL_BLOCKS = 1;
export const KEPT_BLOCKS_SQL = 'SELECT kept FROM rollup_blocks';

/**
 * Gives which rows of blocks are kept, by their keys. In a database whose rollups were begun before there were blocks, these are
 * none at first, and then those below the key that making them has reached (make-blocks.ts).
 */
export function keptBlocks(db: ReadableDb | WritableStatements): (key: number) => boolean {
  const kept = db.prepare<[], number>(KEPT_BLOCKS_SQL).pluck().get() ?? 0;
  const end = kept === ALL_BLOCKS ? Number.POSITIVE_INFINITY : kept;
  return (key) => key < end;
}
