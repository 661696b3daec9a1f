/** Nothing is read or written before it is clear that this Mendian and the office's tables are made for each other. */
import type { PoolClient } from 'pg';
import { AppError } from '#shared/domain/app-error.ts';
import { LOCK_SPACE } from './lock-space.ts';
import type { OfficeMigration } from './schema.ts';

export interface PrepareOptions {
  /** Whether the tables may be made or brought up to date. */
  readonly mayMigrate: boolean;
  readonly migrations: readonly OfficeMigration[];
}

interface Meta {
  readonly schema_version: number;
  readonly epoch: string;
  readonly system_id: string;
}

/** New indexes over large tables take up to an hour. */
const PATIENT_MILLISECONDS = 3_600_000;
const MIGRATION_LOCK = [LOCK_SPACE, 1];
const THIS_SYSTEM = 'SELECT system_identifier::text AS id FROM pg_control_system()';

/**
 * To be called within a transaction. Gives the office's epoch.
 * @throws AppError OFFICE_NEWER, OFFICE_OLDER.
 */
export async function prepareOffice(client: PoolClient, options: PrepareOptions): Promise<string> {
  const { mayMigrate, migrations } = options;
  const ours = migrations.at(-1)!.version;
  const present = await readMeta(client);
  const understood = (meta: Meta | null) => meta?.schema_version === ours;
  if (present && present.schema_version > ours) {
    throw new AppError('OFFICE_NEWER', { details: { theirs: present.schema_version, ours } });
  }
  if (!understood(present) && !mayMigrate) {
    throw new AppError('OFFICE_OLDER', { details: { theirs: present?.schema_version ?? 0, ours } });
  }
  const here = (await client.query<{ id: string }>(THIS_SYSTEM)).rows[0]!.id;
  if (present && understood(present) && present.system_id === here) return present.epoch;
  // Several may come at once.
  await client.query('SET LOCAL statement_timeout = 0');
  await client.query(patient('SELECT pg_advisory_xact_lock($1, $2)', MIGRATION_LOCK));
  const locked = await readMeta(client);
  await migrateFrom(client, locked?.schema_version ?? 0, migrations);
  if (locked?.system_id !== here) await beginEpoch(client, here);
  return (await readMeta(client))!.epoch;
}

/** A statement that may take long. */
function patient(text: string, values: readonly unknown[] = []) {
  // Several statements in one text take no values, not even none.
  return { text, ...(values.length > 0 && { values: [...values] }), query_timeout: PATIENT_MILLISECONDS };
}

async function readMeta(client: PoolClient): Promise<Meta | null> {
  // By looking: what a name means is remembered, and not always asked again after a wait for a lock.
  const { rows } = await client.query(
    "SELECT 1 FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'mendian' AND c.relname = 'meta'",
  );
  if (rows.length === 0) return null;
  const meta = await client.query<Meta>('SELECT schema_version, epoch, system_id::text FROM mendian.meta');
  return meta.rows[0] ?? null;
}

async function migrateFrom(client: PoolClient, version: number, migrations: readonly OfficeMigration[]): Promise<void> {
  if (version === 0) {
    await client.query(`CREATE SCHEMA IF NOT EXISTS mendian;
      CREATE TABLE mendian.meta (one boolean PRIMARY KEY DEFAULT true CHECK (one), schema_version int NOT NULL,
        epoch uuid NOT NULL DEFAULT gen_random_uuid(), system_id numeric NOT NULL DEFAULT 0);
      INSERT INTO mendian.meta (schema_version) VALUES (0);`);
  }
  for (const migration of migrations) {
    if (migration.version <= version) continue;
    await client.query(patient(migration.sql));
    await client.query('UPDATE mendian.meta SET schema_version = $1', [migration.version]);
  }
}

/**
 * A dump that was loaded into another server has transactions that this one has not reached: they would hide what is written
 * from now on. All rows count as written now, and everybody begins anew.
 */
async function beginEpoch(client: PoolClient, systemId: string): Promise<void> {
  await client.query('UPDATE mendian.meta SET epoch = gen_random_uuid(), system_id = $1', [systemId]);
  for (const table of ['store', 'product', 'target', 'orders', 'stock_level']) {
    await client.query(`ALTER TABLE mendian.${table} DISABLE TRIGGER keep_version`);
    await client.query(patient(`UPDATE mendian.${table} SET changed_tx = pg_current_xact_id()`));
    await client.query(`ALTER TABLE mendian.${table} ENABLE TRIGGER keep_version`);
  }
}
