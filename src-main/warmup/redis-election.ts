/**
 * The election over Redis: a key a run, held by a lease that its holder renews, so that a PC that was switched off in the middle
 * frees it by itself. A Redis that does not answer leaves every PC to itself.
 */
import type { Log } from '../logging/index.ts';
import {
  createLeases,
  createRedisAsking,
  createRedisLeaseStore,
  type Later,
  type LeaseAnswer,
  type Lease as RunLease,
  type ScriptRedis,
} from '../resilience/index.ts';
import { type Claim, type Election, type Lease, soleElection } from './election.ts';

export interface RedisElectionOptions {
  /** Null while there is no Redis to ask: this PC is then alone. */
  readonly redis: () => ScriptRedis | null;
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
/** Longer than the longest time between two looks of a PC that is switched off at night, shorter than a strike comes again. */
const DONE_MILLISECONDS = 7 * 24 * 3_600_000;
const DONE = 'done';
const DEADLINE_MILLISECONDS = 1_000;

class Unanswered extends Error {}

export function createRedisElection(options: RedisElectionOptions): Election {
  const { redis, prefix, owner, later, log, leaseMilliseconds = LEASE_MILLISECONDS } = options;

  function failed(error: unknown): void {
    log.warn('the election of who warms up cannot be held', { error });
  }

  const asking = createRedisAsking({ redis, prefix, later, failed, deadlineMilliseconds: DEADLINE_MILLISECONDS });

  async function run(script: string, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    const asked = await asking.ask(script, keys, ...args);
    if (!asked) throw new Unanswered('Redis does not answer');
    return asked.answer;
  }

  /** What Redis did not answer has been told by whoever asked; everything else has not. */
  function tell(error: unknown): void {
    if (!(error instanceof Unanswered)) failed(error);
  }

  const leases = createLeases({ store: createRedisLeaseStore(run), later, leaseMilliseconds, failed: tell });

  async function take(name: string): Promise<LeaseAnswer | null> {
    try {
      return await leases.take([`warmup:{${name}}`], owner);
    } catch (error) {
      tell(error);
      return null;
    }
  }

  return {
    async claim(name): Promise<Claim> {
      const answer = await take(name);
      if (!answer) return soleElection().claim(name);
      if (answer.outcome === 'held') return { outcome: 'won', lease: leaseOf(answer.lease) };
      return { outcome: answer.value === DONE ? 'done' : 'running' };
    },
  };
}

function leaseOf(lease: RunLease): Lease {
  return {
    done: () => lease.leave({ value: DONE, milliseconds: DONE_MILLISECONDS }),
    free: () => lease.leave(),
  };
}
