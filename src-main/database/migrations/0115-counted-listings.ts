/** What the head office has counted of listings: several computers read the same shop, and each of its sales counts once. */
import type { Migration } from '../migration.ts';

export const countedListings: Migration = {
  version: 115,
  name: 'counted-listings',
  sql: `
-- What of each listing's count stands in the level of its product, as the office's level is known here.
CREATE TABLE office_listing (
  store_code TEXT NOT NULL,
  platform TEXT NOT NULL,
  remote_shop TEXT NOT NULL,            -- as the platform calls it: every computer does
  listing_id TEXT NOT NULL,
  product_code TEXT NOT NULL,
  quantity INTEGER NOT NULL,            -- 1/1,000
  at INTEGER NOT NULL,                  -- since when it has been that, by the platform's clock
  PRIMARY KEY (store_code, platform, remote_shop, listing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX office_listing_product ON office_listing (store_code, product_code);

-- What this computer has read since, and the office is to be told. Read anew it gets another number.
CREATE TABLE office_said (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  store_code TEXT NOT NULL,
  platform TEXT NOT NULL,
  remote_shop TEXT NOT NULL,
  listing_id TEXT NOT NULL,
  quantity INTEGER NOT NULL,
  at INTEGER NOT NULL,                  -- never before the listing's
  problem TEXT,                         -- JSON Reason: the office does not take it
  UNIQUE (store_code, platform, remote_shop, listing_id)
) STRICT;

-- 1: counted once by its id, whoever tells it, and no sum of this computer's.
ALTER TABLE office_stock_move ADD COLUMN named INTEGER NOT NULL DEFAULT 0;
-- 1 while a level moves with a listing's count: that is told as the listing's count.
ALTER TABLE office_state ADD COLUMN with_listing INTEGER NOT NULL DEFAULT 0;
-- 1 while what changes is noted.
ALTER TABLE office_state ADD COLUMN noting INTEGER NOT NULL DEFAULT 0;
`,
};
