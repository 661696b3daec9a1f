/** The head office in PostgreSQL. */
export { createPostgresOffice, type PostgresOffice, type PostgresOfficeOptions } from './postgres-office.ts';
export { OFFICE_MIGRATIONS } from './schema.ts';
