/**
 * Statements of a connection that are prepared once, by their text, for parts that are made anew for each transaction. Preparing
 * one takes longer than running it, and what it holds in memory is given back only when garbage is collected. The same text
 * must always be read in the same way (`raw`, `pluck`): that is a property of the statement.
 */
import type { Statement } from 'better-sqlite3';
import type { WritableDb, WritableStatements } from './connection.ts';

export function keepStatements(db: WritableDb): WritableStatements {
  const kept = new Map<string, Statement<unknown[], unknown>>();
  const prepare = (sql: string) => {
    let statement = kept.get(sql);
    if (!statement) {
      statement = db.prepare<unknown[], unknown>(sql);
      kept.set(sql, statement);
    }
    return statement;
  };
  return { prepare } as WritableStatements;
}
