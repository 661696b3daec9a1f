/** Redis and the head office number the turns to pass stock on each by itself: a shop knows its last of both. */
import type { Migration } from '../migration.ts';

export const officeStockFence: Migration = {
  version: 120,
  name: 'office-stock-fence',
  sql: `
-- shop.stock_fence is the number in Redis.
ALTER TABLE shop ADD COLUMN office_stock_fence INTEGER;
`,
};
