/** What the head office is still to be told, and what is known of it. Nothing writes here while there is no head office. */
import type { Migration } from '../migration.ts';

export const headOffice: Migration = {
  version: 80,
  name: 'head-office',
  sql: `
CREATE TABLE office_state (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  muted INTEGER NOT NULL DEFAULT 0,     -- 1 while what comes from the office is written, so that it is not sent back
  origin TEXT,                          -- what this database is called there
  epoch TEXT,                           -- which office it was, and since which restore of it
  waiting_since INTEGER,                -- UTC milliseconds
  last_success INTEGER
) STRICT;
INSERT INTO office_state (id) VALUES (1);

-- Rows to be told. A row that changes again gets another number: only the acknowledgement of that very number ends it.
CREATE TABLE office_pending (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,                -- 1 order, 2 product, 3 store
  id INTEGER NOT NULL,
  UNIQUE (kind, id)
) STRICT;

-- Orders that went, by the key that everybody knows them by.
CREATE TABLE office_gone (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  store_code TEXT NOT NULL,
  platform TEXT NOT NULL,
  number TEXT NOT NULL,
  base_version INTEGER NOT NULL,
  UNIQUE (store_code, platform, number)
) STRICT;

-- Which version of an order at the office the local one comes from.
CREATE TABLE office_order (
  order_id INTEGER PRIMARY KEY,
  version INTEGER NOT NULL,
  key_hash INTEGER NOT NULL,            -- of the order that is meant: ids are given again
  told INTEGER NOT NULL                 -- 1: another computer wrote it last
) STRICT;

CREATE TABLE office_master (
  kind INTEGER NOT NULL,                -- as in office_pending
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

-- The office's level as it was last told; stock_level is this and the moves that are not acknowledged.
CREATE TABLE office_stock (
  store_code TEXT NOT NULL,
  product_code TEXT NOT NULL,
  level INTEGER,                        -- 1/1,000; NULL: the office has not answered yet
  version INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (store_code, product_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE office_stock_move (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,              -- UUID: the office counts each once
  store_code TEXT NOT NULL,
  product_code TEXT NOT NULL,
  delta INTEGER NOT NULL,
  first INTEGER NOT NULL DEFAULT 0,     -- 1: a level where the office may have none; counts only if it is the first one there
  with_first INTEGER NOT NULL DEFAULT 0 -- 1: counts only if this computer's first level did
) STRICT;
CREATE INDEX office_stock_move_key ON office_stock_move (store_code, product_code, first);

CREATE TABLE office_cursor (
  stream TEXT NOT NULL,                 -- stores | products | targets | stock | orders
  scope TEXT NOT NULL,                  -- a store's code; '': all stores
  tx TEXT NOT NULL,                     -- everything that was written there before this transaction is here
  key TEXT NOT NULL,                    -- JSON: the last key of it that was read
  PRIMARY KEY (stream, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE store_target (
  store_code TEXT NOT NULL,
  month TEXT NOT NULL,                  -- YYYY-MM
  currency TEXT NOT NULL,
  net_sales INTEGER NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (store_code, month, currency)
) STRICT, WITHOUT ROWID;
`,
};
