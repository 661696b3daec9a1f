/** The schema only ever moves forward, one whole transaction a step, and a database from a newer version is refused. */
import type { Database as Sqlite } from 'better-sqlite3';
import { AppError } from '#shared/domain/app-error.ts';

export interface Migration {
  /** Becomes SQLite's `user_version`. */
  readonly version: number;
  readonly name: string;
  readonly sql: string;
}

/**
 * Brings a database up to the newest of `migrations`.
 * @returns the versions that were applied, oldest first.
 * @throws AppError DATABASE_NEWER when the file was written by a newer version of the app.
 */
export function migrate(db: Sqlite, migrations: readonly Migration[]): number[] {
  const current = Number(db.pragma('user_version', { simple: true }));
  const newest = migrations.at(-1)?.version ?? 0;
  if (current > newest) {
    throw new AppError('DATABASE_NEWER', { details: { found: current, known: newest } });
  }
  const applied: number[] = [];
  for (const migration of migrations) {
    if (migration.version <= current) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
    applied.push(migration.version);
  }
  return applied;
}
