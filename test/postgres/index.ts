/** A real PostgreSQL for tests. */
export { type PostgresServer, startPostgres } from './server.ts';
