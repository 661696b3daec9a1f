/** Rows that the head office refuses: they hold nobody else up. */
import type { Migration } from '../migration.ts';

export const refusedByOffice: Migration = {
  version: 95,
  name: 'refused-by-office',
  sql: `
-- JSON Reason: the office does not take this state of the row. A row that changes again is noted anew, without it.
ALTER TABLE office_pending ADD COLUMN problem TEXT;
ALTER TABLE office_gone ADD COLUMN problem TEXT;
ALTER TABLE office_stock_move ADD COLUMN problem TEXT;
`,
};
