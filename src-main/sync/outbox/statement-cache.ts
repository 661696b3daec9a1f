/** Statements of a connection by their text: preparing one costs more than running it. */
import type { Statement } from 'better-sqlite3';
import type { ReadableDb, WritableDb } from '../../database/index.ts';

export interface StatementCache {
  all<Row>(sql: string, ...values: readonly unknown[]): Row[];
  get<Row>(sql: string, ...values: readonly unknown[]): Row | undefined;
  /** Gives how many rows were written. */
  run(sql: string, ...values: readonly unknown[]): number;
}

/** Makes an empty cache of a connection. */
export function createStatementCache(db: ReadableDb | WritableDb): StatementCache {
  const statements = new Map<string, Statement<unknown[], unknown>>();
  const prepared = (sql: string) => {
    let statement = statements.get(sql);
    if (!statement) {
      statement = db.prepare<unknown[], unknown>(sql);
      statements.set(sql, statement);
    }
    return statement;
  };
  return {
    all: <Row>(sql: string, ...values: readonly unknown[]) => prepared(sql).all(...values) as Row[],
    get: <Row>(sql: string, ...values: readonly unknown[]) => prepared(sql).get(...values) as Row | undefined,
    run: (sql, ...values) => prepared(sql).run(...values).changes,
  };
}
