/**
 * Statements of a connection that are prepared once, by their text, for parts that are made anew for each transaction. Preparing
 * one takes longer than running it, and what it holds in memory is given back only when garbage is collected. The same text
 * must always be read in the same way (`raw`, `pluck`): that is a property of the statement.
 */
import type { Statement } from 'better-sqlite3';
import type { ReadableDb, WritableDb, WritableStatements } from './connection.ts';

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

/** Tasks are given nothing but a connection, so what is kept between them hangs on that, and goes with it. */
const countsOf = new WeakMap<ReadableDb, Map<string, Statement<unknown[], number | null>>>();

/** Gives the statement that asks for one number, prepared when the connection is first asked for it. */
export function keptCount(db: ReadableDb, sql: string): Statement<unknown[], number | null> {
  const kept = countsOf.get(db) ?? new Map<string, Statement<unknown[], number | null>>();
  countsOf.set(db, kept);
  const statement = kept.get(sql) ?? db.prepare<unknown[], number | null>(sql).pluck();
  kept.set(sql, statement);
  return statement;
}
