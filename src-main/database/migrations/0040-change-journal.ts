/** What writes have changed, for whoever keeps answers: see change-journal.ts. */
import type { Migration } from '../migration.ts';

export const changeJournal: Migration = {
  version: 40,
  name: 'change-journal',
  sql: `
-- AUTOINCREMENT: a number is never given twice, also after its row was forgotten.
CREATE TABLE change_journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind INTEGER NOT NULL,                -- change-journal.ts
  id INTEGER NOT NULL,
  day INTEGER NOT NULL                  -- day number; 0 where the kind has none
) STRICT;

-- The last change of each store (0: of what belongs to no store), for a refresh that asks only whether anything is new.
CREATE TABLE store_revision (store_id INTEGER PRIMARY KEY, revision INTEGER NOT NULL) STRICT;
-- Single orders (kinds 2 and 3) come with their store's day.
CREATE TRIGGER store_revision_follows AFTER INSERT ON change_journal WHEN NEW.kind NOT IN (2, 3) BEGIN
  INSERT INTO store_revision (store_id, revision) VALUES (iif(NEW.kind = 1, NEW.id, 0), NEW.seq)
    ON CONFLICT DO UPDATE SET revision = excluded.revision;
END;

-- Tells this set of data from every other one.
CREATE TABLE data_set (id TEXT NOT NULL) STRICT;
INSERT INTO data_set (id) VALUES (lower(hex(randomblob(16))));
`,
};
