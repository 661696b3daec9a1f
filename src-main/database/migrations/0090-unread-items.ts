/** What platforms have told of and nobody could read: it is asked for again until it can be, or is gone. */
import type { Migration } from '../migration.ts';

export const unreadItems: Migration = {
  version: 90,
  name: 'unread-items',
  sql: `
CREATE TABLE unread_item (
  shop_id INTEGER NOT NULL,
  stream TEXT NOT NULL,                 -- orders | listings
  shown TEXT NOT NULL,                  -- what staff may find it by
  item_id TEXT,                         -- what it is asked for by; NULL: it has none that can be read
  field TEXT NOT NULL,                  -- the platform's own name of what makes no sense
  window_from INTEGER NOT NULL,         -- where it was listed, by the platform's clock: one without an id is looked for there
  window_to INTEGER NOT NULL,
  by_making INTEGER NOT NULL,           -- 1: the window lists what was made in it, not what changed
  in_window INTEGER NOT NULL,           -- 1: the window that is under way tells of it
  tries INTEGER NOT NULL DEFAULT 0,     -- how often it was asked for again
  next_try_at INTEGER NOT NULL,         -- UTC milliseconds
  PRIMARY KEY (shop_id, stream, shown)
) STRICT, WITHOUT ROWID;
`,
};
