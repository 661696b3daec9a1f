/** Whether sync is paused, and which movement of a shop's stock its store's other shops follow. */
import type { Migration } from '../migration.ts';

export const followedStock: Migration = {
  version: 85,
  name: 'followed-stock',
  sql: `
-- An edit of kind 'followed': what one shop's count moved by, which the changes of the edit carry to the other shops.
ALTER TABLE edit ADD COLUMN source_shop_id INTEGER;
ALTER TABLE edit ADD COLUMN source_listing_id TEXT;

-- What the right to pass a shop's movements on was numbered when it was held here last.
ALTER TABLE shop ADD COLUMN stock_fence INTEGER;

CREATE TABLE sync_state (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  paused_at INTEGER                     -- UTC milliseconds; NULL: sync is not paused
) STRICT;
INSERT INTO sync_state (one) VALUES (1);
`,
};
