/** What this database has told the head office of stock, so that one from a backup is known for what it is. */
import type { Migration } from '../migration.ts';

export const toldStock: Migration = {
  version: 110,
  name: 'told-stock',
  sql: `
-- The sum of this computer's moves that the office has acknowledged. Where the office has another one, this database was set
-- back since: what it finds out about again was told already.
CREATE TABLE office_told (
  store_code TEXT NOT NULL,
  product_code TEXT NOT NULL,
  total INTEGER NOT NULL,               -- 1/1,000
  PRIMARY KEY (store_code, product_code)
) STRICT, WITHOUT ROWID;

-- 0: nothing was kept before; what the office has is taken for what was told.
ALTER TABLE office_state ADD COLUMN told_known INTEGER NOT NULL DEFAULT 0;
`,
};
