/** Orders, what they refer to, the rollups over them, and the record of imports. */
import type { Migration } from '../migration.ts';

export const initial: Migration = {
  version: 10,
  name: 'initial',
  sql: `
CREATE TABLE import (
  id INTEGER PRIMARY KEY,
  started_at INTEGER NOT NULL,          -- UTC milliseconds
  finished_at INTEGER,
  state TEXT NOT NULL,                  -- committed | cancelled | failed | undone | checked
  files TEXT NOT NULL,                  -- JSON [{name, kind, rows}]
  counts TEXT,                          -- JSON ImportCounts
  failure TEXT,                         -- JSON Reason
  first_order_id INTEGER,               -- ids that this import made are a run: first..last
  last_order_id INTEGER,
  undoable INTEGER NOT NULL DEFAULT 0   -- 1: yes; 0: what it takes is not kept; 2: the import changed nothing
) STRICT;

-- What rows looked like before an import changed them, so that it can be undone.
CREATE TABLE import_before (
  import_id INTEGER NOT NULL REFERENCES import(id) ON DELETE CASCADE,
  kind TEXT NOT NULL,                   -- order | product | store | stock
  row_id INTEGER NOT NULL,
  image TEXT,                           -- JSON; NULL: the row did not exist
  PRIMARY KEY (import_id, kind, row_id)
) STRICT, WITHOUT ROWID;

-- Which stores an import touched, and when: the age of what the dashboard shows.
CREATE TABLE import_store (
  import_id INTEGER NOT NULL REFERENCES import(id) ON DELETE CASCADE,
  store_id INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  PRIMARY KEY (store_id, import_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE mapping_template (
  name TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  headings TEXT NOT NULL,               -- JSON array
  settings TEXT NOT NULL,               -- JSON FileSettings
  saved_at INTEGER NOT NULL
) STRICT;

CREATE TABLE currency (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE platform (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
CREATE TABLE channel (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE store (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,            -- what files call it
  name TEXT NOT NULL,
  time_zone TEXT NOT NULL,              -- IANA
  currency_id INTEGER REFERENCES currency(id),
  country TEXT, region TEXT, city TEXT,
  kind TEXT,
  opened_on INTEGER,                    -- day number
  import_id INTEGER
) STRICT;

CREATE TABLE product (
  id INTEGER PRIMARY KEY,
  code TEXT NOT NULL UNIQUE,            -- compared by byte: letter case matters
  name TEXT NOT NULL,
  category TEXT, brand TEXT, barcode TEXT,
  list_price INTEGER, list_price_currency_id INTEGER,
  unit_cost INTEGER, unit_cost_currency_id INTEGER,
  import_id INTEGER
) STRICT;

CREATE TABLE orders (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL,
  platform_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  key_hash INTEGER NOT NULL,            -- 53-bit hash of (platform, store, number); equal hashes are told apart by the three
  business_date INTEGER NOT NULL,       -- day number, store-local
  placed_at INTEGER NOT NULL,           -- UTC seconds
  local_minute INTEGER,                 -- minute of the local day, NULL where the file gives no time
  channel_id INTEGER NOT NULL,
  status INTEGER NOT NULL,              -- shared/domain/order-status.ts
  currency_id INTEGER NOT NULL,
  total INTEGER NOT NULL,               -- money as 1/10,000 of the unit, here and below
  gross_sales INTEGER NOT NULL,
  refunds INTEGER NOT NULL,
  shipping_fee INTEGER NOT NULL DEFAULT 0,
  tax INTEGER NOT NULL DEFAULT 0,
  discount INTEGER NOT NULL DEFAULT 0,
  delivery_cost INTEGER NOT NULL DEFAULT 0,
  platform_fee INTEGER NOT NULL DEFAULT 0,
  customer TEXT,                        -- the customer's code
  contact TEXT,                         -- JSON {name, phone, address}
  source TEXT,                          -- what the file gives for the whole order, to settle it anew: ingest/write/order-source.ts
  import_id INTEGER NOT NULL            -- the import that wrote it last
) STRICT;

CREATE TABLE order_line (
  order_id INTEGER NOT NULL,
  line_no INTEGER NOT NULL,             -- position within the order, from 1
  line_ref INTEGER NOT NULL,            -- 53-bit hash of the line's identity: its number in the file, or product and occurrence; 0: the product's first
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,            -- 1/1,000, negative for a return
  unit_price INTEGER,
  amount INTEGER NOT NULL,              -- what the file gives for the line, or quantity x price - discount
  gross_sales INTEGER NOT NULL,         -- its share of the order's gross sales
  refunds INTEGER NOT NULL,             -- its share of the order's refunds
  cost INTEGER,                         -- NULL: not known
  cost_import_id INTEGER,               -- set when the cost came from the product list
  PRIMARY KEY (order_id, line_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE shipment (
  order_id INTEGER NOT NULL,
  tracking_number TEXT NOT NULL,
  carrier TEXT,
  shipped_at INTEGER,                   -- UTC seconds
  delivered_at INTEGER,
  PRIMARY KEY (order_id, tracking_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE stock_level (
  store_id INTEGER NOT NULL,
  product_id INTEGER NOT NULL,
  quantity INTEGER NOT NULL,            -- 1/1,000
  counted_at INTEGER NOT NULL,          -- UTC seconds
  PRIMARY KEY (store_id, product_id)
) STRICT, WITHOUT ROWID;

-- Rollups: sums by store (0: all stores), currency and period (a day, a month and others: analytics/rollup/period.ts). The
-- key packs the three (analytics/rollup/row-key.ts), so that rows asked for together lie together. WITHOUT ROWID would do
-- that too, but would move what is beyond 1 KB of a row to a page of its own; here a row may fill a page. Blobs of cells
-- (analytics/rollup/cell-format.ts) split the sums; a blob is empty where there are no cells.
CREATE TABLE rollup (
  id INTEGER PRIMARY KEY,
  store_id INTEGER NOT NULL AS (id >> 34) VIRTUAL,
  currency_id INTEGER NOT NULL AS ((id >> 24) & 1023) VIRTUAL,
  period INTEGER NOT NULL AS ((id & 16777215) - 1048576) VIRTUAL,
  net_sales INTEGER NOT NULL, orders INTEGER NOT NULL, units INTEGER NOT NULL, refunds INTEGER NOT NULL,
  cost INTEGER NOT NULL, costed_sales INTEGER NOT NULL, costed_lines INTEGER NOT NULL,
  placed INTEGER NOT NULL, discounts INTEGER NOT NULL, delivery_cost INTEGER NOT NULL, platform_fee INTEGER NOT NULL,
  channels BLOB NOT NULL,
  hours BLOB NOT NULL,
  stores BLOB NOT NULL                  -- only for all stores
) STRICT;

-- The same by product, apart, so that whoever asks for the sums above reads none of it, and a ranking reads net sales alone.
CREATE TABLE rollup_product_net (
  id INTEGER PRIMARY KEY,               -- as in rollup
  net BLOB NOT NULL
) STRICT;
CREATE TABLE rollup_product (
  id INTEGER PRIMARY KEY,               -- as in rollup
  counts BLOB NOT NULL,                 -- orders and units
  amounts BLOB NOT NULL                 -- refunds, cost and costed sales and lines: only for days and months
) STRICT;
`,
};
