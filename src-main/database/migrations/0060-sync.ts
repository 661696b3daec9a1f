/** Shops on platforms, what they said last, what staff changed and nobody has acknowledged yet, and what needs a decision. */
import type { Migration } from '../migration.ts';

export const sync: Migration = {
  version: 60,
  name: 'sync',
  sql: `
-- Times are UTC milliseconds, money 1/10,000, quantities 1/1,000. Secrets are in the vault (sync/shops), never here.
CREATE TABLE shop (
  id INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,               -- sync/platform/platform.ts: PlatformName
  remote_shop_id TEXT NOT NULL,
  title TEXT NOT NULL,
  store_id INTEGER NOT NULL,            -- the store that it feeds
  base_url TEXT NOT NULL,
  currency_id INTEGER,
  time_zone TEXT,                       -- IANA; NULL: the store's
  state TEXT NOT NULL,                  -- first-sync | active | sign-in
  paused INTEGER NOT NULL DEFAULT 0,
  connected_at INTEGER NOT NULL,
  disconnected_at INTEGER,              -- its row stays, for what refers to it; connecting it again clears this
  last_success INTEGER,
  problem TEXT,                         -- JSON Reason: what stands in the way of the whole shop
  clock_offset INTEGER NOT NULL DEFAULT 0, -- the platform's clock less ours
  fail_safe TEXT,                       -- asking | allowed | refused: sync/conflicts/fail-safe.ts
  UNIQUE (platform, remote_shop_id)
) STRICT;
CREATE INDEX shop_store ON shop (store_id);

-- What a shop said last, and what it has acknowledged since. What staff see is this and the unsettled changes.
CREATE TABLE listing (
  shop_id INTEGER NOT NULL,
  listing_id TEXT NOT NULL,
  product_id INTEGER NOT NULL,
  sku TEXT,
  title TEXT NOT NULL,
  price INTEGER NOT NULL,
  currency_id INTEGER NOT NULL,
  quantity INTEGER,                     -- NULL: the shop keeps no count
  version TEXT NOT NULL,
  updated_at INTEGER NOT NULL,          -- by the platform's clock
  said_at INTEGER NOT NULL,             -- when it was read
  acknowledged_at INTEGER NOT NULL DEFAULT 0, -- what was read before this is older than what stands here
  recheck INTEGER NOT NULL DEFAULT 0,   -- 1: it said something that could not be told apart from a change under way
  on_sale INTEGER NOT NULL,
  PRIMARY KEY (shop_id, listing_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_product ON listing (product_id, shop_id);
CREATE INDEX listing_sku ON listing (shop_id, sku);
CREATE INDEX listing_recheck ON listing (shop_id) WHERE recheck = 1;

CREATE TABLE remote_order (
  shop_id INTEGER NOT NULL,
  number TEXT NOT NULL,
  remote_id TEXT NOT NULL,
  order_id INTEGER,                     -- orders.id
  version TEXT NOT NULL,
  updated_at INTEGER NOT NULL,          -- by the platform's clock
  status INTEGER NOT NULL,              -- shared/domain/order-status.ts
  note TEXT,
  said_at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX remote_order_order ON remote_order (order_id);

CREATE TABLE sync_cursor (
  shop_id INTEGER NOT NULL,
  stream TEXT NOT NULL,                 -- orders | listings
  window_from INTEGER NOT NULL,
  window_to INTEGER NOT NULL,
  cursor TEXT,                          -- of the next page; NULL: the window has not been begun
  done_to INTEGER NOT NULL,             -- everything up to here has been taken in
  PRIMARY KEY (shop_id, stream)
) STRICT, WITHOUT ROWID;

-- One step of staff's: what undo takes back as a whole.
CREATE TABLE edit (
  id TEXT PRIMARY KEY,                  -- UUIDv7
  store_id INTEGER NOT NULL,
  kind TEXT NOT NULL,                   -- products | order
  at INTEGER NOT NULL,
  hlc TEXT NOT NULL,
  undoes TEXT,                          -- the edit that this one took back
  undone_by TEXT
) STRICT;
CREATE INDEX edit_store ON edit (store_id, at);

-- What an edit did to a product's own row. NULL after: that field was not touched.
CREATE TABLE edit_item (
  edit_id TEXT NOT NULL REFERENCES edit(id) ON DELETE CASCADE,
  product_id INTEGER NOT NULL,
  price_before INTEGER, price_after INTEGER,
  name_before TEXT, name_after TEXT,
  stock_delta INTEGER,
  PRIMARY KEY (edit_id, product_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX edit_item_product ON edit_item (product_id, edit_id);

-- The outbox. A change waits as long as it has no settled_at; there is no flag beside that.
CREATE TABLE change (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, -- the order within a lane
  id TEXT NOT NULL UNIQUE,              -- UUIDv7, minted with the edit
  edit_id TEXT NOT NULL,
  shop_id INTEGER NOT NULL,
  lane TEXT NOT NULL,                   -- listing:<shop>/<listing> | order:<shop>/<number>
  kind TEXT NOT NULL,                   -- sync/platform/push.ts: PushKind
  product_id INTEGER,
  listing_id TEXT,
  order_number TEXT,
  base TEXT,                            -- JSON: what both sides set out from
  base_version TEXT,
  before TEXT,                          -- JSON: what staff had before them, with what was still waiting
  value TEXT NOT NULL,                  -- JSON: the price, the title, the difference in stock, the shipment, the note
  currency_id INTEGER,
  hlc TEXT NOT NULL,                    -- sync/outbox/hybrid-clock.ts
  created_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,     -- times it was sent
  faults INTEGER NOT NULL DEFAULT 0,    -- times that it failed by its own fault
  next_try_at INTEGER NOT NULL DEFAULT 0,
  first_sent_at INTEGER,                -- set before it is sent, cleared when the platform surely has not acted: without a
                                        -- settlement it has perhaps been carried out
  send_key TEXT,                        -- sent under this id instead of its own, after one that surely did nothing
  sent_value TEXT,                      -- JSON: what was sent, those that it carries included
  sent_base TEXT,                       -- JSON: what the platform was taken to hold
  sent_base_at INTEGER,                 -- when it had said so, by the platform's clock
  carried_by TEXT,                      -- the change that this one is sent within
  parked_at INTEGER,
  problem TEXT,                         -- JSON Reason: why it failed last
  conflict_id INTEGER,                  -- waits for this decision
  settled_at INTEGER,
  outcome TEXT,                         -- acknowledged | merged | given-up | undone
  rev INTEGER NOT NULL DEFAULT 1        -- grows with each of its states
) STRICT;
CREATE INDEX change_due ON change (shop_id, seq)
  WHERE settled_at IS NULL AND parked_at IS NULL AND conflict_id IS NULL AND carried_by IS NULL;
CREATE INDEX change_waiting ON change (shop_id, lane, kind, seq) WHERE settled_at IS NULL;
CREATE INDEX change_waiting_product ON change (product_id) WHERE settled_at IS NULL;
CREATE INDEX change_edit ON change (edit_id);
CREATE INDEX change_lane ON change (lane, seq);
CREATE INDEX change_settled ON change (settled_at) WHERE settled_at IS NOT NULL;
CREATE INDEX change_carried ON change (carried_by) WHERE carried_by IS NOT NULL;

-- What became of a change or of a listing on its way, beside what its row says.
CREATE TABLE change_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  lane TEXT NOT NULL,
  change_id TEXT,
  kind TEXT,
  event TEXT NOT NULL,                  -- shared/contract/sync.ts: timelineEntry
  before TEXT, after TEXT,              -- JSON
  reason TEXT                           -- JSON Reason
) STRICT;
CREATE INDEX change_event_lane ON change_event (lane, id);

CREATE TABLE conflict (
  id INTEGER PRIMARY KEY,
  shop_id INTEGER NOT NULL,
  lane TEXT NOT NULL,
  kind TEXT NOT NULL,
  change_id TEXT NOT NULL,              -- the newest change that it is about
  base TEXT, local TEXT, remote TEXT,   -- JSON
  local_at INTEGER NOT NULL,
  remote_at INTEGER,                    -- by the platform's clock
  detected_at INTEGER NOT NULL,
  resolution TEXT,                      -- local | remote | other; NULL: open
  resolved_value TEXT,                  -- JSON
  resolved_at INTEGER,
  resolved_by TEXT,                     -- staff | the policy that decided
  answer_id TEXT                        -- the change that carries the decision out; NULL: none was needed
) STRICT;
CREATE UNIQUE INDEX conflict_open ON conflict (lane, kind) WHERE resolution IS NULL;
CREATE INDEX conflict_resolved ON conflict (resolved_at);

CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  actor TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  details TEXT NOT NULL                 -- JSON, without customers' data
) STRICT;
CREATE INDEX audit_at ON audit (at);

-- The log in words; the oldest lines go as new ones come.
CREATE TABLE sync_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  shop_id INTEGER,
  level TEXT NOT NULL,                  -- info | warning | error
  event TEXT NOT NULL,
  details TEXT NOT NULL                 -- JSON
) STRICT;
CREATE INDEX sync_log_shop ON sync_log (shop_id, id);

-- What batches and merged edits spare: changes that were sent, and the calls that it took.
CREATE TABLE push_day (
  shop_id INTEGER NOT NULL,
  day INTEGER NOT NULL,                 -- day number, UTC
  changes INTEGER NOT NULL,
  calls INTEGER NOT NULL,
  PRIMARY KEY (shop_id, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE webhook_seen (
  shop_id INTEGER NOT NULL,
  delivery_id TEXT NOT NULL,
  at INTEGER NOT NULL,
  PRIMARY KEY (shop_id, delivery_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX webhook_seen_at ON webhook_seen (at);

-- The last reading of the hybrid clock: it moves in the transaction of what it stamps.
CREATE TABLE hybrid_clock (time INTEGER NOT NULL, counter INTEGER NOT NULL, node TEXT NOT NULL) STRICT;
INSERT INTO hybrid_clock (time, counter, node) VALUES (0, 0, lower(hex(randomblob(4))));
`,
};
