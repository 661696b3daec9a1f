/**
 * The election over Redis: a key a run, held by a lease that its holder renews, so that a PC that was switched off in the middle
 * frees it by itself. A Redis that does not answer leaves every PC to itself.
 */
import type { Log } from '../logging/index.ts';
import type { Claim, Election, Lease } from './election.ts';
import type { Later } from './platform/wait.ts';

/** The part of ioredis that is used; its clients, clusters included, fit. */
export interface ElectionRedis {
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
}

export interface RedisElectionOptions {
  /** Null while there is no Redis to ask: this PC is then alone. */
  readonly redis: () => ElectionRedis | null;
  /** The chain's prefix, so that two chains on one Redis do not run for one another. */
  readonly prefix: () => string;
  /** Unique to this process. */
  readonly owner: string;
  readonly later: Later;
  readonly log: Log;
  /** How long a holder that has gone keeps the others waiting, in milliseconds. */
  readonly leaseMilliseconds?: number;
}

const LEASE_MILLISECONDS = 30_000;
const RENEWALS_A_LEASE = 3;
/** Longer than the longest time between two looks of a PC that is switched off at night, shorter than a strike comes again. */
const DONE_MILLISECONDS = 7 * 24 * 3_600_000;
const DEADLINE_MILLISECONDS = 1_000;

const CLAIM = `local held = redis.call('GET', KEYS[1])
if held == false or held == ARGV[1] then
  redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
  return 'won'
end
if held == 'done' then return 'done' end
return 'running'`;
/** Only the holder may change what it holds. */
const SET_IF_HELD = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;
const FREE_IF_HELD = `if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
return redis.call('DEL', KEYS[1])`;

export function createRedisElection(options: RedisElectionOptions): Election {
  const { redis, prefix, owner, later, log, leaseMilliseconds = LEASE_MILLISECONDS } = options;

  /** Gives Redis' answer, or null when there is none in time. */
  async function ask(script: string, run: string, ...args: (string | number)[]): Promise<unknown> {
    const client = redis();
    if (!client) return null;
    const late = Promise.withResolvers<null>();
    const callOff = later(DEADLINE_MILLISECONDS, () => late.resolve(null));
    try {
      return await Promise.race([client.eval(script, 1, `${prefix()}:warmup:{${run}}`, ...args), late.promise]);
    } catch (error) {
      log.warn('the election of who warms up cannot be held', { run, error });
      return null;
    } finally {
      callOff();
    }
  }

  function leaseOf(run: string): Lease {
    let callOff = renewLater();

    function renewLater(): () => void {
      return later(leaseMilliseconds / RENEWALS_A_LEASE, () => {
        callOff = renewLater();
        void ask(SET_IF_HELD, run, owner, owner, leaseMilliseconds);
      });
    }

    return {
      async done() {
        callOff();
        await ask(SET_IF_HELD, run, owner, 'done', DONE_MILLISECONDS);
      },
      async free() {
        callOff();
        await ask(FREE_IF_HELD, run, owner);
      },
    };
  }

  return {
    async claim(run): Promise<Claim> {
      const answer = await ask(CLAIM, run, owner, leaseMilliseconds);
      if (answer === 'done' || answer === 'running') return { outcome: answer };
      return { outcome: 'won', lease: leaseOf(run) };
    },
  };
}
