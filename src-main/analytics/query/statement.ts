/** A statement is prepared once for each connection: preparing costs more than running most of them. */
import type { Statement } from 'better-sqlite3';
import type { ReadableDb, WritableDb } from '../../database/index.ts';
import { memoryOf } from './connection-memory.ts';

/** How rows are given: as objects, as arrays in the order of the columns, or only their first column. */
export type RowShape = 'object' | 'array' | 'value';

export function statement(db: ReadableDb | WritableDb, sql: string, shape: RowShape): Statement {
  const { statements } = memoryOf(db);
  let found = statements.get(sql);
  if (!found) {
    found = db.prepare(sql);
    if (shape === 'array') found.raw();
    if (shape === 'value') found.pluck();
    statements.set(sql, found);
  }
  return found;
}
