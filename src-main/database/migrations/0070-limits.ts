/** What platforms allow: the daily calls of their apps, and the buckets of their shops' rate limits over a restart. */
import type { Migration } from '../migration.ts';

export const limits: Migration = {
  version: 70,
  name: 'limits',
  sql: `
-- A few more calls than were made: a process that is killed must not have counted too few.
CREATE TABLE quota_day (
  platform TEXT NOT NULL,
  app TEXT NOT NULL,
  day INTEGER NOT NULL,                 -- number of the platform's own day
  calls INTEGER NOT NULL,
  topped_up INTEGER NOT NULL,
  PRIMARY KEY (platform, app, day)
) STRICT, WITHOUT ROWID;

CREATE TABLE quota_ledger (
  id INTEGER PRIMARY KEY,
  platform TEXT NOT NULL,
  app TEXT NOT NULL,
  at INTEGER NOT NULL,
  event TEXT NOT NULL CHECK (event IN ('top-up', 'day', 'warning', 'critical', 'used-up')),
  calls INTEGER NOT NULL,
  note TEXT NOT NULL
) STRICT;
CREATE INDEX quota_ledger_by_app ON quota_ledger (platform, app, id);

CREATE TABLE rate_limit (
  platform TEXT NOT NULL,
  shop TEXT NOT NULL PRIMARY KEY,       -- unique over all platforms
  state TEXT NOT NULL,                  -- JSON BucketState
  kept_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
