/** Rollups for blocks of stores (analytics/rollup/store-block.ts). They stand in the tables of the others. */
import type { Migration } from '../migration.ts';

export const storeBlocks: Migration = {
  version: 100,
  name: 'store-blocks',
  sql: `
-- One row. Blocks are sums over all orders: they are kept from the first order on (1), or not at all (0) until they have been made,
-- in the order of their keys; meanwhile it holds the key that making them has reached.
CREATE TABLE rollup_blocks (kept INTEGER NOT NULL) STRICT;
INSERT INTO rollup_blocks SELECT NOT EXISTS (SELECT 1 FROM rollup);
`,
};
