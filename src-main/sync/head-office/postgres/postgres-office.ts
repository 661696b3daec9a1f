/** The head office in PostgreSQL: writes go to the one server, pulls to a replica where there is one. */
import type { PoolClient } from 'pg';
import type { Log } from '../../../logging/index.ts';
import type { Office } from '../office.ts';
import { createOfficePool, type OfficeAddress, type OfficePoolFacts } from '../pool.ts';
import { createOfficeClaims } from './claims.ts';
import { prepareOffice } from './prepare.ts';
import { countRows, pullPage } from './pull.ts';
import { pushMasters, pushOrders } from './push.ts';
import { pushStock, toldTotals } from './push-stock.ts';
import { OFFICE_MIGRATIONS, type OfficeMigration } from './schema.ts';

export interface PostgresOfficeOptions {
  readonly address: OfficeAddress;
  /** Null: pulls ask the server itself. */
  readonly replica: OfficeAddress | null;
  /** Whether the tables may be made or brought up to date. */
  readonly mayMigrate: boolean;
  readonly log: Log;
  /** How long a statement may take, in milliseconds; a minute when left out. */
  readonly statementMilliseconds?: number;
  /** The tables that it needs; those of this version when left out. */
  readonly migrations?: readonly OfficeMigration[];
}

export interface PostgresOffice extends Office {
  facts(): OfficePoolFacts;
}

/** Whoever does not say this much in time does not say anything. */
const BEAT = { text: 'SELECT 1', query_timeout: 1_500 } as const;

/** Makes it; nothing is connected before it is used. */
export function createPostgresOffice(options: PostgresOfficeOptions): PostgresOffice {
  const { replica, mayMigrate, log, migrations = OFFICE_MIGRATIONS, statementMilliseconds } = options;
  const poolOf = (address: OfficeAddress) =>
    createOfficePool({ address, log, ...(statementMilliseconds !== undefined && { statementMilliseconds }) });
  const pool = poolOf(options.address);
  const reading = replica ? poolOf(replica) : null;
  /** Until the next round. */
  let replicaRests = false;
  let replicaFailed = false;

  /** A replica that is down or hangs holds nobody up. */
  async function read<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    if (!reading || replicaRests) return pool.use(work);
    try {
      const result = await reading.use(work);
      replicaFailed = false;
      return result;
    } catch (error) {
      if (!replicaFailed) log.warn("the head office's replica does not answer, the server itself is asked", { error });
      replicaFailed = true;
      replicaRests = true;
      return pool.use(work);
    }
  }

  return {
    async open() {
      replicaRests = false;
      return { epoch: await pool.transaction((client) => prepareOffice(client, { mayMigrate, migrations })) };
    },
    pushMasters: (kind, payload, writer) => pool.transaction((client) => pushMasters(client, kind, payload, writer)),
    pushStock: (kind, payload, writer) => pool.transaction((client) => pushStock(client, kind, payload, writer)),
    pushOrders: (payload, writer) => pool.transaction((client) => pushOrders(client, payload, writer)),
    // Of the server itself: a replica may not have all of it yet.
    told: (origin) => pool.use((client) => toldTotals(client, origin)),
    pull: (question) => read((client) => pullPage(client, question)),
    count: (question) => read((client) => countRows(client, question)),
    claims: createOfficeClaims(pool),
    async beat() {
      await pool.use((client) => client.query(BEAT));
    },
    facts: () => pool.facts(),
    async close() {
      await Promise.all([pool.close(), reading?.close()]);
    },
  };
}
