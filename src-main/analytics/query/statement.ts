/** A statement is prepared once for each connection: preparing costs more than running most of them. */
import type { Statement } from 'better-sqlite3';
import type { ReadableDb, WritableDb } from '../../database/index.ts';

/** How rows are given: as objects, as arrays in the order of the columns, or only their first column. */
export type RowShape = 'object' | 'array' | 'value';

/** Keyed by connection, so it lives and goes with it; two engines in one process share nothing. */
const prepared = new WeakMap<ReadableDb | WritableDb, Map<string, Statement>>();

export function statement(db: ReadableDb | WritableDb, sql: string, shape: RowShape): Statement {
  let statements = prepared.get(db);
  if (!statements) {
    statements = new Map();
    prepared.set(db, statements);
  }
  let found = statements.get(sql);
  if (!found) {
    found = db.prepare(sql);
    if (shape === 'array') found.raw();
    if (shape === 'value') found.pluck();
    statements.set(sql, found);
  }
  return found;
}
