/**
 * Connections to the head office's PostgreSQL: as many as are used day by day, more while there is a rush, none that is dead
 * when it is handed out, and none that gets old.
 */
import { Pool, type PoolClient, type PoolConfig } from 'pg';
import { AppError } from '#shared/domain/app-error.ts';
import type { Log } from '../../logging/index.ts';

export interface OfficeAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  readonly user: string;
  readonly password: string;
  readonly tls: boolean;
}

export interface OfficePoolOptions {
  readonly address: OfficeAddress;
  readonly log: Log;
  /** Connections that are kept; 20 when left out. */
  readonly size?: number;
  /** Further ones while there is a rush; 40 when left out. */
  readonly overflow?: number;
  /** How long one is waited for, in milliseconds; 30,000 when left out. */
  readonly acquireMilliseconds?: number;
  /** How old one gets, in seconds; 3,600 when left out. */
  readonly lifetimeSeconds?: number;
  /** How long a statement may take, in milliseconds; 60,000 when left out. */
  readonly statementMilliseconds?: number;
  /** One that lay idle for longer is tried before it is handed out, in milliseconds; 5,000 when left out. */
  readonly untriedMilliseconds?: number;
}

export interface OfficePoolFacts {
  readonly open: number;
  readonly idle: number;
  readonly overflow: number;
  readonly waiting: number;
}

export interface OfficePool {
  /**
   * Gives what `work` gives, over a connection that is its own while it runs.
   * @throws AppError OFFICE_UNREACHABLE, OFFICE_REFUSED, OFFICE_ROW_REFUSED, or what `work` throws.
   */
  use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  /** The same in one transaction, which is rolled back when `work` throws. */
  transaction<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result>;
  facts(): OfficePoolFacts;
  close(): Promise<void>;
}

/** A further connection that was idle for this long is closed. */
const OVERFLOW_IDLE_MILLISECONDS = 10_000;
/** A statement that takes longer holds a store's sync up for all that come after it. */
const STATEMENT_MILLISECONDS = 60_000;
/** The server is given this much longer to end a statement itself, before the connection is given up. */
const GRACE_MILLISECONDS = 2_000;
/** An idle connection that has not answered by then is dead. */
const TRY_MILLISECONDS = 5_000;

/** Makes a pool; nothing is connected before it is used. */
export function createOfficePool(options: OfficePoolOptions): OfficePool {
  const { address, log, size = 20, overflow = 40 } = options;
  const { acquireMilliseconds = 30_000, lifetimeSeconds = 3_600, untriedMilliseconds = 5_000 } = options;
  const { statementMilliseconds = STATEMENT_MILLISECONDS } = options;
  const common: PoolConfig = {
    host: address.host,
    port: address.port,
    database: address.database,
    user: address.user,
    password: address.password,
    ssl: address.tls,
    connectionTimeoutMillis: acquireMilliseconds,
    maxLifetimeSeconds: lifetimeSeconds,
    statement_timeout: statementMilliseconds,
    // A server that hangs does not keep its own time.
    query_timeout: statementMilliseconds + GRACE_MILLISECONDS,
    // Whoever vanished in the middle of a transaction holds nobody up for longer.
    idle_in_transaction_session_timeout: statementMilliseconds,
    application_name: 'mendian',
    keepAlive: true,
    allowExitOnIdle: true,
  };
  const kept = poolOf({ ...common, max: size, idleTimeoutMillis: 0 });
  const rush = poolOf({ ...common, max: Math.max(1, overflow), idleTimeoutMillis: OVERFLOW_IDLE_MILLISECONDS });
  let closing: Promise<unknown> | null = null;
  /** When each was given back, by a clock that only goes forward. */
  const idleSince = new WeakMap<PoolClient, number>();

  function poolOf(config: PoolConfig): Pool {
    const pool = new Pool(config);
    // One that lay idle has lost its line: the pool has let go of it.
    pool.on('error', (error) => log.warn('a connection to the head office broke while it was idle', { error }));
    return pool;
  }

  function next(): Pool {
    const free = kept.idleCount > 0 || kept.totalCount < size;
    if (free || overflow === 0) return kept;
    return rush.idleCount > 0 || rush.totalCount < overflow ? rush : kept;
  }

  /** Tries those that lay idle; a dead one is let go, and the next is taken. */
  async function acquire(): Promise<PoolClient> {
    for (let tries = 0; ; tries++) {
      const client = await next().connect();
      const since = idleSince.get(client);
      if (since === undefined || performance.now() - since < untriedMilliseconds) return client;
      try {
        await answersInTime(client);
        return client;
      } catch (error) {
        client.release(true);
        if (tries > size + overflow) throw error;
      }
    }
  }

  async function use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    let client: PoolClient;
    try {
      client = await acquire();
    } catch (error) {
      throw officeError(error);
    }
    // A line that breaks while nothing is under way on it is an event; unheard it would end the process.
    let broken: Error | null = null;
    const onError = (error: Error) => {
      broken = error;
    };
    client.on('error', onError);
    try {
      return await work(client);
    } catch (error) {
      if (isConnectionError(error)) broken ??= error as Error;
      throw officeError(error);
    } finally {
      client.off('error', onError);
      idleSince.set(client, performance.now());
      client.release(broken ?? undefined);
    }
  }

  return {
    use,
    transaction: (work) =>
      use(async (client) => {
        await client.query('BEGIN');
        try {
          const result = await work(client);
          await client.query('COMMIT');
          return result;
        } catch (error) {
          // Over a broken line the server rolls back by itself.
          if (!isConnectionError(error)) await client.query('ROLLBACK');
          throw error;
        }
      }),
    facts: () => ({
      open: kept.totalCount + rush.totalCount,
      idle: kept.idleCount + rush.idleCount,
      overflow: rush.totalCount,
      waiting: kept.waitingCount + rush.waitingCount,
    }),
    async close() {
      closing ??= Promise.all([kept.end(), rush.end()]);
      await closing;
    },
  };
}

async function answersInTime(client: PoolClient): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('an idle connection does not answer')), TRY_MILLISECONDS);
  });
  try {
    await Promise.race([client.query('SELECT 1'), late]);
  } finally {
    clearTimeout(timer);
  }
}

/** SQLSTATE classes: 08 connection, 57P shutdown and crash, 53 out of resources. */
const UNREACHABLE_STATE = /^(08|57P|53)/;
/** 28 is a wrong user or password, 3D000 a database that is not there, 42501 a lacking permission. */
const REFUSED_STATE = /^(28|3D000|42501)/;
const UNREACHABLE_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** Cancelled for taking too long, or for standing in somebody's way: the next time may go well. */
const HELD_UP_STATE = /^(57014|40|55P03)/;
/** 21, 22 and 23: what is written breaks a rule, 54: it is too large, P0001: a trigger does not take it. */
const ROW_STATE = /^(2[123]|54|P0001)/;
/** What pg says in words only. */
const UNREACHABLE_WORDS =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|does not answer|not queryable/i;

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

function isConnectionError(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'OFFICE_UNREACHABLE';
  const code = codeOf(error);
  if (UNREACHABLE_CODES.has(code) || UNREACHABLE_STATE.test(code)) return true;
  return error instanceof Error && UNREACHABLE_WORDS.test(error.message);
}

/** Gives the AppError of what PostgreSQL or the way to it failed with; what is neither is given back as it is. */
export function officeError(error: unknown): unknown {
  if (error instanceof AppError) return error;
  if (isConnectionError(error) || HELD_UP_STATE.test(codeOf(error)))
    return new AppError('OFFICE_UNREACHABLE', { action: 'retry', cause: error });
  if (REFUSED_STATE.test(codeOf(error))) {
    return new AppError('OFFICE_REFUSED', { action: 'reauthorise', details: { code: codeOf(error) }, cause: error });
  }
  if (ROW_STATE.test(codeOf(error))) {
    return new AppError('OFFICE_ROW_REFUSED', { action: 'park', details: { rule: ruleOf(error) }, cause: error });
  }
  return error;
}

/** What it breaks; never what it says, for that may be a customer's. */
function ruleOf(error: unknown): string {
  const { constraint, column } = error as { readonly constraint?: unknown; readonly column?: unknown };
  return [constraint, column, codeOf(error)].filter((word) => typeof word === 'string' && word !== '').join(' ');
}
