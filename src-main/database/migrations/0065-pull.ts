/** How far the listing of a shop has got, and what it brought before it is taken over. */
import type { Migration } from '../migration.ts';

export const pull: Migration = {
  version: 65,
  name: 'pull',
  sql: `
-- A window is under way while window_to > window_from. Instants are the platform's.
ALTER TABLE sync_cursor ADD COLUMN full INTEGER NOT NULL DEFAULT 0; -- 1: the window lists all there is
ALTER TABLE sync_cursor ADD COLUMN full_at INTEGER;                 -- when all was listed last
ALTER TABLE sync_cursor ADD COLUMN began_from INTEGER;              -- where the first sync began
ALTER TABLE sync_cursor ADD COLUMN listed INTEGER NOT NULL DEFAULT 0; -- items since the first sync began
ALTER TABLE sync_cursor ADD COLUMN history_to INTEGER;              -- the past has been listed up to here
ALTER TABLE sync_cursor ADD COLUMN history_until INTEGER;           -- and is to be up to here; NULL: it is not being listed

-- Pages of a window of listings: they are taken over together, when it is clear that they do not empty the store.
CREATE TABLE listing_staged (
  shop_id INTEGER NOT NULL,
  listing_id TEXT NOT NULL,
  content TEXT NOT NULL,                -- JSON RemoteListing
  said_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, listing_id)
) STRICT, WITHOUT ROWID;
`,
};
