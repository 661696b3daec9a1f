/** Who may send what is in the outbox is numbered where all look; the number tells whether somebody else had it in between. */
import type { Migration } from '../migration.ts';

export const outboxOwner: Migration = {
  version: 105,
  name: 'outbox-owner',
  sql: `
ALTER TABLE sync_state ADD COLUMN owner_fence INTEGER;                     -- of the last time that it was ours; NULL: never yet
ALTER TABLE sync_state ADD COLUMN owner_claims INTEGER NOT NULL DEFAULT 0; -- times that it was asked for since, by processes that ended
`,
};
