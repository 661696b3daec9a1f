/** Decides whether a database file can be trusted, and makes indexes anew where nothing but they is damaged. */
import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';

/** What staff did and nobody else can tell again. Small: also their indexes are looked through before they are used. */
const OUTBOX_TABLES = ['change', 'edit', 'edit_item', 'conflict', 'shop', 'listing'] as const;

/** What `integrity_check` says where an index does not hold what its table says; the table itself may be sound. */
const INDEX_PROBLEM =
  /(?:missing from|values differ from|entries in|entry in|end-of-record for row \d+ of) index (.+)$/;

/**
 * Reads every page and checks the structure of tables and indexes (SQLite's `quick_check`), not whether they say the same.
 * @throws AppError DATABASE_CORRUPT with the first problem found.
 */
export function checkIntegrity(db: Sqlite): void {
  const [problem] = problemsOf(db, 'quick_check(1)');
  if (problem !== undefined) throw corrupt(problem);
}

/**
 * The same, and whether each index holds each row (`integrity_check`); takes several times as long.
 * @throws AppError DATABASE_CORRUPT with the first problem found.
 */
export function checkThoroughly(db: Sqlite): void {
  const [problem] = problemsOf(db, 'integrity_check(1)');
  if (problem !== undefined) throw corrupt(problem);
}

/**
 * Looks also through the indexes, of all tables or of those of the outbox, and makes those anew that do not hold what their table
 * says. Gives their names.
 * @throws AppError DATABASE_CORRUPT where more than indexes is damaged.
 */
export function mendIndexes(db: Sqlite, scope: 'all' | 'outbox'): readonly string[] {
  const problems = scope === 'all' ? problemsOf(db, 'integrity_check') : outboxProblems(db);
  const indexes = new Set(problems.map(indexOf));
  if (indexes.size === 0) return [];
  try {
    db.transaction(() => {
      for (const name of indexes) db.exec(`REINDEX "${name}"`);
    }).immediate();
  } catch (error) {
    // Two rows that must differ do not: one of them is not what was written.
    throw new AppError('DATABASE_CORRUPT', { action: 'park', cause: error });
  }
  const [left] = scope === 'all' ? problemsOf(db, 'integrity_check(1)') : outboxProblems(db);
  if (left !== undefined) throw corrupt(left);
  return [...indexes];
}

function outboxProblems(db: Sqlite): readonly string[] {
  const present = new Set(db.prepare("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all());
  return OUTBOX_TABLES.filter((table) => present.has(table)).flatMap((table) =>
    problemsOf(db, `integrity_check("${table}")`),
  );
}

/** @throws AppError DATABASE_CORRUPT where the problem is none of an index. */
function indexOf(problem: string): string {
  const name = INDEX_PROBLEM.exec(problem)?.[1];
  if (name === undefined) throw corrupt(problem);
  return name;
}

function problemsOf(db: Sqlite, check: string): readonly string[] {
  let found: readonly string[];
  try {
    found = (db.pragma(check) as Record<string, unknown>[]).map((row) => String(Object.values(row)[0]));
  } catch (error) {
    throw new AppError('DATABASE_CORRUPT', { action: 'park', cause: error });
  }
  return found[0] === 'ok' ? [] : found;
}

function corrupt(problem: string): AppError {
  return new AppError('DATABASE_CORRUPT', { action: 'park', details: { problem: problem.slice(0, 200) } });
}
