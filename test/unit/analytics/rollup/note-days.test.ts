import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createDayNotes, type DayNotes } from '../../../../src-main/analytics/rollup/note-days.ts';
import { periodOfDay } from '../../../../src-main/analytics/rollup/period.ts';
import { rowKey } from '../../../../src-main/analytics/rollup/row-key.ts';
import { MIGRATIONS, migrate, openWritable, type WritableDb } from '../../../../src-main/database/index.ts';

const STORE = 7;
const EURO = 1;
const YUAN = 2;

let directory: string;
let db: WritableDb;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'mendian-notes-'));
  db = openWritable(join(directory, 'mendian.db'));
  migrate(db, MIGRATIONS);
  for (const day of [100, 101]) insertRow(rowKey(STORE, EURO, day));
});
afterEach(() => {
  db.close();
  rmSync(directory, { recursive: true, force: true });
});

function insertRow(key: number): void {
  const columns = db.prepare<[], { name: string }>('PRAGMA table_info(rollup)').all();
  const values = columns.map(({ name }) =>
    name === 'id' ? key : ['channels', 'hours', 'stores'].includes(name) ? Buffer.alloc(0) : 0,
  );
  db.prepare(`INSERT INTO rollup (${columns.map(({ name }) => name)}) VALUES (${columns.map(() => '?')})`).run(
    ...values,
  );
}

/** What is noted of the store: its days, and whether its span may have changed. */
function noted(write: (notes: DayNotes) => void): { days: number[]; span: boolean } {
  db.exec('DELETE FROM change_journal');
  const notes = createDayNotes(db);
  write(notes);
  notes.flush();
  const all = db
    .prepare<[number], number>('SELECT day FROM change_journal WHERE id = ? ORDER BY day')
    .pluck()
    .all(STORE);
  return { days: all.filter((day) => day > 0), span: all.some((day) => day < 0) };
}

describe('the notes of a change to the rollups', () => {
  it('name each day once, however many rows of it change', () => {
    const change = (notes: DayNotes) => {
      for (const day of [101, 100, 101]) notes.row(rowKey(STORE, EURO, day), 'update');
    };
    expect(noted(change)).toEqual({ days: [100, 101], span: false });
  });

  it.each([
    ['before the first', EURO, 99, 'insert', true],
    ['after the first', EURO, 102, 'insert', false],
    ['of a currency that the store has not sold in', YUAN, 102, 'insert', true],
    ['that is the first, when it goes', EURO, 100, 'remove', true],
    ['that is another, when it goes', EURO, 101, 'remove', false],
  ] as const)(
    'say whether the store’s first day or currencies may change: a day %s',
    (_, currency, day, does, span) => {
      expect(noted((notes) => notes.row(rowKey(STORE, currency, day), does))).toEqual({ days: [day], span });
    },
  );

  it('look at the first day as it was before anything was written', () => {
    const change = (notes: DayNotes) => {
      notes.row(rowKey(STORE, EURO, 200), 'insert');
      insertRow(rowKey(STORE, EURO, 50));
      notes.row(rowKey(STORE, EURO, 60), 'insert');
    };
    expect(noted(change)).toEqual({ days: [60, 200], span: true });
  });

  it('leave out longer periods and the sums of all stores, which follow from the days', () => {
    const change = (notes: DayNotes) => {
      notes.row(rowKey(STORE, EURO, periodOfDay('month', 100)), 'insert');
      notes.row(rowKey(0, EURO, 100), 'insert');
    };
    expect(noted(change)).toEqual({ days: [], span: false });
  });
});
