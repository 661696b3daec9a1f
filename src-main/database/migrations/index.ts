/** Every migration, oldest first. Numbers have gaps so that a fix can be put between two of them before a release. */
import type { Migration } from '../migration.ts';
import { initial } from './0010-initial.ts';
import { orderIndexes } from './0020-order-indexes.ts';
import { changeJournal } from './0040-change-journal.ts';
import { sync } from './0060-sync.ts';
import { pull } from './0065-pull.ts';
import { limits } from './0070-limits.ts';
import { headOffice } from './0080-head-office.ts';
import { followedStock } from './0085-followed-stock.ts';
import { unreadItems } from './0090-unread-items.ts';
import { refusedByOffice } from './0095-refused-by-office.ts';
import { storeBlocks } from './0100-store-blocks.ts';
import { outboxOwner } from './0105-outbox-owner.ts';
import { toldStock } from './0110-told-stock.ts';
import { countedListings } from './0115-counted-listings.ts';
import { officeStockFence } from './0120-office-stock-fence.ts';

export const MIGRATIONS: readonly Migration[] = [
  initial,
  orderIndexes,
  changeJournal,
  sync,
  pull,
  limits,
  headOffice,
  followedStock,
  unreadItems,
  refusedByOffice,
  storeBlocks,
  outboxOwner,
  toldStock,
  countedListings,
  officeStockFence,
];
