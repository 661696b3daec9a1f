/**
 * How computers ask the Redis that they share: one script for each question, answered within a deadline; after an answer that did
 * not come nobody asks for a moment, so that a Redis that is gone costs little.
 */
import type { Later } from './timing.ts';

/** The part of ioredis that is used; its clients, Clusters included, fit. */
export interface ScriptRedis {
  eval(script: string, keys: number, ...args: (string | number)[]): Promise<unknown>;
}

export interface RedisAsking {
  /** Gives Redis' answer; in a Cluster all keys must be of one slot. Null: there is none to ask, or none in time. */
  ask(
    script: string,
    keys: readonly string[],
    ...args: (string | number)[]
  ): Promise<{ readonly answer: unknown } | null>;
}

export interface RedisAskingOptions {
  /** Null while there is no Redis to ask. */
  readonly redis: () => ScriptRedis | null;
  /** The chain's own part of the keys, so that two chains can share one Redis. */
  readonly prefix: () => string;
  readonly later: Later;
  /** Told of every answer that did not come, with why. */
  readonly failed: (problem: string) => void;
  readonly deadlineMilliseconds?: number;
}

const DEADLINE_MILLISECONDS = 250;
/** For this long nobody asks after an answer that did not come: otherwise each call would wait for its own deadline. */
const REST_MILLISECONDS = 1_000;

/** Makes the way to ask Redis: scripts only, each with a deadline. */
export function createRedisAsking(options: RedisAskingOptions): RedisAsking {
  const { redis, prefix, later, failed, deadlineMilliseconds = DEADLINE_MILLISECONDS } = options;
  let isResting = false;

  function rest(problem: string): null {
    failed(problem);
    isResting = true;
    later(REST_MILLISECONDS, () => {
      isResting = false;
    });
    return null;
  }

  return {
    async ask(script, keys, ...args) {
      const client = redis();
      if (!client || isResting) return null;
      const late = Promise.withResolvers<null>();
      const callOff = later(deadlineMilliseconds, () => late.resolve(null));
      try {
        const answered = client
          .eval(script, keys.length, ...keys.map((key) => `${prefix()}:${key}`), ...args)
          .then((answer) => ({ answer }));
        const outcome = await Promise.race([answered, late.promise]);
        return outcome ?? rest(`no answer within ${deadlineMilliseconds} ms`);
      } catch (error) {
        return rest(String(error));
      } finally {
        callOff();
      }
    },
  };
}
