/** What a hub shares with others and what outlives it: each is one of these. */
import { type PostgresServer, startPostgres } from '../../../postgres/index.ts';
import { type RedisServer, startRedis } from '../../../redis/index.ts';

export interface SharedService {
  /** What tells the hub where it is. */
  readonly env: Readonly<Record<string, string>>;
  /** Before a hub takes the place of one that was killed. */
  beforeStart(): Promise<void>;
  stop(): Promise<void>;
}

export async function sharedRedis(): Promise<SharedService> {
  const redis = await startRedis();
  return {
    env: { MENDIAN_REDIS_URL: `redis://${redis.host}:${redis.port}/0` },
    beforeStart: () => forgetOwner(redis),
    stop: () => redis.stop(),
  };
}

/** A process that was killed keeps the right to send for 15 seconds. Nobody else is there: they are skipped, not waited for. */
async function forgetOwner({ admin }: RedisServer): Promise<void> {
  const locks = (await admin.keys('*lock:*')).filter((key) => !key.endsWith(':fence'));
  if (locks.length > 0) await admin.del(...locks);
}

export interface SharedOffice extends SharedService {
  /** Asks its PostgreSQL. */
  query: PostgresServer['query'];
}

/** A head office, whose tables the first hub that comes makes. */
export async function sharedOffice(): Promise<SharedOffice> {
  const server = await startPostgres();
  return {
    env: { MENDIAN_OFFICE_URL: server.url, MENDIAN_OFFICE_MAY_MIGRATE: 'true' },
    beforeStart: () => Promise.resolve(),
    query: server.query,
    stop: () => server.stop(),
  };
}
